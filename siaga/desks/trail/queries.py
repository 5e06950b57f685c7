"""Reads of the trail: entries by what people look for, the story of one record, and proofs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from siaga.desks.trail.models import Checkpoint, Entry
from siaga.desks.trail.nodes import stored
from siaga.desks.trail.services import subject_of
from siaga.engines.ledger import proofs
from siaga.engines.ledger.notes import PublicKey
from siaga.engines.ledger.verify.proof import Inclusion, consistency_document, inclusion_document


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for: empty parts do not narrow; `since` counts in, `until` does not."""

    action: str = ""
    actor: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


class NotSignedYetError(LookupError):
    """No checkpoint covers this entry yet, or there is no checkpoint of this size."""


def search(wanted: Wanted) -> QuerySet[Entry]:
    """Return matching entries, newest first.

    The action matches from its beginning ("results." finds every act of that desk); actor and subject match
    any part of the name, or the whole number.
    """
    found = Entry.objects.all()
    if wanted.action:
        found = found.filter(action__startswith=wanted.action)
    if wanted.actor:
        found = found.filter(Q(actor_name__icontains=wanted.actor) | Q(actor_id=wanted.actor))
    if wanted.subject:
        found = found.filter(_subject(wanted.subject))
    if wanted.since:
        found = found.filter(at__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__lt=wanted.until)
    return found


def timeline(subject_type: str, subject_id: str) -> QuerySet[Entry]:
    """Return everything that was done to one record, oldest first."""
    return Entry.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("index")


def timeline_of(instance: Model) -> QuerySet[Entry]:
    """Return everything that was done to this record, oldest first."""
    subject = subject_of(instance)
    return timeline(subject.type, subject.id)


def newest_checkpoint() -> Checkpoint | None:
    """Return the latest signed head, if any was signed."""
    return Checkpoint.objects.first()


def inclusion(index: int, *, with_text: bool) -> dict[str, Any]:
    """Return the JSON proof that an entry is in the signed log, with its text or with its hash alone.

    Raises NotSignedYetError when there is no such entry under the newest checkpoint.
    """
    signed = newest_checkpoint()
    if signed is None or not 0 <= index < signed.size:
        raise NotSignedYetError(f"no checkpoint covers an entry {index}")
    entry = Entry.objects.get(index=index)
    hash_of = stored(proofs.nodes_of(proofs.inclusion_spans(index, signed.size)))
    path = proofs.inclusion_proof(index, signed.size, hash_of)
    text = entry.canonical if with_text else None
    found = Inclusion(index, bytes.fromhex(entry.leaf_hash), path, signed.note, text)
    return inclusion_document(found, PublicKey.parse(signed.key))


def consistency(old: int, new: int) -> dict[str, Any]:
    """Return the JSON proof that the log of one checkpoint begins the log of a later one.

    Raises NotSignedYetError unless both sizes were signed, ValueError when they stand in the wrong order.
    """
    signed = Checkpoint.objects.in_bulk([old, new])
    if missing := {old, new} - signed.keys():
        raise NotSignedYetError(f"there is no checkpoint of {min(missing)} entries")
    hash_of = stored(proofs.nodes_of(proofs.consistency_spans(old, new)))
    path = proofs.consistency_proof(old, new, hash_of)
    return consistency_document(signed[old].note, signed[new].note, path, PublicKey.parse(signed[new].key))


def _subject(text: str) -> Q:
    """A part of its name, its number, or its type and number as in ``results.resultrow 17``."""
    kind, _, number = text.rpartition(" ")
    return Q(subject_label__icontains=text) | Q(subject_id=text) | Q(subject_type=kind, subject_id=number)
