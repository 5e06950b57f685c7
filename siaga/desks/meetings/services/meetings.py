"""A meeting from the plan to the day: planned, changed, invited to, held, or called off."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import LegalBasis, Regime
from siaga.desks.meetings.errors import NotNow, Refused
from siaga.desks.meetings.models import Attendance, Meeting, Series, Visibility
from siaga.desks.meetings.services._held import (
    WRITES,
    changed,
    next_number,
    set_fields,
    step,
    still_readable,
    writable,
)
from siaga.desks.meetings.services.carry import carry_over, renew_points_of
from siaga.desks.meetings.states import AHEAD, State
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.access import require
from siaga.desks.offices.models import Institution, Office, User
from siaga.desks.trail.refused import needed


@dataclass(frozen=True, slots=True)
class Frame:
    """When, where, under whom and why a meeting takes place. What is not settled yet stays empty."""

    title: str
    regime: str = Regime.PILKADA
    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    time_zone: str = "Asia/Jakarta"
    venue: str = ""
    chair: Office | None = None
    chair_for: Office | None = None
    moderator: Office | None = None
    note_taker: User | None = None
    legal_basis: LegalBasis | None = None
    purpose: str = ""
    visibility: str = Visibility.INTERNAL

    def values(self) -> dict[str, Any]:
        """The frame by the names of the model's fields."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited: an institution, or one office of it; as a resource person or as a member."""

    institution: Institution
    office: Office | None = None
    as_speaker: bool = False


@transaction.atomic
def plan(series: Series, by: User, frame: Frame) -> Meeting:
    """Plan a meeting; what its series left open comes onto its agenda at once.

    Raises PermissionDenied, NotNow (the series is closed) and NotYours (a restricted meeting at whose table
    the planner would not sit).
    """
    series = Series.objects.select_for_update(of=("self",)).select_related("region").get(pk=series.pk)
    require(by, WRITES, series.region)
    if series.closed_at is not None:
        raise NotNow
    meeting = Meeting.objects.create(series=series, code=_code(series), **frame.values())
    still_readable(meeting, by)
    carry_over(meeting)
    tell("meetings.plan", meeting, after={"series": series.code} | frame.values())
    return meeting


@transaction.atomic
def change(meeting: Meeting, by: User, frame: Frame, seen: int) -> Meeting:
    """Change the frame, also while the minutes are being written; what is no longer public is unpublished."""
    now = writable(meeting, by, seen)
    before, after = changed(now, frame.values())
    if not after:
        return now
    if now.visibility != Visibility.PUBLIC and now.published_at is not None:
        after["published_at"] = None
    set_fields(now, **after)
    still_readable(now, by)
    carry_over(now)
    renew_points_of(now)
    tell("meetings.change", now, before=before, after=after)
    return now


@transaction.atomic
def invite(meeting: Meeting, by: User, guests: Iterable[Guest]) -> list[Attendance]:
    """Invite institutions or offices: each gets its line of the attendance list. Safe to repeat.

    The first invitation moves the meeting on and makes the key of its door sign. Raises Refused when no day
    is stated or nobody is invited.
    """
    now = writable(meeting, by)
    if now.day is None:
        raise Refused(_("State the day of the meeting before you invite to it."))
    came = _add_guests(now, list(guests))
    if now.state == State.PLANNED:
        if not came:
            raise Refused(_("Choose at least one institution to invite."))
        step(now, "invite", door_key=secrets.token_urlsafe(24))
    if came:
        tell("meetings.guests", now, after={"guests": [_named(row) for row in came]})
    carry_over(now)
    return came


@transaction.atomic
def uninvite(row: Attendance, by: User, reason: str) -> Attendance:
    """Withdraw an invitation nobody has followed yet; the institution reads nothing more by it."""
    why = needed(reason)
    now = writable(row.meeting, by)
    row = Attendance.objects.select_related("meeting", "office").get(pk=row.pk, meeting=now)
    if row.presence != Attendance.Presence.EXPECTED or row.withdrawn:
        raise NotNow
    row.withdrawn, row.withdrawn_for = True, why
    row.save(update_fields=["withdrawn", "withdrawn_for"])
    still_readable(now, by)
    tell("meetings.uninvite", now, after={"guests": [_named(row)]}, reason=why)
    return row


@transaction.atomic
def hold(meeting: Meeting, by: User, seen: int) -> Meeting:
    """Say that the meeting has taken place, or is taking place: from now on its agenda no longer grows."""
    now = writable(meeting, by, seen, {State.INVITED})
    carry_over(now)
    return step(now, "hold")


@transaction.atomic
def cancel(meeting: Meeting, by: User, reason: str, seen: int) -> Meeting:
    """Call a meeting off; it stays in the list with its reason."""
    why = needed(reason)
    now = writable(meeting, by, seen, AHEAD)
    return step(now, "cancel", reason=why, cancel_reason=why)


def _add_guests(meeting: Meeting, guests: list[Guest]) -> list[Attendance]:
    """New lines for those not yet on the list; a withdrawn invitation stands again."""
    there = {(row.institution_id, row.office_id): row for row in meeting.attendance.all()}
    number, came = next_number(meeting.attendance), []
    for guest in guests:
        key = guest.institution.pk, guest.office.pk if guest.office else None
        row = there.get(key)
        if row is None:
            row = Attendance(meeting=meeting, number=number, institution_id=key[0], office_id=key[1])
            number += 1
        elif not row.withdrawn:
            continue
        row.withdrawn, row.withdrawn_for, row.as_speaker = False, "", guest.as_speaker
        row.save()
        there[key] = row
        came.append(row)
    return came


def _named(row: Attendance) -> dict[str, Any]:
    return {"institution": row.institution_id, "office": row.office_id}


def _code(series: Series) -> str:
    """A code no other meeting of the series has."""
    number = series.meetings.count() + 1
    while series.meetings.filter(code=f"rapat-{number}").exists():
        number += 1
    return f"rapat-{number}"
