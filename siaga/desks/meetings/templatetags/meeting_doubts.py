"""The doubts about one meeting, for the slot on its page: ``{% doubts_of meeting as found %}``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.queries.ledger import Line, doubt_lines, held_lines, ledger_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules say about a meeting to the one who looks at its page."""

    election: Election
    doubts: list[Line]
    held: list[Line]


@register.simple_tag(takes_context=True)
def doubts_of(context: dict[str, Any], meeting: Meeting) -> Found:
    """The doubts and checks about a meeting that the visitor of this page may read."""
    election = meeting.series.election
    ledger = ledger_of(election, context["request"].user, meeting)
    return Found(election, doubt_lines(election, ledger), held_lines(ledger))
