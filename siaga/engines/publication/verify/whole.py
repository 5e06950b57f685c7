"""The verification from beginning to end: open, signature, digests, rows, sums, formats, the older one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from siaga.engines.ledger.checkpoints import Checkpoint
from siaga.engines.ledger.notes import PublicKey
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication.model import Photo, Place
from siaga.engines.publication.store import Store, opened
from siaga.engines.publication.verify import since as comparing
from siaga.engines.publication.verify.chain import check_chain, note_places
from siaga.engines.publication.verify.content import Tables, photos_of, places_of, tables_of
from siaga.engines.publication.verify.formats import check_feed, check_parquet, check_report
from siaga.engines.publication.verify.forms import check_rows
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.integrity import check_files, check_key, enclosed_key, signed_heading
from siaga.engines.publication.verify.photos import check_photos
from siaga.engines.publication.verify.recomposed import check_recomposed
from siaga.engines.publication.verify.register import differences, register_of
from siaga.engines.publication.verify.report import Report
from siaga.engines.publication.verify.sums import check_totals, sums_of


@dataclass(frozen=True)
class Proven:
    """A publication that proved itself, ready to be worked with."""

    head: Heading
    digest: str
    tables: tuple[Tables, ...]
    photos: tuple[Photo, ...]
    places: tuple[Place, ...]
    checkpoint: Checkpoint | None


def verify_publication(
    path: Path,
    pinned: PublicKey | None = None,
    since: Path | None = None,
    register: Mapping[str, int] | None = None,
) -> Report:
    """Verify a publication (folder or .zip) and return what was found.

    `pinned` is the key it must be signed with; without it the key of the older publication counts, or the
    enclosed one is believed. `since` is an older publication of the same election. `register` gives the
    voters of every station (13 digits) there is. Raises UnusableError when either publication cannot be
    opened safely, or the older one does not prove itself.
    """
    older = _older(since, pinned) if since else None
    key = pinned or (older[1] if older else None)
    report, found = _verified(path, key, older[0] if older else None)
    if found is not None and register is not None:
        _check_register(found, register, report)
    return report


def proven(path: Path, pinned: PublicKey | None = None) -> Proven:
    """The content of a publication; raise UnusableError unless all of it proves itself."""
    report, found = _verified(path, pinned, None)
    if found is None or report.findings:
        first = report.findings[0]
        raise UnusableError(f"{path}: does not prove itself: {first.place}: {first.message}")
    return found


def _older(path: Path, pinned: PublicKey | None) -> tuple[Proven, PublicKey]:
    if not path.exists():
        raise UnusableError(f"{path}: no such file or folder")
    with opened(path) as store:
        key = pinned or enclosed_key(store)
    return proven(path, key), key


def _verified(path: Path, pinned: PublicKey | None, older: Proven | None) -> tuple[Report, Proven | None]:
    with opened(path) as store:
        key = pinned or enclosed_key(store)
        report = Report(str(key), pinned is not None)
        found = _found(store, key, report)
        if found is not None and older is not None:
            _compare(older, found, report)
        return report, found


def _found(store: Store, key: PublicKey, report: Report) -> Proven | None:
    """What the publication holds. What is not as it was signed is not looked into any further."""
    head = signed_heading(store, key, report)
    if head is None:
        return None
    check_files(store, head, report)
    check_key(store, key, report)
    if report.findings:
        return None
    tables = [tables_of(store, head, contest, report) for contest in head.contests]
    photos, places = photos_of(store, report), places_of(store, report)
    sound = tuple(found for found in tables if found is not None)
    for found in sound:
        _check(store, found, head, report)
    check_photos(photos, sound, report)
    checkpoint = comparing.checkpoint_of(store, key, report)
    if report.ok:
        check_recomposed(store, head, (sound, photos, places), report)
    return Proven(head, report.digest, sound, photos, places, checkpoint)


def _check(store: Store, found: Tables, head: Heading, report: Report) -> None:
    """Everything one contest claims."""
    sums = sums_of(found)
    check_rows(found, head, report)
    check_totals(found, sums, report)
    check_parquet(store, found, report)
    check_feed(store, found, head, sums, report)
    check_report(store, found, sums, report)
    counted = sum(row.state == "counted" for row in found.rows.values())
    report.contests.append({"contest": found.contest.code, "stations": len(found.rows), "counted": counted})
    report.registers.append(register_of(found))


def _check_register(found: Proven, register: Mapping[str, int], report: Report) -> None:
    report.register_checked = True
    for tables in found.tables:
        for place, message in differences(tables, register):
            report.add(place, message)


def _compare(older: Proven, newer: Proven, report: Report) -> None:
    report.since = older.digest
    check_chain(older.head, older.digest, newer.head, report)
    note_places(older.places, newer.places, report)
    after = {found.contest.code: found for found in newer.tables}
    for before in older.tables:
        if before.contest.code in after:
            comparing.check_contest(before, after[before.contest.code], report)
    comparing.check_photos(older.photos, newer.photos, report)
    comparing.check_checkpoints(older.checkpoint, newer.checkpoint, report)
