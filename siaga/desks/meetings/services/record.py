"""Statements and conclusions: added, described anew, withdrawn. Their words change in `wording`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from siaga.desks.meetings.errors import Clashed, NotNow, NotYours, Refused, ShutOut
from siaga.desks.meetings.models import AgendaItem, Conclusion, Meeting, Statement, Visibility, Wording
from siaga.desks.meetings.reading import items_for, reader_of
from siaga.desks.meetings.services._held import changed, next_number, writable
from siaga.desks.meetings.services.wording import first_version, tidy
from siaga.desks.meetings.states import AT_WORK
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.models import Institution, Office, User
from siaga.desks.trail.refused import needed

Item = Statement | Conclusion
_OWN: dict[type[Item], tuple[str, ...]] = {
    Statement: ("institution",),
    Conclusion: ("addressee__institution",),
}
_PASSAGE = {Statement: Wording.Passage.STATEMENT, Conclusion: Wording.Passage.CONCLUSION}


@dataclass(frozen=True, slots=True)
class Said:
    """Who said something, about what, and who may read it."""

    topic: str = ""
    institution: Institution | None = None
    office: Office | None = None
    person: str = ""
    agenda_item: AgendaItem | None = None
    visibility: str = Visibility.INTERNAL

    def values(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Held:
    """What kind of conclusion it is, whom it addresses, from when it holds, and who may read it."""

    kind: str = Conclusion.Kind.CONCLUSION
    addressee: Office | None = None
    day: date | None = None
    visibility: str = Visibility.INTERNAL

    def values(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@transaction.atomic
def add_statement(meeting: Meeting, by: User, text: str, about: Said, client_id: UUID) -> Statement:
    """Write down what somebody said; sent again under the same number, it is not written twice.

    Raises PermissionDenied, NotNow, ShutOut (the writer could not read it again), Refused and Clashed.
    """
    if about.agenda_item is not None and about.agenda_item.meeting_id != meeting.pk:
        raise Refused
    added = _add(Statement, meeting, by, text, about.values(), client_id)
    assert isinstance(added, Statement)  # noqa: S101 - for the type checker
    return added


@transaction.atomic
def add_conclusion(meeting: Meeting, by: User, text: str, about: Held, client_id: UUID) -> Conclusion:
    """Write down what the meeting held; as `add_statement`."""
    added = _add(Conclusion, meeting, by, text, about.values(), client_id)
    assert isinstance(added, Conclusion)  # noqa: S101 - for the type checker
    return added


@transaction.atomic
def describe(item: Item, by: User, about: Said | Held) -> Item:
    """Change everything of a statement or conclusion but its words."""
    writable(item.meeting, by, states=AT_WORK)
    now = _readable(type(item), item.pk, by)
    point = about.agenda_item if isinstance(about, Said) else None
    if now.withdrawn or (point is not None and point.meeting_id != now.meeting_id):
        raise NotNow
    before, after = changed(now, about.values())
    if after:
        now.save(update_fields=list(after))
        _readable(type(now), now.pk, by, ShutOut)
        tell(f"meetings.{_PASSAGE[type(now)]}.change", now, before=before, after=after)
    return now


@transaction.atomic
def withdraw(item: Item, by: User, reason: str) -> Item:
    """Take a statement or conclusion out of the record; it stays, struck through, with its reason."""
    why = needed(reason)
    writable(item.meeting, by, states=AT_WORK)
    now = _readable(type(item), item.pk, by)
    if now.withdrawn:
        raise NotNow
    now.withdrawn, now.withdrawn_for = True, why
    now.save(update_fields=["withdrawn", "withdrawn_for"])
    tell(f"meetings.{_PASSAGE[type(now)]}.withdraw", now, after={"withdrawn": True}, reason=why)
    return now


def _add(
    model: type[Item], meeting: Meeting, by: User, text: str, values: dict[str, Any], client_id: UUID
) -> Item:
    now, passage = writable(meeting, by, states=AT_WORK), _PASSAGE[model]
    words = tidy(text)
    if earlier := Wording.objects.filter(client_id=client_id).first():
        if (earlier.meeting_id, earlier.passage, earlier.sent) != (now.pk, passage, words):
            raise Clashed
        return _readable(model, earlier.passage_id, by)
    rows = now.statements if model is Statement else now.conclusions
    item = model.objects.create(meeting=now, number=next_number(rows), text=words, **values)
    first_version(now, passage, item, by, client_id)
    _readable(model, item.pk, by, ShutOut)
    tell(f"meetings.{passage}.add", item, after={"number": item.number, "text": words} | values)
    return item


def _readable(model: type[Item], pk: int, by: User, refusal: type[NotYours] = NotYours) -> Item:
    """The row as it stands, if `by` may read it. Raises `refusal`."""
    readable = model.objects.filter(items_for(reader_of(by), own=_OWN[model]), pk=pk)
    now = readable.select_related("meeting__series").first()
    if now is None:
        raise refusal
    return now
