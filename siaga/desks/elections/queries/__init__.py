"""Reads of the election; return plain values, dataclasses or querysets."""

from siaga.desks.elections.queries.doubts import Doubt, doubts, source_lines
from siaga.desks.elections.queries.election import (
    Ballot,
    contests,
    current_election,
    legal_bases,
    published_figures,
)
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
    "Doubt",
    "ParameterLine",
    "RuleLine",
    "StageLine",
    "Timeline",
    "compare_parameters",
    "contests",
    "current_election",
    "doubts",
    "legal_bases",
    "profile_of",
    "published_figures",
    "rules_of",
    "source_lines",
    "stages",
    "timeline",
]
