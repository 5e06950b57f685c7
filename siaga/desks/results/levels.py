"""At which levels a person may write a decision or an objection down: their own and those below it.

Which body writes which level, and which decisions must name their document, is law and stands in the rule
profile; how high a role stands is here. Who decides for the city's commission also writes down what was
decided above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from siaga.desks.offices.access import granting
from siaga.desks.offices.roles import Role
from siaga.desks.places.queries import contains
from siaga.desks.results.models import CorrectionLevel, ResultRow
from siaga.law import profiles
from siaga.law.profiles import CorrectionRule

_LADDER = (CorrectionLevel.STATION, CorrectionLevel.DISTRICT, CorrectionLevel.CITY)

_STANDS: Mapping[str, CorrectionLevel] = {
    Role.STATION_OFFICER: CorrectionLevel.STATION,
    Role.STATION_SUPERVISOR: CorrectionLevel.STATION,
    Role.DISTRICT_COMMITTEE: CorrectionLevel.DISTRICT,
    Role.DISTRICT_SUPERVISOR: CorrectionLevel.DISTRICT,
    Role.COMMISSION_STAFF: CorrectionLevel.CITY,
    Role.COMMISSIONER: CorrectionLevel.CITY,
    Role.SUPERVISOR: CorrectionLevel.CITY,
}
"""How high each role stands that writes anything down about a form."""


def decides_at(user: Any, row: ResultRow) -> tuple[str, ...]:
    """The levels of a correction, recount or decision this person may write down for a row, lowest first."""
    own = _own_level(user, "results.correct", row)
    return tuple(level for level, law in _law_of(row).items() if _reaches(own, law.written_by))


def notes_at(user: Any, row: ResultRow) -> tuple[str, ...]:
    """The levels at which an objection may have been raised that this person writes down, lowest first."""
    own = _own_level(user, "results.note", row)
    return tuple(str(level) for level in _LADDER if _reaches(own, level))


def needs_document(row: ResultRow, level: str) -> bool:
    """Whether a decision at this level comes from elsewhere and must name its number."""
    law = _law_of(row).get(level)
    return law is not None and law.document


def documented_levels(row: ResultRow) -> frozenset[str]:
    """The levels whose decisions must name their number."""
    return frozenset(level for level, law in _law_of(row).items() if law.document)


def _law_of(row: ResultRow) -> Mapping[str, CorrectionRule]:
    return profiles.load(row.contest.election.profile).corrections


def _own_level(user: Any, action: str, row: ResultRow) -> int:
    """The highest step of the ladder on which the user may do the action for the row; -1 where none."""
    held = (m for m in granting(user, action) if contains(m.place, row.station.code))
    return max((_LADDER.index(_STANDS[m.role]) for m in held if m.role in _STANDS), default=-1)


def _reaches(own: int, level: str) -> bool:
    return own >= _LADDER.index(CorrectionLevel(level))
