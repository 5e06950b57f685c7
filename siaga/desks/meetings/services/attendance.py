"""Who came: taken at the door by each guest's own telephone, or from the signature list by the note-taker."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.errors import NotNow, NotYours, Refused
from siaga.desks.meetings.models import Attendance, Meeting
from siaga.desks.meetings.services._held import writable
from siaga.desks.meetings.states import AT_WORK
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.access import memberships_on, today
from siaga.desks.offices.models import User

Presence, Method = Attendance.Presence, Attendance.Method
LATEST = timedelta(hours=6)
"""How long after the midnight of its day a door stays open: a meeting may run on, but yesterday's sign opens
nothing in the morning.
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is known of one line of the list. `was` is the presence the writer saw when they began."""

    presence: str
    person: str = ""
    represented_by: str = ""
    reason: str = ""
    arrived: time | None = None
    was: str = ""

    def values(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "was"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a list: how many lines were written, and those somebody else had changed meanwhile."""

    written: int
    changed_meanwhile: tuple[Attendance, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A line after its guest has checked in; `repeated` when it said so already."""

    row: Attendance
    repeated: bool = False


@transaction.atomic
def take(meeting: Meeting, by: User, lines: Mapping[int, Taken]) -> Outcome:
    """Write a whole signature list down, by the numbers of its rows; lines that say nothing new are left.

    A line that somebody else changed since the writer saw it stays as it is and is named in the outcome.
    """
    now = writable(meeting, by, states=AT_WORK)
    rows = {row.pk: row for row in now.attendance.filter(withdrawn=False, pk__in=lines)}
    if set(lines) - set(rows):
        raise NotYours
    news = [(row, lines[pk]) for pk, row in rows.items() if _differs(row, lines[pk])]
    stale = [row for row, taken in news if taken.was and taken.was != row.presence]
    fresh = [(row, taken) for row, taken in news if row not in stale]
    before = {str(row.number): row.presence for row, _taken in fresh}
    for row, taken in fresh:
        _write(row, by, taken, Method.LIST)
    if fresh:
        after = {str(row.number): row.presence for row, _taken in fresh}
        tell("meetings.attendance", now, before=before, after=after)
    return Outcome(len(fresh), tuple(stale))


@transaction.atomic
def check_in(meeting: Meeting, by: User, key: str, row: Attendance, stands_in: bool = False) -> CheckedIn:
    """Say "I am here" for one's own institution, at the door; once more says nothing new.

    `key` is that of the door sign. Raises NotYours (a wrong key, another institution's line), NotNow (no
    meeting today) and Refused (somebody of the institution has checked in already).
    """
    now = Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=meeting.pk)
    if not opens(now, key):
        raise NotYours
    line = Attendance.objects.get(pk=row.pk)
    if line not in own_lines(now, by):
        raise NotYours
    if not is_open(now):
        raise NotNow(_("The door is open on the day of the meeting only."))
    presence = Presence.REPRESENTED if stands_in else Presence.PRESENT
    if line.presence in (Presence.PRESENT, Presence.REPRESENTED):
        if line.by_id == by.pk and line.presence == presence:
            return CheckedIn(line, repeated=True)
        raise Refused(_("This line of the list is filled in already. The note-taker can correct it."))
    name = str(by)[:120]
    taken = Taken(presence, name, name if stands_in else "", arrived=_late(now, timezone.now()))
    _write(line, by, taken, Method.DOOR)
    tell("meetings.check_in", now, after={"line": line.number, "presence": presence})
    return CheckedIn(line)


def opens(meeting: Meeting, key: str) -> bool:
    """Whether a key is that of the meeting's door."""
    return bool(meeting.door_key) and hmac.compare_digest(meeting.door_key.encode(), key.encode())


def is_open(meeting: Meeting, now: datetime | None = None) -> bool:
    """Whether guests may check in: on the day of the meeting in its own zone, and a little over midnight."""
    if meeting.state not in AT_WORK or meeting.loaded or meeting.day is None:
        return False
    here = _here(meeting, now or timezone.now())
    return meeting.day <= here.date() and (here.replace(tzinfo=None) - LATEST).date() <= meeting.day


def own_lines(meeting: Meeting, by: User, on: date | None = None) -> list[Attendance]:
    """The lines of the list that a person may fill in at the door: those of their own institutions."""
    bodies = {membership.institution_id for membership in memberships_on(by, on or today())}
    rows = meeting.attendance.filter(institution__in=bodies, withdrawn=False)
    return list(rows.select_related("institution", "office"))


def _late(meeting: Meeting, at: datetime) -> time | None:
    """The hour of arrival of who comes after the beginning; none while it has not begun."""
    here = _here(meeting, at)
    if meeting.starts is None or (here.date() == meeting.day and here.time() <= meeting.starts):
        return None
    return here.time().replace(second=0, microsecond=0)


def _here(meeting: Meeting, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(meeting.time_zone))


def _differs(row: Attendance, taken: Taken) -> bool:
    return any(getattr(row, name) != value for name, value in taken.values().items())


def _write(row: Attendance, by: User, taken: Taken, method: str) -> None:
    """Write one line. Raises Refused where the line would not be whole."""
    if taken.presence == Presence.REPRESENTED and not taken.represented_by:
        raise Refused(_("State who came in their stead."))
    if taken.presence == Presence.EXCUSED and not taken.reason:
        raise Refused(_("State the reason of the absence."))
    if taken.presence == Presence.EXPECTED != row.presence:
        raise Refused(_("Presence that was taken can be corrected, but not taken back."))
    for name, value in taken.values().items():
        setattr(row, name, value)
    row.method, row.by, row.at = method, by, timezone.now()
    row.save()
