"""Reads of the election; return plain values, dataclasses or querysets."""

from siaga.desks.elections.queries.completion import Completion, Mark, history
from siaga.desks.elections.queries.doubts import Doubt, doubts, source_lines
from siaga.desks.elections.queries.election import (
    Ballot,
    contests,
    current_election,
    legal_bases,
    loaded_elections,
    nearest,
    published_figures,
)
from siaga.desks.elections.queries.events import events
from siaga.desks.elections.queries.rules import (
    ParameterLine,
    RuleLine,
    compare_parameters,
    profile_of,
    rules_of,
)
from siaga.desks.elections.queries.timetable import StageLine, Timeline, stages, timeline

__all__ = [
    "Ballot",
    "Completion",
    "Doubt",
    "Mark",
    "ParameterLine",
    "RuleLine",
    "StageLine",
    "Timeline",
    "compare_parameters",
    "contests",
    "current_election",
    "doubts",
    "events",
    "history",
    "legal_bases",
    "loaded_elections",
    "nearest",
    "profile_of",
    "published_figures",
    "rules_of",
    "source_lines",
    "stages",
    "timeline",
]
