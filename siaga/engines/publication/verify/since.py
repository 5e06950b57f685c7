"""Was anything altered or taken out since an older publication? What changed must say why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from siaga.engines.ledger import checkpoints
from siaga.engines.ledger.checkpoints import Checkpoint
from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.publication.compose import CHECKPOINT, PHOTOS, steps_name, versions_name
from siaga.engines.publication.model import Photo, Row, Step, Version
from siaga.engines.publication.store import DamagedError, Store
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.report import Change, Report
from siaga.engines.recap import State

_NAMED: Final = 5
"""Stations named in a note about many."""


def check_contest(older: Tables, newer: Tables, report: Report) -> None:
    """No station, version or step of the older tables is gone or other than it was; changes are listed."""
    gone, added = set(older.rows) - set(newer.rows), set(newer.rows) - set(older.rows)
    for station in sorted(gone):
        report.add(newer.rows_file, f"station {station} was taken out")
    if added:
        report.note(newer.rows_file, f"{len(added)} stations were added: {_some(added)}")
    _check_versions(older, newer, report)
    _check_steps(older, newer, report)
    for station in sorted(set(older.rows) - gone):
        _check_row(older.rows[station], newer, report)
        _check_sample(older.rows[station], newer, report)
    _note_registers(older, newer, report)


def _check_versions(older: Tables, newer: Tables, report: Report) -> None:
    file = versions_name(newer.contest.code)
    for (station, number), before in sorted(older.versions.items()):
        after = newer.versions.get((station, number))
        if after is None:
            report.add(file, f"version {number} of station {station} was taken out")
        elif _altered(before, after):
            report.add(file, f"version {number} of station {station} was altered")


def _altered(before: Version, after: Version) -> bool:
    """A version stays as it was; only figures and nonce may be withheld, when the row is no longer counted,
    and a reason that was empty may be filled in. The digest stays, so that what comes back is what was there.
    """
    told = ("kind", "level", "at", "digest", "sample")
    if any(getattr(before, name) != getattr(after, name) for name in told):
        return True
    if before.reason not in ("", after.reason):
        return True
    shown = bool(before.figures and after.figures)
    return shown and (before.figures, before.nonce) != (after.figures, after.nonce)


def _check_steps(older: Tables, newer: Tables, report: Report) -> None:
    for station, before in sorted(older.steps.items()):
        after = newer.steps.get(station, ())
        if len(after) < len(before) or not all(map(_same_step, before, after)):
            file = steps_name(newer.contest.code)
            report.add(file, f"the steps of station {station} were altered or taken out")


def _same_step(before: Step, after: Step) -> bool:
    """A reason that was empty may be filled in; the sample mark is the row's, which is compared itself."""
    return replace(before, reason="", sample=False) == replace(after, reason="", sample=False) and (
        before.reason in ("", after.reason)
    )


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


def _check_sample(before: Row, newer: Tables, report: Report) -> None:
    """Figures made up for demonstration become real ones only as another version."""
    after = newer.rows[before.station]
    if before.sample == after.sample:
        return
    if after.version == before.version:
        message = f"station {before.station}: another sample mark on the same version {before.version}"
        report.add(newer.place(before.station), message)
    else:
        message = f"station {before.station}: version {after.version} has another sample mark than before"
        report.note(newer.place(before.station), message)


def _note_registers(older: Tables, newer: Tables, report: Report) -> None:
    """The register of voters may be corrected; whoever reads the totals, or audits them, must know."""
    pairs = [(before, newer.rows[code]) for code, before in older.rows.items() if code in newer.rows]
    changed = [(a, b) for a, b in pairs if a.registered != b.registered]
    if changed:
        before, after = (sum(row.registered or 0 for row in side) for side in zip(*pairs, strict=True))
        stations = _some({row.station for row, _ in changed})
        message = (
            f"the register of {len(changed)} stations is another, {after} voters after {before}: {stations}"
        )
        report.note(newer.rows_file, message)


def _some(stations: Collection[str]) -> str:
    """The first few of many, in order."""
    shown = ", ".join(sorted(stations)[:_NAMED])
    return shown if len(stations) <= _NAMED else f"{shown}, …"


def _shown(row: Row) -> str:
    if row.state is not State.COUNTED:
        return row.state.value
    votes = ", ".join(f"{value}" for name, value in row.figures.items() if name.startswith("paslon"))
    return f"version {row.version}: {votes}"


def check_photos(older: tuple[Photo, ...], newer: tuple[Photo, ...], report: Report) -> None:
    """No photo is gone: a page photographed again has both. The sample mark is compared with the row."""
    kept = {replace(photo, sample=False) for photo in newer}
    gone = (photo for photo in older if replace(photo, sample=False) not in kept)
    for photo in sorted(gone, key=lambda p: (p.contest, p.station, p.page)):
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
