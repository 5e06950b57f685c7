"""Making, changing and ending actions: what the secretariat and the chair do with them.

What the owner does is in `evidence`, what another institution does in `verdicts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from siaga.desks.meetings.errors import NotNow, Refused
from siaga.desks.meetings.models import Action, Conclusion, Meeting, Progress, Reason, Visibility
from siaga.desks.meetings.services._move import move
from siaga.desks.meetings.services._side import (
    doer,
    locked,
    locked_meeting,
    presides,
)
from siaga.desks.meetings.services.carry import UNSETTLED, carry_over, put_forward, renew_points, take_off
from siaga.desks.meetings.telling import subject, tell, told
from siaga.desks.offices.access import may, require
from siaga.desks.offices.models import Institution, User
from siaga.desks.places.models import Region
from siaga.desks.trail.refused import needed
from siaga.desks.trail.services import Act, record_all

__all__ = ["Plan", "cancel", "carry_over", "change", "create", "escalate", "escalate_overdue", "reopen"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done. An owner or a due day that nobody named stays empty: it is "not stated"."""

    title: str
    owner: Institution | None = None
    partners: tuple[Institution, ...] = ()
    due: date | None = None
    due_printed: str = ""
    event_day: date | None = None
    priority: str = Action.Priority.NORMAL
    visibility: str = Visibility.INTERNAL
    region: Region | None = None
    conclusion: Conclusion | None = field(default=None)


@transaction.atomic
def create(meeting: Meeting, by: User, plan: Plan) -> Action:
    """Make an action of a meeting; it goes onto the agendas ahead at once.

    Raises PermissionDenied, NotNow (a cancelled meeting, or one whose record is corrected in its pack) and
    Refused (a conclusion of another meeting).
    """
    meeting = locked_meeting(meeting, by)
    require(by, "meetings.write", meeting.series.region)
    if meeting.loaded or meeting.state == Meeting.State.CANCELLED:
        raise NotNow
    if plan.conclusion is not None and plan.conclusion.meeting_id != meeting.pk:
        raise Refused
    last = meeting.actions.aggregate(last=Max("number"))["last"] or 0
    action = Action.objects.create(
        election=meeting.series.election,
        meeting=meeting,
        number=last + 1,
        region=plan.region or meeting.series.region,
        conclusion=plan.conclusion,
        **_fields(plan),
    )
    action.partners.set(plan.partners)
    put_forward(action)
    tell("actions.create", action, after=_fields(plan) | {"partners": _numbers(plan.partners)})
    return action


@transaction.atomic
def change(action: Action, by: User, plan: Plan, reason: str, seen: int | None = None) -> Action:
    """Set owner, partners, due day, priority and visibility anew, with a reason; the trail keeps what was.

    Owner and partners change only while the action is open. Raises PermissionDenied, Stale, NotNow and
    ReasonMissing.
    """
    now = _written(action, by, seen)
    if now.state not in UNSETTLED:
        raise NotNow
    fields, partners = _changed(now, plan), set(_numbers(plan.partners))
    before = set(now.partners.values_list("pk", flat=True))
    if not fields and partners == before:
        return now
    if (partners != before or "owner" in fields) and now.state != Progress.OPEN:
        raise NotNow
    now.partners.set(plan.partners)
    more = {} if partners == before else {"partners": sorted(partners)}
    why = _because(now, by, Reason.Act.CHANGE, reason)
    move(now, "change", reason=why, told=more, **fields)
    renew_points(now)
    return now


@transaction.atomic
def cancel(action: Action, by: User, reason: str, seen: int | None = None) -> Action:
    """End an action that is no longer to be done. Raises PermissionDenied, Stale, NotNow, ReasonMissing."""
    now = _written(action, by, seen)
    why = _because(now, by, Reason.Act.CANCEL, reason)
    move(now, "cancel", reason=why, state=Progress.CANCELLED, cancel_reason=why)
    take_off(now)
    return now


@transaction.atomic
def reopen(action: Action, by: User, reason: str, seen: int | None = None) -> Action:
    """Open an action again that was done or cancelled: the chair alone, with a reason.

    The evidence and its verdict stay; new evidence needs a verdict of its own. Raises PermissionDenied,
    NotYours, Stale, NotNow and ReasonMissing.
    """
    now, why = locked(action, by, seen), needed(reason)
    presides(by, now)
    if now.state in UNSETTLED:
        raise NotNow
    _because(now, by, Reason.Act.REOPEN, why)
    blank = dict.fromkeys(("confirmed_by", "confirmed_for", "done_at", "escalated_at"))
    move(now, "reopen", reason=why, state=Progress.OPEN, cancel_reason="", **blank)
    put_forward(now)
    return now


@transaction.atomic
def escalate(action: Action, by: User, reason: str, seen: int | None = None) -> Action:
    """Put an unsettled action before the chair: its owner's side or the secretariat, with a reason."""
    now, why = locked(action, by, seen), needed(reason)
    if not may(by, "meetings.write", now.meeting.series.region_id):
        doer(by, now)
    if now.state not in UNSETTLED or now.escalated_at:
        raise NotNow
    _because(now, by, Reason.Act.ESCALATE, why)
    return move(now, "escalate", reason=why, escalated_at=timezone.now())


def _because(action: Action, by: User, act: Reason.Act, reason: str) -> str:
    """Keep why beside the action, for those who read it, and return it. Raises ReasonMissing."""
    why = needed(reason)
    Reason.objects.create(action=action, act=act, text=why, by=by, at=timezone.now())
    return why


@transaction.atomic
def escalate_overdue(today: date) -> int:
    """Put every open action before the chair whose due day lies more than SIAGA_ESCALATE_AFTER_DAYS back.

    Returns how many. What waits for confirmation is not escalated: its owner has done their part.
    """
    days = settings.SIAGA_ESCALATE_AFTER_DAYS
    if days <= 0:
        return 0
    late = Action.objects.filter(state=Progress.OPEN, escalated_at=None, due__lt=today - timedelta(days=days))
    found = list(late.select_for_update(of=("self",)).select_related("meeting__series"))
    for action in found:
        action.escalated_at, action.revision = timezone.now(), action.revision + 1
    Action.objects.bulk_update(found, ["escalated_at", "revision"], batch_size=300)
    if found:
        record_all(_escalated(action, today) for action in found)
    return len(found)


def _escalated(action: Action, today: date) -> Act:
    after = {"escalated_at": action.escalated_at, "days": (today - action.due).days}
    return Act("actions.escalate", subject(action), after=told(action, after))


def _written(action: Action, by: User, seen: int | None) -> Action:
    """The locked action, if `by` keeps the minutes where its meeting belongs."""
    now = locked(action, by, seen)
    require(by, "meetings.write", now.meeting.series.region)
    return now


def _fields(plan: Plan) -> dict[str, Any]:
    names = ("title", "owner", "due", "due_printed", "event_day", "priority", "visibility")
    return {name: getattr(plan, name) for name in names}


def _changed(action: Action, plan: Plan) -> Mapping[str, Any]:
    return {name: value for name, value in _fields(plan).items() if value != getattr(action, name)}


def _numbers(institutions: tuple[Institution, ...]) -> list[int]:
    return sorted(institution.pk for institution in institutions)
