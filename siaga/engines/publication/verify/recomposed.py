"""Is every file what its tables make of it? The whole publication laid out once more and held against itself.

What the checks before this one count again on their own, they count without the code that made it. This one
leaves nothing out: names, marks, images, notes, the order of lines, the page for readers. The tables of rows,
versions, steps, photos and regions with the manifest say everything; every other byte follows from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Final

from siaga.engines.publication import manifest
from siaga.engines.publication.compose import CHECKPOINT, parquet_tables, texts
from siaga.engines.publication.model import Edition, Photo, Place
from siaga.engines.publication.store import Store
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.report import Report

_SHOWN: Final = 60
"""Characters of a differing line that are shown."""


def check_recomposed(
    store: Store,
    head: Heading,
    contents: tuple[Sequence[Tables], Sequence[Photo], Sequence[Place]],
    report: Report,
) -> None:
    """Compose the edition that the tables state and compare file by file; then the manifest."""
    edition = _edition(store, head, *contents)
    expected = {f"{name}.parquet" for found in contents[0] for name in _parquet_of(found)}
    try:
        for name, data in texts(edition):
            expected.add(name)
            _check_file(store, name, data, report)
    except ValueError as error:
        report.add(manifest.MANIFEST, f"what it lists cannot be laid out: {str(error)[:200]}")
        return
    for name in sorted(set(store.sizes) - expected - manifest.OUTSIDE):
        report.add(name, "is no part of a publication")
    _check_manifest(store, edition, report)


def _edition(
    store: Store, head: Heading, tables: Sequence[Tables], photos: Sequence[Photo], places: Sequence[Place]
) -> Edition:
    trail = store.read(CHECKPOINT) if CHECKPOINT in store.sizes else b""
    return Edition(
        election=head.election,
        number=head.number,
        at=head.at,
        software=head.software,
        issuer=head.issuer,
        contests=tuple(found.contest for found in tables),
        places=tuple(places),
        photos=tuple(photos),
        checkpoint=trail.decode(errors="replace"),
        previous=head.previous or "",
    )


def _parquet_of(found: Tables) -> list[str]:
    return [name for name, _ in parquet_tables(found.contest.code, found.names)]


def _check_file(store: Store, name: str, due: bytes, report: Report) -> None:
    if name not in store.sizes:
        report.add(name, "missing")
        return
    there = store.read(name)
    if there == due:
        return
    pairs = zip_longest(there.decode(errors="replace").split("\n"), due.decode().split("\n"), fillvalue="")
    number, (said, meant) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    told, wanted = _around(said, meant)
    report.add(f"{name}:{number}", f"reads {told!r}, and the tables and the manifest give {wanted!r}")


def _around(said: str, meant: str) -> tuple[str, str]:
    """Both lines from a little before the first character that differs."""
    same = next((at for at, (a, b) in enumerate(zip(said, meant, strict=False)) if a != b), None)
    start = max(0, (min(len(said), len(meant)) if same is None else same) - _SHOWN // 2)
    return said[start : start + _SHOWN], meant[start : start + _SHOWN]


def _check_manifest(store: Store, edition: Edition, report: Report) -> None:
    """The manifest says of the whole what the tables say line by line; its files are checked before."""
    said = manifest.decode(store.read(manifest.MANIFEST))
    due: dict[str, Any] = manifest.document(edition, {})
    for part in sorted(due):
        if part != "files" and said[part] != due[part]:
            report.add(manifest.MANIFEST, f"{part} is not what the tables give")
