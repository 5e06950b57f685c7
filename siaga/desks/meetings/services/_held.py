"""A meeting held for one act: locked, readable and writable by the person, in a state that allows it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Max, Model

from siaga.desks.meetings.errors import NotNow, ShutOut, Stale
from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.reading import meetings_for, reader_of
from siaga.desks.meetings.services._side import locked_meeting
from siaga.desks.meetings.states import OPEN, after
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.access import require
from siaga.desks.offices.models import User

WRITES = "meetings.write"


def writable(meeting: Meeting, by: User, seen: int | None = None, states: Collection[str] = OPEN) -> Meeting:
    """The meeting as it stands now, held until the transaction ends, if `by` may keep its record here.

    `seen` is the revision somebody had on screen; any will do for None. Raises PermissionDenied, Stale, and
    NotNow (another state, or a meeting whose record is corrected in its pack).
    """
    now = locked_meeting(meeting, by)
    require(by, WRITES, now.series.region_id)
    if seen is not None and now.revision != seen:
        raise Stale
    if now.loaded or now.state not in states:
        raise NotNow
    return now


def step(meeting: Meeting, act: str, *, reason: str = "", **fields: Any) -> Meeting:
    """Take one step with a locked meeting, and tell it; raises NotNow where there is no such step."""
    state = after(meeting.state, act)
    if state is None:
        raise NotNow
    before = {"state": meeting.state}
    set_fields(meeting, state=state, **fields)
    tell(f"meetings.{act}", meeting, before=before, after={"state": state} | _spoken(fields), reason=reason)
    return meeting


def set_fields(meeting: Meeting, **fields: Any) -> None:
    """Write fields of a locked meeting with the next revision."""
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.revision += 1
    meeting.save(update_fields=[*fields, "revision"])


def still_readable(meeting: Meeting, by: User) -> None:
    """Refuse what would shut its own writer out. Raises ShutOut."""
    if not Meeting.objects.filter(meetings_for(reader_of(by)), pk=meeting.pk).exists():
        raise ShutOut


def next_number(rows: Any) -> int:
    """The number after the last one of some rows of a meeting."""
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def changed(row: Model, fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set the fields that differ; their values before and after."""
    different = {name: value for name, value in fields.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in different}
    for name, value in different.items():
        setattr(row, name, value)
    return before, different


def _spoken(fields: dict[str, Any]) -> dict[str, Any]:
    """What of the fields the trail tells: no key of a door."""
    return {name: value for name, value in fields.items() if name != "door_key"}
