"""Checkpoints (C2SP tlog-checkpoint): the head of a log as a signed note.

    siaga.kota.example/trail
    1234
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — siaga.kota.example/trail Az3grlgtzPIC…

The first line is the origin, the log's name; the second the number of entries; the third the root in base64.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from siaga.engines.ledger.notes import NoteError, PublicKey, SigningKey, open_note
from siaga.engines.ledger.tree import HASH_SIZE, TreeHead


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its name, its size, its root."""

    origin: str
    head: TreeHead

    def text(self) -> str:
        """Return the lines that are signed."""
        root = base64.b64encode(self.head.root).decode()
        return f"{self.origin}\n{self.head.size}\n{root}\n"


def sign(head: TreeHead, key: SigningKey) -> str:
    """Return the signed note of a head; the log's origin is the name of its key."""
    return key.sign(Checkpoint(key.name, head).text())


def read(note: str, key: PublicKey) -> Checkpoint:
    """Return the checkpoint of a note that `key` signed; raise NoteError for any other text."""
    checkpoint = parse(open_note(note, key))
    if checkpoint.origin != key.name:
        raise NoteError(f"the checkpoint is of {checkpoint.origin}, not of {key.name}")
    return checkpoint


def parse(text: str) -> Checkpoint:
    """Read the text of a checkpoint; raise NoteError unless it is exactly what `text` would write."""
    try:
        origin, size, root, rest = text.split("\n")
        checkpoint = Checkpoint(origin, TreeHead(int(size), base64.b64decode(root, validate=True)))
    except ValueError:
        raise NoteError("the text is not a checkpoint: origin, size and root, a line each") from None
    size_and_root_fit = checkpoint.head.size >= 0 and len(checkpoint.head.root) == HASH_SIZE
    if rest or not size_and_root_fit or checkpoint.text() != text:
        raise NoteError("the checkpoint is not in its proper form")
    return checkpoint
