"""Reading the files of a bundle strictly: one content, one form, so that no changed byte passes unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from siaga.engines.ledger import bundle, checkpoints
from siaga.engines.ledger.checkpoints import Checkpoint
from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.ledger.verify.report import Finding, ForeignError, UnusableError

MISSING: Final = bytes(32)
"""Stands for the hash of an entry that is not there or not whole: no entry has it."""
LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a note, key or proof, or of one line: none comes near, and no file may fill the memory."""
_HEX: Final = re.compile(rb"[0-9a-f]{64}\n")


@dataclass(slots=True)
class Notes:
    """The checkpoints of a bundle that its key signed, smallest first, and what is wrong with the others."""

    good: list[Checkpoint] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def require_bundle(folder: Path) -> None:
    """Raise ForeignError, naming the first thing missing, unless all parts of a bundle are there."""
    for name in (bundle.ENTRIES, bundle.LEAVES, bundle.KEY, bundle.CHECKPOINTS):
        if not (folder / name).exists():
            raise ForeignError(f"{folder}: not a trail bundle, {name} is missing")
    if not any((folder / bundle.CHECKPOINTS).glob("*.note")):
        raise UnusableError(f"{folder}: the bundle has no checkpoint, so nothing in it is signed")


def read_key(file: Path) -> PublicKey:
    """Return the key of a file written by `bundle.write`; raise NoteError when it was altered."""
    text = text_of(file)
    key = PublicKey.parse(text.removesuffix("\n"))
    if f"{key}\n" != text:
        raise NoteError("the key is not in its proper form")
    return key


def read_notes(folder: Path, key: PublicKey) -> Notes:
    """Read every checkpoint of a bundle and check its signature, its origin and its file name."""
    notes = Notes()
    for file in sorted((folder / bundle.CHECKPOINTS).glob("*.note")):
        place = f"{bundle.CHECKPOINTS}/{file.name}"
        try:
            checkpoint = read_note(file, key)
        except NoteError as error:
            notes.findings.append(Finding(place, f"the checkpoint was altered: {error}"))
            continue
        if file.name != bundle.note_name(checkpoint.head.size):
            notes.findings.append(
                Finding(place, f"the file holds the checkpoint of size {checkpoint.head.size}")
            )
        notes.good.append(checkpoint)
    notes.good.sort(key=lambda checkpoint: checkpoint.head.size)
    return notes


def read_note(file: Path, key: PublicKey) -> Checkpoint:
    """Return the checkpoint in one file; raise NoteError unless `key` signed it."""
    return checkpoints.read(text_of(file), key)


def lines(file: Path) -> Iterator[bytes]:
    """Yield the lines of a file with their newlines; one that is too long comes in pieces, which fit no
    hash.
    """
    with file.open("rb") as opened:
        while line := opened.readline(LARGEST):
            yield line


def leaf_of(line: bytes) -> bytes:
    """Return the hash on a line of leaves.txt, or MISSING when the line is malformed."""
    return bytes.fromhex(line[:-1].decode()) if _HEX.fullmatch(line) else MISSING


def text_of(file: Path) -> str:
    """Return the text of a small file; raise NoteError when it is too large or no UTF-8."""
    with file.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NoteError(f"larger than {LARGEST >> 20} MB")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise NoteError(f"byte {error.start} is not UTF-8 text") from None
