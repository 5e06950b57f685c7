"""Who stands on which side of an action, and for which institution a person speaks there."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied

from siaga.desks.meetings.errors import NotYours, SameSide, Stale
from siaga.desks.meetings.models import Action, Meeting
from siaga.desks.meetings.reading import actions_for, meetings_for, reader_of
from siaga.desks.offices import access
from siaga.desks.offices.models import Institution, User

_RELATED = ("meeting__series__convener", "meeting__chair__institution", "owner", "election")


def locked(action: Action, by: User, seen: int | None = None) -> Action:
    """The action as it stands now, held until the transaction ends, if `by` may read it.

    `seen` is the revision somebody had on screen; any will do for None. Raises PermissionDenied and Stale.
    """
    readable = Action.objects.filter(actions_for(reader_of(by))).select_related(*_RELATED)
    now = readable.select_for_update(of=("self",)).filter(pk=action.pk).first()
    if now is None:
        raise PermissionDenied
    if seen is not None and now.revision != seen:
        raise Stale
    return now


def locked_meeting(meeting: Meeting, by: User) -> Meeting:
    """The meeting as it stands now, held until the transaction ends, if `by` may read it."""
    readable = Meeting.objects.filter(meetings_for(reader_of(by))).select_related("series__region")
    now = readable.select_for_update(of=("self",)).filter(pk=meeting.pk).first()
    if now is None:
        raise PermissionDenied
    return now


def side_of(action: Action) -> set[int]:
    """Numbers of the institutions that carry the action out: its owner, and who works with them."""
    partners = action.partners.values_list("pk", flat=True)
    return {*partners, *([action.owner_id] if action.owner_id else [])}


def chair_of(meeting: Meeting) -> Institution:
    """The institution whose office chairs the meeting; where it is not stated, the one that convenes it."""
    return meeting.chair.institution if meeting.chair else meeting.series.convener


def doer(by: User, action: Action) -> Institution:
    """The institution for which `by` may show evidence. Raises NotYours."""
    side = side_of(action)
    return speaking_for(by, "meetings.act", lambda number: number in side) or _refuse(NotYours)


def witness(by: User, action: Action) -> Institution:
    """The institution for which `by` may judge the evidence that waits: one that had no part in the action.

    Raises SameSide; so also for a person who holds a role on the side of the action beside the other one.
    """
    side = side_of(action) | ({action.evidence.institution_id} if action.evidence else set())
    held = {m.institution_id for m in access.memberships_on(by, access.today())}
    if held & side or (action.evidence and action.evidence.by_id == by.pk):
        raise SameSide
    return speaking_for(by, "meetings.confirm", lambda number: number not in side) or _refuse(SameSide)


def presides(by: User, action: Action) -> Institution:
    """The chair's institution, if `by` signs for it. Raises NotYours."""
    chair = chair_of(action.meeting)
    return speaking_for(by, "meetings.sign", lambda number: number == chair.pk) or _refuse(NotYours)


def speaking_for(by: User, right: str, fits: Callable[[int], bool]) -> Institution | None:
    """The first of the person's institutions that fits and whose role holds the right today."""
    held = access.granting(by, right)
    return next((m.institution for m in held if fits(m.institution_id)), None)


def _refuse(refusal: type[NotYours | SameSide]) -> Institution:
    raise refusal
