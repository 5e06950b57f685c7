"""Verifies one checkpoint note as the trail publishes it: is it the trusted key that signed this head?"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from siaga.engines.ledger import checkpoints
from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.ledger.tree import TreeHead
from siaga.engines.ledger.verify.files import text_of
from siaga.engines.ledger.verify.report import Finding, Report, UnusableError

CHECKPOINT: Final = "checkpoint"
SUFFIX: Final = ".note"


def verify_note(file: Path, key: PublicKey | None = None) -> Report:
    """Verify that `key` signed the checkpoint in `file`, and report the size and root of its log.

    A note encloses no key, so without one no signature can be trusted. Raises UnusableError then, and
    when the file holds no checkpoint at all.
    """
    note, head = _read(file)
    if key is None:
        raise UnusableError(
            f"{file}: a well-formed checkpoint of {head.size} entries, root {head.root.hex()}, but without"
            " the public key nobody's signature can be trusted; give the published one with --key KEY"
        )
    report = Report(CHECKPOINT, str(key), True, head.size, root=head.root.hex())
    try:
        checkpoints.read(note, key)
        report.checkpoints = 1
    except NoteError as error:
        report.findings.append(
            Finding(file.name, f"the checkpoint was altered or is of another log: {error}")
        )
    return report


def _read(file: Path) -> tuple[str, TreeHead]:
    """The whole note, and the head it states whoever signed it."""
    try:
        note = text_of(file)
        text, _separator, signatures = note.rpartition("\n\n")
        if not signatures:
            raise NoteError("no empty line between text and signatures")
        return note, checkpoints.parse(text + "\n").head
    except NoteError as error:
        raise UnusableError(f"{file}: not a signed checkpoint: {error}") from None
