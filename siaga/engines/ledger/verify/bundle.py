"""Verifies a bundle: every leaf hash, every signature and root, and that an older state was kept."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

from siaga.engines.ledger.bundle import ENTRIES, KEY, LEAVES
from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.ledger.tree import Frontier, TreeHead, leaf_hash
from siaga.engines.ledger.verify import files
from siaga.engines.ledger.verify.report import Finding, Report, UnusableError
from siaga.engines.ledger.verify.walk import Walk


@dataclass(frozen=True, slots=True)
class Older:
    """An older state of the same log: its signed head and, if it came as a bundle, its leaf hashes."""

    head: TreeHead
    folder: Path | None


def verify_bundle(folder: Path, pinned: PublicKey | None = None, since: Path | None = None) -> Report:
    """Verify the bundle in `folder` and return what was found.

    `pinned` is the key the log must be signed with; without it the enclosed key is believed. `since` is an
    older bundle or checkpoint note of the same log: whatever it held must still be there, unaltered. Its
    key counts as pinned. Raises UnusableError when a file is missing or the older state cannot be read.
    """
    files.require_bundle(folder)
    key = pinned or _key_of(since)
    report = Report("bundle", str(key or ""), pinned=key is not None)
    try:
        enclosed = files.read_key(folder / KEY)
        if key and enclosed != key:
            report.findings.append(Finding(KEY, f"the log is signed with another key: {enclosed}"))
        key = key or enclosed
    except NoteError as error:
        report.findings.append(Finding(KEY, f"the public key was altered: {error}"))
    if key:
        _verify_with(key, folder, since, report)
    return report


def _verify_with(key: PublicKey, folder: Path, since: Path | None, report: Report) -> None:
    report.key = str(key)
    older = _older(since, key) if since else None
    notes = files.read_notes(folder, key)
    walk = Walk({c.head.size: c.head.root for c in notes.good}, older.head.size if older else None)
    walk.run(files.lines(folder / ENTRIES), files.lines(folder / LEAVES))
    report.entries, report.checkpoints, report.root = walk.size, len(notes.good), walk.head().root.hex()
    report.findings += [*notes.findings, *walk.findings]
    if not notes.findings:
        report.findings += _ends(walk)
    if older:
        report.since = older.head.size
        report.findings += _altered_since(older, walk, folder)


def _ends(walk: Walk) -> list[Finding]:
    """What is signed but not there, and what is there but not signed."""
    last = max(walk.signed, default=0)
    if last > walk.size:
        message = f"entry {walk.size}: missing; {last} entries were signed and {walk.size} are here"
        return [Finding(f"{ENTRIES}:{walk.size + 1}", message, walk.size)]
    if last < walk.size:
        message = f"entry {last}: no checkpoint covers it and those after it; {last} entries were signed"
        return [Finding(f"{ENTRIES}:{last + 1}", message, last)]
    return []


def _key_of(since: Path | None) -> PublicKey | None:
    """The key an older bundle was kept with."""
    if since is None or not since.is_dir():
        return None
    files.require_bundle(since)
    try:
        return files.read_key(since / KEY)
    except NoteError as error:
        raise UnusableError(f"{since / KEY}: {error}") from None


def _older(since: Path, key: PublicKey) -> Older:
    if not since.exists():
        raise UnusableError(f"{since}: no such file or folder")
    if since.is_dir():
        return _older_bundle(since, key)
    try:
        return Older(files.read_note(since, key).head, None)
    except NoteError as error:
        raise UnusableError(f"{since}: {error}") from None


def _older_bundle(since: Path, key: PublicKey) -> Older:
    notes = files.read_notes(since, key)
    if notes.findings:
        raise UnusableError(f"{since}: the older bundle is damaged itself: {notes.findings[0].message}")
    newest = notes.good[-1].head
    frontier = Frontier()
    for line in files.lines(since / LEAVES):
        frontier.append(files.leaf_of(line))
    if frontier.head() != newest:
        raise UnusableError(
            f"{since}: the older bundle is damaged itself: {LEAVES} does not lead to its root"
        )
    return Older(newest, since)


def _altered_since(older: Older, walk: Walk, folder: Path) -> list[Finding]:
    size = older.head.size
    if size > walk.size:
        message = f"entry {walk.size}: removed; the older state had {size} entries and {walk.size} are left"
        return [Finding(f"{ENTRIES}:{walk.size + 1}", message, walk.size)]
    if older.head.root in walk.watched:
        return []
    index = _first_difference(older, folder)
    if index is None:
        message = f"history was rewritten: the first {size} entries are not those that were signed before"
        return [Finding(ENTRIES, message)]
    return [Finding(f"{ENTRIES}:{index + 1}", f"entry {index}: altered since the older bundle", index)]


def _first_difference(older: Older, newer: Path) -> int | None:
    """The first entry whose text does not have the leaf hash it had in the older bundle, if there was one."""
    if older.folder is None:
        return None
    leaves, entries = files.lines(older.folder / LEAVES), files.lines(newer / ENTRIES)
    pairs = islice(zip_longest(leaves, entries, fillvalue=b""), older.head.size)
    differing = (index for index, (old, new) in enumerate(pairs) if leaf_hash(new[:-1]) != files.leaf_of(old))
    return next(differing, None)
