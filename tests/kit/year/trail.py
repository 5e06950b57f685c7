"""What was done since yesterday, for the list of changes."""

from __future__ import annotations

from collections.abc import Iterator

from siaga.desks.meetings.models import Action, Meeting
from siaga.desks.meetings.telling import subject
from siaga.desks.trail.services.record import Act, record_all
from tests.kit.year.making import Making

NAMES = {Action: "actions.change", Meeting: "meetings.change"}


def make(making: Making, count: int) -> None:
    """Acts on actions and meetings, so many in all, under the names the trail gives them."""
    record_all(_acts(making, count))


def _acts(making: Making, count: int) -> Iterator[Act]:
    rows = [
        *Action.objects.filter(election=making.election).select_related("meeting__series")[: count // 2],
        *Meeting.objects.filter(series__election=making.election).select_related("series"),
    ]
    for n in range(count):
        row = rows[n % len(rows)]
        yield Act(NAMES[type(row)], subject(row))
