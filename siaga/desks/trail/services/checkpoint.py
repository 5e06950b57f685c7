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
    """Sign the present head of the log and return the checkpoint; the one there is when nothing was added
    since.

    Every entry since the last checkpoint is hashed again from its text. Raises DamagedLogError when that
    does not lead to the recorded head, or the last checkpoint bears another key's signature; NoteError for
    an unusable key file.
    """
    head = lock_head()
    last = Checkpoint.objects.first()
    key = signing_key()
    if last:
        _require_same_key(last, key)
    _require_intact(head, last)
    if last and last.size == head.size:
        return last
    signed = head.open().head()
    note = checkpoints.sign(signed, key)
    return Checkpoint.objects.create(size=signed.size, root=signed.root.hex(), at=timezone.now(), note=note)


def signing_key() -> SigningKey:
    """Return the key of this log, made on first use; raise NoteError when its file is unusable."""
    return keys.load_or_create(Path(settings.SIAGA_SIGNING_KEY_FILE), settings.SIAGA_ORIGIN)


def _require_same_key(last: Checkpoint, key: SigningKey) -> None:
    try:
        checkpoints.read(last.note, key.public)
    except NoteError as error:
        file = settings.SIAGA_SIGNING_KEY_FILE
        message = f"the last checkpoint was not signed with {file} ({error}); restore that key"
        raise DamagedLogError(message) from None


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
