"""Laying the log out as plain files for anyone to keep and check."""

from __future__ import annotations

from pathlib import Path

from siaga.desks.trail.models import Checkpoint, Entry
from siaga.desks.trail.services.checkpoint import checkpoint
from siaga.engines.ledger import bundle
from siaga.engines.ledger.notes import PublicKey


def export(folder: Path) -> Checkpoint:
    """Sign the head, write the log as a bundle into a new or empty folder, and return the checkpoint.

    Entries stream through, however many there are. Raises bundle.BundleError when the folder holds something,
    DamagedLogError and NoteError as `checkpoint` does.
    """
    newest = checkpoint()
    entries = Entry.objects.filter(index__lt=newest.size).order_by("index")
    notes = Checkpoint.objects.filter(size__lte=newest.size).order_by("size")
    contents = bundle.Contents(
        entries.values_list("canonical", "leaf_hash").iterator(chunk_size=2000),
        notes.values_list("size", "note").iterator(),
        PublicKey.parse(newest.key),
    )
    bundle.write(folder, contents)
    return newest
