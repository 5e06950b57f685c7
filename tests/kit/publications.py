"""Small publications for tests: editions of made-up forms that keep every identity, signed and written."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from siaga.engines.ledger import checkpoints
from siaga.engines.ledger.commitments import digest_of_row
from siaga.engines.ledger.notes import SigningKey
from siaga.engines.ledger.tree import Frontier, leaf_hash
from siaga.engines.publication import (
    Contest,
    Edition,
    Election,
    Pair,
    Photo,
    Place,
    Row,
    Sealed,
    Step,
    Version,
    compose,
    manifest,
    seal,
    write_folder,
)
from siaga.engines.recap import Level, State
from tests.kit.forms import valid_row
from tests.kit.ledger import KEY

AT = "2024-11-28T01:00:00Z"
ELECTION = Election("uji-2024", "Pemilihan Kota Metro 2024", "pilkada-2024", "2024-11-27", "1872")
PLACES = tuple(
    Place(code, name)
    for code, name in {
        "18": "Lampung",
        "1872": "Kota Metro",
        "187201": "Metro Pusat",
        "187202": "Metro Utara",
        "1872011001": "Metro",
        "1872011002": "Imopuro",
        "1872021001": "Banjarsari",
    }.items()
)
STATIONS = tuple(f"{ward}{n:03d}" for ward in ("1872011001", "1872011002", "1872021001") for n in (1, 2, 3))


def figures_of(seed: object, pairs: int = 2) -> dict[str, int]:
    """The figures of a form that breaks no identity; the same for the same seed."""
    row = valid_row(random.Random(f"{seed}"), "pilkada-2024", pairs)
    return {name: value for name, value in row.items() if value is not None}


def counted(station: str, seed: object = "", pairs: int = 2, sample: bool = False) -> Row:
    """A counted row as the first version of a form."""
    figures = figures_of((station, seed), pairs)
    return Row(station, State.COUNTED, sample, 1, 2, figures["dpt_j"], figures)


def contest_of(rows: Iterable[Row], code: str = "mayor", pairs: int = 2) -> Contest:
    """A contest whose rows came by way of one entry and its confirmation."""
    listed = tuple(rows)
    feed, top = ("pkwkk", Level.CITY) if code == "mayor" else ("pkwkp", Level.PROVINCE)
    return Contest(
        code=code,
        name=code.title(),
        feed=feed,
        top=top,
        pairs=tuple(Pair(n, f"Pasangan {n}", str(1000016 + n)) for n in range(1, pairs + 1)),
        rows=listed,
        versions=tuple(version for row in listed for version in _versions(row, code)),
        steps=tuple(step for row in listed for step in _steps(row)),
    )


def edition(
    rows: Sequence[Row] | None = None, number: int = 1, previous: str = "", entries: int = 3
) -> Edition:
    """An edition of two contests: the mayor's with a held, a waiting and a missing row, the governor's whole.

    `entries` is the size of the trail whose checkpoint lies with it.
    """
    mixed = [counted(station) for station in STATIONS]
    mixed[1] = replace(mixed[1], state=State.HELD, version=1, revision=1, figures={})
    mixed[4] = replace(mixed[4], state=State.WAITING, version=1, revision=1, figures={})
    mixed[8] = replace(mixed[8], state=State.MISSING, version=0, revision=0, figures={})
    governor = [counted(station, "governor", 3) for station in STATIONS]
    return Edition(
        election=ELECTION,
        number=number,
        at=AT,
        software="siaga 0.1.0",
        issuer="KPU Kota Metro",
        contests=(contest_of(rows if rows is not None else mixed), contest_of(governor, "governor", 3)),
        places=PLACES,
        photos=tuple(_photo(station) for station in STATIONS[:2]),
        checkpoint=checkpoint(entries),
        previous=previous,
    )


def checkpoint(entries: int, key: SigningKey = KEY) -> str:
    """The signed note of a trail of so many entries."""
    frontier = Frontier()
    for number in range(entries):
        frontier.append(leaf_hash(str(number).encode()))
    return checkpoints.sign(frontier.head(), key)


def corrected(contest: Contest, station: str, reason: str = "Pleno kecamatan: salah salin") -> Contest:
    """The contest after a counted row was corrected and confirmed: version 2, steps 3 and 4."""
    rows = {row.station: row for row in contest.rows}
    figures = figures_of((station, "corrected"), len(contest.pairs))
    dpt = figures["dpt_j"]
    row = replace(rows[station], version=2, revision=4, figures=figures, registered=dpt)
    version = sealed(
        Version(station, 2, "correction", "district", reason, AT, "", row.sample, figures), contest.code
    )
    steps = (
        Step(station, 3, "correct", "corrected", 2, reason, AT, row.sample),
        Step(station, 4, "confirm", "counted", 2, "", AT, row.sample),
    )
    return replace(
        contest,
        rows=tuple(row if old.station == station else old for old in contest.rows),
        versions=(*contest.versions, version),
        steps=(*contest.steps, *steps),
    )


def signed(given: Edition, key: SigningKey = KEY) -> Sealed:
    return seal(compose(given), key)


def written(folder: Path, given: Edition | None = None, key: SigningKey = KEY) -> Path:
    """A publication as a folder."""
    write_folder(signed(given or edition(), key), folder)
    return folder


def resigned(folder: Path, key: SigningKey = KEY) -> Path:
    """Make the manifest and its signature fit whatever the folder holds now: a forger who has the key."""
    said = manifest.decode((folder / manifest.MANIFEST).read_bytes())
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    inside = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    said["files"] = [
        {"name": name, "size": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in sorted(inside.items())
        if name not in manifest.OUTSIDE
    ]
    return restated(folder, said, key)


def restated(folder: Path, said: dict[str, Any], key: SigningKey = KEY) -> Path:
    """Put another manifest in, well signed."""
    data = manifest.encode(said)
    (folder / manifest.MANIFEST).write_bytes(data)
    (folder / manifest.NOTE).write_text(manifest.sign(said, data, key))
    return folder


def sealed(version: Version, contest: str) -> Version:
    """The version with a nonce of its own and the digest that ties it to what it says."""
    nonce = sha256(f"{contest} {version.station} {version.number}".encode()).hexdigest()[:32]
    place = (ELECTION.code, contest, version.station)
    return replace(version, nonce=nonce, digest=digest_of_row(place, version.said, nonce))


def _versions(row: Row, contest: str) -> list[Version]:
    """The entry of a counted row: what was never counted is not listed."""
    if row.state is not State.COUNTED:
        return []
    return [sealed(Version(row.station, 1, "entry", "", "", AT, "", row.sample, row.figures), contest)]


def _steps(row: Row) -> list[Step]:
    acts = [("enter", "entered", ""), ("confirm", "counted", "")]
    if row.state is State.HELD:
        acts = [("declare", "held", "Formulir memang begitu")]
    return [
        Step(row.station, at, act, state, 1, reason, AT, row.sample)
        for at, (act, state, reason) in enumerate(acts[: row.revision], 1)
    ]


def _photo(station: str) -> Photo:
    return Photo("mayor", station, 1, sha256(station.encode()).hexdigest(), 123_456)
