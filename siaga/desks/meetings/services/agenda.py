"""The points of the agenda."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction

from siaga.desks.meetings.errors import NotNow, NotYours, ShutOut
from siaga.desks.meetings.models import AgendaItem, Meeting, Visibility
from siaga.desks.meetings.reading import items_for, reader_of
from siaga.desks.meetings.services._held import changed, next_number, writable
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.models import Institution, User
from siaga.desks.trail.refused import needed


@dataclass(frozen=True, slots=True)
class Point:
    """A point as somebody writes it."""

    title: str
    note: str = ""
    presenter: Institution | None = None
    visibility: str = Visibility.INTERNAL

    def values(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@transaction.atomic
def add_point(meeting: Meeting, by: User, point: Point) -> AgendaItem:
    """Add a point at the end."""
    now = writable(meeting, by)
    item = AgendaItem.objects.create(meeting=now, number=next_number(now.agenda), **point.values())
    _held(item, by, ShutOut)
    tell("meetings.agenda.add", item, after={"number": item.number} | point.values())
    return item


@transaction.atomic
def change_point(item: AgendaItem, by: User, point: Point) -> AgendaItem:
    """Change a point; the title of one that stands for an action is the action's."""
    writable(item.meeting, by)
    now = _held(item, by)
    values = point.values()
    if now.action_id:
        values = {"note": values["note"]}
    before, after = changed(now, values)
    if after:
        now.save(update_fields=list(after))
        _held(now, by, ShutOut)
        tell("meetings.agenda.change", now, before=before, after=after)
    return now


@transaction.atomic
def withdraw_point(item: AgendaItem, by: User, reason: str) -> AgendaItem:
    """Take a point off the agenda; it stays, struck through, with its reason.

    The point of an open action leaves the agenda only with the action. Raises NotNow.
    """
    why = needed(reason)
    writable(item.meeting, by)
    now = _held(item, by)
    if now.action_id or now.withdrawn:
        raise NotNow
    now.withdrawn, now.withdrawn_for = True, why
    now.save(update_fields=["withdrawn", "withdrawn_for"])
    tell("meetings.agenda.withdraw", now, after={"withdrawn": True}, reason=why)
    return now


@transaction.atomic
def move_point(item: AgendaItem, by: User, up: bool) -> None:
    """Let a point and its neighbour change places."""
    meeting = writable(item.meeting, by)
    now = _held(item, by)
    others = meeting.agenda.exclude(pk=now.pk)
    neighbour = (
        others.filter(number__lt=now.number).order_by("-number").first()
        if up
        else others.filter(number__gt=now.number).order_by("number").first()
    )
    if neighbour is None:
        return
    here, there = now.number, neighbour.number
    _renumber((neighbour, next_number(meeting.agenda)), (now, there), (neighbour, here))
    tell("meetings.agenda.move", now, before={"number": here}, after={"number": there})


def _renumber(*steps: tuple[AgendaItem, int]) -> None:
    """One after the other, since no two points ever have one number, not even for a moment."""
    for item, number in steps:
        item.number = number
        item.save(update_fields=["number"])


def _held(item: AgendaItem, by: User, refusal: type[NotYours] = NotYours) -> AgendaItem:
    """The point as it stands, if `by` may read it. Raises `refusal`."""
    readable = AgendaItem.objects.filter(items_for(reader_of(by), own=("presenter",)), pk=item.pk)
    now = readable.select_related("meeting__series", "action").first()
    if now is None:
        raise refusal
    return now
