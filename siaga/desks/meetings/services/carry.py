"""Open actions come back on the next agenda by themselves, and leave it when they are done before it.

What holds at every moment: each meeting that is planned or invited has one point for each action that its
series left open before it, and none (that is not withdrawn) for an action that is settled.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from siaga.desks.meetings.models import Action, AgendaItem, Meeting, Progress, Visibility
from siaga.desks.meetings.telling import tell

AHEAD = (Meeting.State.PLANNED, Meeting.State.INVITED)
"""States of a meeting whose agenda may still change."""
UNSETTLED = (Progress.OPEN, Progress.REPORTED)
TITLE = 200


@transaction.atomic
def carry_over(meeting: Meeting) -> list[AgendaItem]:
    """Put every action that the series left open on the agenda of a meeting that is planned or invited.

    Safe to repeat: an action that is there stays as it is, one that was withdrawn and is open again comes
    back. Returns the points that were added or came back. A meeting that was held or cancelled is left alone.
    """
    if meeting.state not in AHEAD:
        return []
    left = [action for action in left_open(meeting) if _before(action.meeting, meeting)]
    return _put(meeting, left)


def left_open(meeting: Meeting) -> QuerySet[Action]:
    """The unsettled actions of the other meetings of a series, in the order of their due days."""
    others = Action.objects.filter(meeting__series=meeting.series_id, state__in=UNSETTLED)
    return others.exclude(meeting=meeting).select_related("meeting", "owner")


def put_forward(action: Action) -> None:
    """Put an action that has just become open on every agenda of its series that may still change."""
    for meeting in _ahead(action):
        if _before(action.meeting, meeting):
            _put(meeting, [action])


def take_off(action: Action) -> None:
    """Withdraw the point of an action that is settled from the agendas that may still change."""
    points = AgendaItem.objects.filter(action=action, withdrawn=False, meeting__state__in=AHEAD)
    for point in points.select_related("meeting"):
        point.withdrawn = True
        point.save(update_fields=["withdrawn"])
        _tell("meetings.agenda.settled", point.meeting, [point])


def renew_points(action: Action) -> None:
    """Let the points on the agendas ahead say what the action says now; call it when owner, title or
    visibility changed.
    """
    points = AgendaItem.objects.filter(action=action, meeting__state__in=AHEAD)
    points.update(**_point(action))


def renew_points_of(meeting: Meeting) -> None:
    """The same for every action of a meeting; call it when the meeting itself became more or less open."""
    points = AgendaItem.objects.filter(action__meeting=meeting, meeting__state__in=AHEAD)
    for action in Action.objects.filter(pk__in=points.values("action")).select_related("meeting", "owner"):
        renew_points(action)


def standing_visibility(action: Action) -> str:
    """How open the point of an action may be: no more than the action, the meeting it comes from, and what of
    that meeting is published.
    """
    circles = {action.visibility, action.meeting.visibility}
    if Visibility.RESTRICTED in circles:
        return Visibility.RESTRICTED
    published = circles == {Visibility.PUBLIC} and action.meeting.published_at is not None
    return Visibility.PUBLIC if published else Visibility.INTERNAL


def _ahead(action: Action) -> QuerySet[Meeting]:
    same = Meeting.objects.filter(series=action.meeting.series_id, state__in=AHEAD)
    return same.exclude(pk=action.meeting_id).order_by("day", "pk")


def _before(earlier: Meeting, later: Meeting) -> bool:
    """Whether one meeting may lie before another; a day that is not stated rules nothing out."""
    return earlier.day is None or later.day is None or earlier.day <= later.day


def _put(meeting: Meeting, actions: Iterable[Action]) -> list[AgendaItem]:
    """Add the points that are missing and bring back those that were withdrawn."""
    there = {point.action_id: point for point in meeting.agenda.filter(action__isnull=False)}
    number = meeting.agenda.aggregate(last=Max("number"))["last"] or 0
    changed = []
    for action in actions:
        point = there.get(action.pk)
        if point is None:
            number += 1
            changed.append(AgendaItem.objects.create(meeting=meeting, number=number, **_point(action)))
        elif point.withdrawn:
            point.withdrawn = False
            point.save(update_fields=["withdrawn"])
            changed.append(point)
    _tell("meetings.agenda.carried", meeting, changed)
    return changed


def _point(action: Action) -> dict[str, object]:
    visibility = standing_visibility(action)
    return {
        "action": action,
        "title": _title(action, visibility),
        "presenter": None if visibility == Visibility.RESTRICTED else action.owner,
        "visibility": visibility,
    }


def _title(action: Action, visibility: str) -> str:
    """The title of the point. Who sits at the next table did not necessarily sit at the first one, so a
    restricted action is named by its number alone.
    """
    if visibility != Visibility.RESTRICTED:
        return action.title if len(action.title) <= TITLE else f"{action.title[: TITLE - 1]}…"
    with override(settings.LANGUAGE_CODE):
        return _("Restricted action %(number)s") % {"number": action.pk}


def _tell(act: str, meeting: Meeting, points: list[AgendaItem]) -> None:
    """Numbers only: the points themselves carry who may read them."""
    if points:
        tell(act, meeting, after={f"point_{point.number}": point.action_id for point in points})
