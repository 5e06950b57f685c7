"""One meeting as a reader may see it: the frame, who came, what was said and held, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from siaga.desks.meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Conclusion,
    Meeting,
    Minutes,
    Statement,
)
from siaga.desks.meetings.queries.titles import Titled, title_on
from siaga.desks.meetings.reading import Reader, actions_for, items_for, meetings_for

Presence = Attendance.Presence
_RELATED = (
    *("series__convener", "series__region", "series__election", "chair__institution", "chair_for"),
    *("moderator", "note_taker", "legal_basis", "source"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Statements about one topic, or of one institution."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the bar of attendance."""

    presence: str
    label: str
    count: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything of a meeting its reader may see; `inside` when they are of the room, not of the public."""

    meeting: Meeting
    inside: bool
    chair: Titled | None
    chair_for: Titled | None
    moderator: Titled | None
    agenda: tuple[AgendaItem, ...]
    attendance: tuple[Attendance, ...]
    statements: tuple[Group, ...]
    conclusions: tuple[Conclusion, ...]
    versions: tuple[Minutes, ...]

    @property
    def named(self) -> bool:
        """Whether persons are named in the attendance: to the room, and as published sources name them."""
        return self.inside or self.meeting.loaded

    @property
    def shares(self) -> tuple[Share, ...]:
        """How many came, sent somebody, were absent or are still expected, without the empty parts."""
        counts = Counter(row.presence for row in self.attendance)
        return tuple(Share(p.value, str(p.label), counts[p]) for p in Presence if counts[p])

    @property
    def bars(self) -> tuple[Share, ...]:
        """The same with where each begins on the bar, which is as wide as there are lines."""
        starts = accumulate((s.count for s in self.shares), initial=0)
        return tuple(replace(s, start=start) for s, start in zip(self.shares, starts, strict=False))

    @property
    def came(self) -> int:
        return sum(s.count for s in self.shares if s.presence in (Presence.PRESENT, Presence.REPRESENTED))


def meeting_at(reader: Reader, pk: int) -> Meeting:
    """The meeting of an address. Raises Http404 as well where the reader may not know of it."""
    return get_object_or_404(Meeting.objects.filter(meetings_for(reader)).select_related(*_RELATED), pk=pk)


def meeting_page(meeting: Meeting, reader: Reader, inside: bool) -> MeetingPage:
    """The page of a meeting that `reader` was found to know of."""
    day = meeting.day
    return MeetingPage(
        meeting=meeting,
        inside=inside,
        chair=title_on(meeting.chair, day),
        chair_for=title_on(meeting.chair_for, day),
        moderator=title_on(meeting.moderator, day),
        agenda=tuple(agenda_of(meeting, reader)),
        attendance=tuple(attendance_of(meeting)),
        statements=_grouped(_shown(statements_of(meeting, reader), inside)),
        conclusions=tuple(_shown(conclusions_of(meeting, reader), inside)),
        versions=tuple(versions_of(meeting)) if inside else (),
    )


def agenda_of(meeting: Meeting, reader: Reader) -> QuerySet[AgendaItem]:
    """The points a reader may see."""
    own = items_for(reader, own=("presenter",))
    return meeting.agenda.filter(own).select_related("presenter", "action").order_by("number")


def attendance_of(meeting: Meeting) -> QuerySet[Attendance]:
    """The list of guests without withdrawn invitations; as open as the meeting itself."""
    rows = meeting.attendance.filter(withdrawn=False).select_related("institution", "office", "source")
    return rows.order_by("number")


def statements_of(meeting: Meeting, reader: Reader) -> QuerySet[Statement]:
    """What was said, as far as the reader may know."""
    rows = meeting.statements.filter(items_for(reader))
    return rows.select_related("institution", "office", "source", "agenda_item").order_by("number")


def conclusions_of(meeting: Meeting, reader: Reader) -> QuerySet[Conclusion]:
    """What was held, with the actions that follow from it, as far as the reader may know."""
    rows = meeting.conclusions.filter(items_for(reader, own=("addressee__institution",)))
    follow = Action.objects.filter(actions_for(reader)).select_related("owner").order_by("number")
    rows = rows.select_related("addressee", "source")
    return rows.prefetch_related(Prefetch("actions", follow, "follow")).order_by("number")


def versions_of(meeting: Meeting) -> QuerySet[Minutes]:
    """The versions of the minutes without their content, with their signatures, the newest first."""
    rows = meeting.minutes.defer("content").select_related("by").prefetch_related("signatures__by")
    return rows.order_by("-number")


def _shown(rows: QuerySet[Any], inside: bool) -> Sequence[Any]:
    """The room sees what was withdrawn, struck through; the public does not."""
    return [row for row in rows if inside or not row.withdrawn]


def _grouped(statements: Sequence[Statement]) -> tuple[Group, ...]:
    """Neighbours under one heading: their topic, else who said it."""

    def heading(s: Statement) -> str:
        return s.topic or str(s.institution or s.person or "")

    return tuple(Group(name, tuple(rows)) for name, rows in groupby(statements, heading))
