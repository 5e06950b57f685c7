"""Writing an act down: one entry, in the transaction of the act, so that neither stands without the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from siaga.desks.trail.context import Actor, current, current_request
from siaga.desks.trail.models import Entry, Head
from siaga.desks.trail.plain import plain, refuse_personal_numbers
from siaga.engines.ledger import canonical
from siaga.engines.ledger.tree import Frontier, leaf_hash

FORMAT = 1
"""The version of the entry's layout, inside every entry."""


class OutsideTransactionError(RuntimeError):
    """An entry was to be written outside the transaction of the act it tells of."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act was done to: a type such as ``results.resultrow``, its number, its name for a reader."""

    type: str
    id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An act to be written down; `before` and `after` are anything `plain` accepts."""

    action: str
    subject: Subject | models.Model
    before: Any = None
    after: Any = None
    reason: str = ""


def record(
    action: str,
    subject: Subject | models.Model,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    actor: Actor | None = None,
) -> Entry:
    """Append one entry to the trail and return it. Call it last: from here on other writers wait.

    The actor is the one of the running request unless given. Raises OutsideTransactionError outside an
    atomic block, UnrecordableError for a 16-digit number or a value with no plain form, CanonicalError for
    a fraction.
    """
    return record_all([Act(action, subject, before, after, reason)], actor)[0]


def record_all(acts: Iterable[Act], actor: Actor | None = None) -> list[Entry]:
    """Append several entries at once, in the order given; see `record`."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(
            "an entry belongs in the transaction of its act: wrap both in transaction.atomic()"
        )
    actor = actor or current()
    head = lock_head()
    frontier = head.open()
    entries = [_append(act, actor, frontier) for act in acts]
    Entry.objects.bulk_create(entries, batch_size=500)
    head.close(frontier)
    head.save(update_fields=["size", "frontier"])
    return entries


def subject_of(instance: models.Model) -> Subject:
    """Name a record as the subject of an act: ``app.model``, its primary key, its text."""
    return Subject(instance._meta.label_lower, str(instance.pk), str(instance))


def lock_head() -> Head:
    """Return the head of the log, held until the transaction ends so that no two writers append at one index.

    SQLite has no row locks and needs none: its transactions begin by taking the only write lock.
    """
    head = Head.objects.select_for_update().filter(pk=1).order_by()[:1]
    return next(iter(head), None) or Head.objects.select_for_update().get_or_create(pk=1)[0]


def _append(act: Act, actor: Actor, frontier: Frontier) -> Entry:
    subject = act.subject if isinstance(act.subject, Subject) else subject_of(act.subject)
    entry = Entry(
        index=frontier.size,
        at=timezone.now(),
        actor_id=actor.id,
        actor_name=actor.name,
        office=actor.office,
        action=act.action,
        subject_type=subject.type,
        subject_id=subject.id,
        subject_label=_fit(subject.label, "subject_label"),
        before=plain(act.before),
        after=plain(act.after),
        reason=act.reason,
        request_id=current_request(),
    )
    text = canonical.encode(_document(entry))
    leaf, *closed = frontier.append(leaf_hash(text))
    entry.canonical, entry.leaf_hash, entry.subtrees = text.decode(), leaf.hex(), b"".join(closed)
    return entry


def _document(entry: Entry) -> dict[str, Any]:
    """The entry as it is hashed; docs/trail.md describes every field."""
    document = {
        "format": FORMAT,
        "index": entry.index,
        "at": _moment(entry.at),
        "actor": {"id": entry.actor_id, "name": entry.actor_name},
        "office": entry.office,
        "action": entry.action,
        "subject": {"type": entry.subject_type, "id": entry.subject_id, "label": entry.subject_label},
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "request": entry.request_id,
    }
    refuse_personal_numbers(document)
    return document


def _moment(at: datetime) -> str:
    """2024-11-27T13:00:00.000000Z: UTC, always six decimals, so that the text sorts like the time."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _fit(text: str, field: str) -> str:
    """Shorten a human label to its column; it is for reading, the subject's number identifies."""
    limit = Entry._meta.get_field(field).max_length
    return text if len(text) <= limit else text[: limit - 1] + "…"
