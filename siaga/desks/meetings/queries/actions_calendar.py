"""A person's calendar as iCalendar (RFC 5545): due days of their actions, and meetings of their institutions.

A calendar is kept by telephones and by strangers' servers, so what is restricted is a day without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from siaga.desks.meetings.models import Action, Attendance, Meeting
from siaga.desks.meetings.reading import Reader, actions_for, meetings_for, reader_of
from siaga.desks.meetings.services.carry import UNSETTLED
from siaga.desks.meetings.telling import restricted

BACK, AHEAD = timedelta(60), timedelta(400)
"""How far a calendar reaches before and after today."""


def calendar_of(user: Any, now: datetime, today: date, site: str = "") -> bytes:
    """The calendar of a person; `site` is the address of the house, which the entries lead to."""
    calendar = Calendar()
    calendar.add("prodid", "-//Siaga//Tindak lanjut//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Siaga")
    reader, window = reader_of(user), (today - BACK, today + AHEAD)
    for event in (*_due_days(reader, window), *_meetings(reader, window)):
        event.add("dtstamp", now)
        if site and (path := event.pop("x-siaga-path", None)):
            event.add("url", f"{site}{path}")
        event.pop("x-siaga-path", None)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _due_days(reader: Reader, window: tuple[date, date]) -> Iterator[Event]:
    """The unsettled actions that the person's institutions carry out, on the day they are due."""
    shared = Action.partners.through.objects.filter(institution__in=reader.institutions).values("action")
    own = Q(owner__in=reader.institutions) | Q(pk__in=shared)
    found = Action.objects.filter(actions_for(reader), own, due__range=window, state__in=UNSETTLED)
    for action in found.select_related("owner", "meeting__series"):
        event = _event("action", action, action.revision)
        event.add("dtstart", action.due)
        event.add("dtend", action.due + timedelta(1))
        event.add("transp", "TRANSPARENT")
        event.add("x-siaga-path", reverse("actions:action", args=[action.pk]))
        if restricted(action):
            event.add("summary", _("Siaga: restricted item"))
        else:
            event.add("summary", _("Due: %(title)s") % {"title": action.title})
            event.add("description", f"{action.owner or _('not stated')} · {action.get_state_display()}")
        yield event


def _meetings(reader: Reader, window: tuple[date, date]) -> Iterator[Event]:
    """The meetings to which the person's institutions are invited, or which they convene."""
    invited = Attendance.objects.filter(institution__in=reader.institutions, withdrawn=False)
    own = Q(pk__in=invited.values("meeting")) | Q(series__convener__in=reader.institutions)
    found = Meeting.objects.filter(meetings_for(reader), own, day__range=window)
    for meeting in found.select_related("series"):
        event = _event("meeting", meeting, meeting.revision)
        for name, value in _times(meeting).items():
            event.add(name, value)
        event.add("status", _status(meeting))
        if restricted(meeting):
            event.add("summary", _("Siaga: restricted item"))
        else:
            event.add("summary", meeting.title)
            if meeting.venue:
                event.add("location", meeting.venue)
        yield event


def _event(kind: str, row: Any, sequence: int) -> Event:
    """An event whose identity never changes (RFC 5545 3.8.4.7), revised as often as its row."""
    event = Event()
    event.add("uid", f"{kind}-{row.pk}@{settings.SIAGA_ORIGIN.replace('/', '.')}")
    event.add("sequence", sequence)
    return event


def _times(meeting: Meeting) -> dict[str, Any]:
    """The whole day where the hour is not stated; else the hours in the zone of the meeting."""
    if meeting.starts is None:
        return {"dtstart": meeting.day, "dtend": meeting.day + timedelta(1)}
    zone = ZoneInfo(meeting.time_zone)
    times = {"dtstart": datetime.combine(meeting.day, meeting.starts, zone)}
    if meeting.ends:
        times["dtend"] = datetime.combine(meeting.day, meeting.ends, zone)
    return times


def _status(meeting: Meeting) -> str:
    if meeting.state == Meeting.State.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if meeting.state == Meeting.State.PLANNED else "CONFIRMED"
