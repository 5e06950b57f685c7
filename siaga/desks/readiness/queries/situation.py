"""The situation of an election as the election desk reports it: plain data, read once, for the room.

Sources of the layout: Permendagri 9/2005 (tasks of the Desk Pilkada: watch, list problems and foresee them,
advise, report); sections A to E of an official report (tata naskah dinas).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Attendance, Meeting
from siaga.desks.meetings.reading import room_for
from siaga.desks.readiness.models import SituationReport
from siaga.desks.readiness.queries.asker import Asker
from siaga.desks.readiness.queries.board import Board, board
from siaga.desks.readiness.queries.changes import Change, changes
from siaga.desks.readiness.queries.coming import Due, coming, count_overdue, overdue
from siaga.desks.readiness.queries.rhythm import Rhythm, rhythm

MOST = 40
"""Overdue things of each desk that a report names; it tells how many there are in all."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting that was held in the days reported on, and which institutions were not there."""

    title: str
    day: date | None
    present: int
    invited: int
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a situation report says, about what happened from `since` on and before `until`."""

    election: Election
    number: int
    day: date
    since: datetime
    until: datetime
    rhythm: Rhythm | None
    board: Board
    sittings: tuple[Sitting, ...]
    changes: tuple[Change, ...]
    overdue: tuple[Due, ...]
    overdue_count: int
    coming: tuple[Due, ...]


def situation(asker: Asker, now: datetime) -> Situation:
    """The situation at a moment, for the report that comes next; `asker` reads for the room."""
    election = asker.election
    last = SituationReport.objects.filter(election=election).order_by("-number").first()
    held = rhythm(election, asker.today)
    since = last.at if last else _start(asker, held)
    return Situation(
        election=election,
        number=last.number + 1 if last else 1,
        day=asker.today,
        since=since,
        until=now,
        rhythm=held,
        board=board(asker),
        sittings=sittings(asker, since, now),
        changes=changes(asker, since, now),
        overdue=overdue(asker, MOST),
        overdue_count=count_overdue(asker),
        coming=coming(asker),
    )


def sittings(asker: Asker, since: datetime, until: datetime) -> tuple[Sitting, ...]:
    """The meetings held from one day to another, in the city's own days; two queries."""
    zone = ZoneInfo(asker.election.time_zone)
    days = (since.astimezone(zone).date(), until.astimezone(zone).date())
    known = Meeting.objects.filter(room_for(asker.reader), series__election=asker.election, day__range=days)
    known = known.filter(state__in=(Meeting.State.HELD, Meeting.State.SIGNED)).order_by("day", "id")
    found = list(known)
    lines = Attendance.objects.filter(meeting__in=found, withdrawn=False).order_by("number")
    guests: dict[int, list[tuple[str, str]]] = {}
    for meeting, name, presence in lines.values_list("meeting", "institution__name", "presence"):
        guests.setdefault(meeting, []).append((name, presence))
    return tuple(_sitting(meeting, guests.get(meeting.pk, [])) for meeting in found)


def _sitting(meeting: Meeting, guests: list[tuple[str, str]]) -> Sitting:
    """An institution that came in any of its lines came."""
    came = {name for name, presence in guests if presence in ("present", "represented")}
    missed = {name for name, presence in guests if presence in ("absent", "excused")} - came
    invited = len({name for name, _presence in guests})
    return Sitting(meeting.title, meeting.day, len(came), invited, tuple(sorted(missed)))


def _start(asker: Asker, held: Rhythm | None) -> datetime:
    """The first report tells of one span of the rhythm, a week where there is none."""
    days = held.every if held else 7
    first = asker.today - timedelta(days=days)
    return datetime.combine(first, time(), ZoneInfo(asker.election.time_zone))
