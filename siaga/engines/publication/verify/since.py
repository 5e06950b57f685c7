"""Was anything altered or taken out since an older publication? What changed must say why."""

from __future__ import annotations

from siaga.engines.ledger import checkpoints
from siaga.engines.ledger.checkpoints import Checkpoint
from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.publication.compose import CHECKPOINT, PHOTOS
from siaga.engines.publication.model import Photo, Row, Version
from siaga.engines.publication.store import DamagedError, Store
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.report import Change, Report
from siaga.engines.recap import State


def check_order(older: Heading, older_digest: str, newer: Heading, report: Report) -> None:
    """The newer publication is of the same election, has a higher number and names the one before it."""
    if older.election.code != newer.election.code:
        report.add("manifest.json", f"of {newer.election.code}, the older one of {older.election.code}")
    if older_digest == report.digest:
        return
    if newer.number <= older.number:
        report.add("manifest.json", f"number {newer.number} is not after number {older.number}")
    elif newer.number == older.number + 1 and newer.previous != older_digest:
        report.add("manifest.json", f"the publication before it is {newer.previous}, not {older_digest}")
    for code in sorted({c.code for c in older.contests} - {c.code for c in newer.contests}):
        report.add("manifest.json", f"the contest {code} was taken out")


def check_contest(older: Tables, newer: Tables, report: Report) -> None:
    """No station, version or step of the older tables is gone or other than it was; changes are listed."""
    for station in sorted(set(older.rows) - set(newer.rows)):
        report.add(newer.rows_file, f"station {station} was taken out")
    _check_versions(older, newer, report)
    _check_steps(older, newer, report)
    for station in sorted(set(older.rows) & set(newer.rows)):
        _check_row(older.rows[station], newer, report)


def _check_versions(older: Tables, newer: Tables, report: Report) -> None:
    file = f"versions/{newer.contest.code}.csv"
    for (station, number), before in sorted(older.versions.items()):
        after = newer.versions.get((station, number))
        if after is None:
            report.add(file, f"version {number} of station {station} was taken out")
        elif _altered(before, after):
            report.add(file, f"version {number} of station {station} was altered")


def _altered(before: Version, after: Version) -> bool:
    """A version stays as it was; only its figures may be withheld, when the row is no longer counted."""
    told = ("kind", "level", "reason", "at", "digest", "sample")
    if any(getattr(before, name) != getattr(after, name) for name in told):
        return True
    return bool(before.figures and after.figures and before.figures != after.figures)


def _check_steps(older: Tables, newer: Tables, report: Report) -> None:
    for station, before in sorted(older.steps.items()):
        if newer.steps.get(station, ())[: len(before)] != before:
            file = f"steps/{newer.contest.code}.csv"
            report.add(file, f"the steps of station {station} were altered or taken out")


def _check_row(before: Row, newer: Tables, report: Report) -> None:
    """Published figures may give way to others only with a step that says why. A row that is no longer
    counted withholds its figures, and the act that stopped it is the reason.
    """
    after = newer.rows[before.station]
    if (before.state, before.figures) == (after.state, after.figures):
        return
    steps = [step for step in newer.steps.get(before.station, ()) if step.revision > before.revision]
    reasons = tuple(f"{step.act}: {step.reason}" if step.reason else step.act for step in steps)
    report.changes.append(Change(newer.contest.code, before.station, _shown(before), _shown(after), reasons))
    if before.state is not State.COUNTED or after.state is not State.COUNTED:
        return
    if after.version == before.version:
        message = f"station {before.station}: other figures under the same version {before.version}"
        report.add(newer.place(before.station), message)
    elif not any(step.reason for step in steps):
        message = f"station {before.station}: changed since, and no step says why"
        report.add(newer.place(before.station), message)


def _shown(row: Row) -> str:
    if row.state is not State.COUNTED:
        return row.state.value
    votes = ", ".join(f"{value}" for name, value in row.figures.items() if name.startswith("paslon"))
    return f"version {row.version}: {votes}"


def check_photos(older: tuple[Photo, ...], newer: tuple[Photo, ...], report: Report) -> None:
    """No photo is gone: a page photographed again has both."""
    for photo in sorted(set(older) - set(newer), key=lambda p: (p.contest, p.station, p.page)):
        message = f"page {photo.page} of station {photo.station} ({photo.sha256[:12]}…) was taken out"
        report.add(PHOTOS, message)


def checkpoint_of(store: Store, key: PublicKey, report: Report) -> Checkpoint | None:
    """The trail's checkpoint that a publication carries; None when it has none or a bad one."""
    if not store.sizes.get(CHECKPOINT):
        return None
    try:
        return checkpoints.read(store.read(CHECKPOINT).decode(), key)
    except (NoteError, DamagedError, UnicodeDecodeError) as error:
        report.add(CHECKPOINT, f"not a checkpoint of the trail signed with this key: {error}")
        return None


def check_checkpoints(older: Checkpoint | None, newer: Checkpoint | None, report: Report) -> None:
    """The trail has only grown, as far as two heads can show it; a consistency proof shows the rest."""
    if older is None:
        return
    if newer is None or newer.head.size < older.head.size:
        size = 0 if newer is None else newer.head.size
        report.add(CHECKPOINT, f"the trail shrank from {older.head.size} entries to {size}")
    elif newer.head.size == older.head.size and newer.head.root != older.head.root:
        report.add(CHECKPOINT, f"the trail of {older.head.size} entries has another root than before")
