"""Signing the head of the log, after making sure that what is signed is what was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from siaga.desks.trail.models import Checkpoint, Entry, Head
from siaga.desks.trail.nodes import stored
from siaga.desks.trail.services.record import lock_head
from siaga.engines.ledger import checkpoints, keys
from siaga.engines.ledger.notes import NoteError, SigningKey
from siaga.engines.ledger.proofs import cover
from siaga.engines.ledger.tree import Frontier, TreeHead, leaf_hash


class DamagedLogError(RuntimeError):
    """The log is not what was signed or written before, so its head must not be signed."""


@transaction.atomic
def checkpoint() -> Checkpoint:
    """Sign the present head of the log and return the checkpoint, or the last one if nothing was added.

    Every entry since the last checkpoint is hashed again from its text. Raises DamagedLogError when that
    does not lead to the recorded head, or when the key of the last checkpoint is not there; NoteError when
    no first key can be made.
    """
    head = lock_head()
    last = Checkpoint.objects.first()
    key = _key_after(last)
    _require_intact(head, last)
    if last and last.size == head.size:
        return last
    signed = head.open().head()
    note = checkpoints.sign(signed, key)
    return Checkpoint.objects.create(
        size=signed.size, root=signed.root.hex(), at=timezone.now(), note=note, key=str(key.public)
    )


def _key_after(last: Checkpoint | None) -> SigningKey:
    """The key of the log: made for the first checkpoint, and the very same one ever after."""
    file = Path(settings.SIAGA_SIGNING_KEY_FILE)
    if last is None:
        return keys.load_or_create(file, settings.SIAGA_ORIGIN)
    try:
        key = keys.load(file, settings.SIAGA_ORIGIN)
        checkpoints.read(last.note, key.public)
    except NoteError as error:
        message = f"the last checkpoint was signed with {last.key}; restore that key and name ({error})"
        raise DamagedLogError(message) from None
    return key


def _require_intact(head: Head, last: Checkpoint | None) -> None:
    """Grow the tree again from the last signed head, from the texts themselves."""
    frontier = _frontier_at(last.head) if last else Frontier()
    for text in _texts(frontier.size, head.size):
        frontier.append(leaf_hash(text.encode()))
    if frontier != _recorded(head):
        since = last.size if last else 0
        raise DamagedLogError(
            f"an entry from number {since} on was altered outside the application; nothing was signed"
        )


def _frontier_at(signed: TreeHead) -> Frontier:
    """The right edge of the tree that was signed, from the hashes that lie with the entries."""
    nodes = cover(0, signed.size)
    hash_of = stored(nodes)
    try:
        frontier = Frontier(signed.size, [hash_of(node) for node in nodes])
    except KeyError as gone:
        raise DamagedLogError(f"entry {gone} was removed outside the application") from None
    if frontier.head() != signed:
        raise DamagedLogError(f"the tree of the first {signed.size} entries is not the one that was signed")
    return frontier


def _recorded(head: Head) -> Frontier:
    try:
        return head.open()
    except ValueError as error:
        raise DamagedLogError(f"the head of the log was altered outside the application: {error}") from None


def _texts(start: int, end: int) -> Iterator[str]:
    entries = Entry.objects.filter(index__gte=start, index__lt=end).order_by("index")
    return entries.values_list("canonical", flat=True).iterator(chunk_size=2000)
