"""What a correction rests on: office, plenary, recount, objection."""

from __future__ import annotations

from collections.abc import Mapping

from siaga.desks.offices.models import User
from siaga.desks.places.models import Region
from siaga.desks.places.queries import contains
from siaga.desks.results.errors import (
    DocumentMissing,
    LevelTooHigh,
    Misplaced,
    PlenaryNotNamed,
    RecountNotNamed,
)
from siaga.desks.results.levels import decides_at, needs_document
from siaga.desks.results.models import (
    CorrectionLevel,
    Ground,
    Objection,
    Outcome,
    Plenary,
    Recount,
    ResultRow,
    ResultVersion,
)
from siaga.desks.results.queries.events import open_recounts
from siaga.desks.results.services._offices import office_at

BASIS = ("plenary", "recount", "objection")
"""What a correction may rest on besides its reason; each is named by its number."""


def at_own_level(row: ResultRow, by: User, level: str, document: str) -> None:
    """Raise LevelTooHigh where a level of correction lies above the person's own office; DocumentMissing
    where the law asks for the number of the decision and there is none. An unknown level is left to others.
    """
    if level in CorrectionLevel.values and level not in decides_at(by, row):
        raise LevelTooHigh
    if needs_document(row, level) and not document.strip():
        raise DocumentMissing


def rest_on(version: ResultVersion, by: User, basis: Mapping[str, int], document: str = "") -> Ground:
    """Write down what a new correction rests on; `basis` holds the numbers of some of `BASIS`.

    Raises Misplaced when one of them belongs to another row, place or level, or the recount has its result;
    PlenaryNotNamed when the level has held a plenary here and none is named; RecountNotNamed when a recount
    of the row is open and this is not its result.
    """
    row = version.row
    if "recount" not in basis and open_recounts(row).exists():
        raise RecountNotNamed
    return Ground.objects.create(
        version=version,
        office=office_at(by, "results.correct", row.station.code),
        document=document.strip(),
        plenary=_plenary(row, basis.get("plenary"), version.level),
        recount=_recount(row, basis.get("recount")),
        objection=_objection(row, basis.get("objection")),
    )


def plenary_of(row: ResultRow, number: int | None) -> Plenary | None:
    """The plenary with this number, if it is one of the row's election and place. Raises Misplaced."""
    if number is None:
        return None
    found = (
        Plenary.objects.select_related("region")
        .filter(pk=number, election_id=row.contest.election_id)
        .first()
    )
    if found is None or not contains(found.region_id, row.station.code):
        raise Misplaced(Misplaced.PLENARY)
    return found


def level_of(region: Region) -> str:
    """The level of correction that a plenary of this region decides."""
    return str(region.level)


def of_its_level(found: Plenary | None, level: str) -> Plenary | None:
    """The plenary, if it decides at the level. Raises Misplaced, which says at which one it does."""
    if found is not None and level_of(found.region) != level:
        own = CorrectionLevel(level_of(found.region)).label
        raise Misplaced(Misplaced.LEVEL_OF_PLENARY % {"level": own})
    return found


def _plenary(row: ResultRow, number: int | None, level: str) -> Plenary | None:
    found = plenary_of(row, number)
    if found is None and _held_here(row, level):
        raise PlenaryNotNamed
    return of_its_level(found, level)


def _held_here(row: ResultRow, level: str) -> bool:
    """Whether the level has held a plenary for the place of the row."""
    of_level = Plenary.objects.filter(election_id=row.contest.election_id, region__level=level)
    return any(contains(code, row.station.code) for code in of_level.values_list("region_id", flat=True))


def _recount(row: ResultRow, number: int | None) -> Recount | None:
    if number is None:
        return None
    found = open_recounts(row).filter(pk=number).first()
    if found is None:
        raise Misplaced(Misplaced.RECOUNT)
    return found


def _objection(row: ResultRow, number: int | None) -> Objection | None:
    if number is None:
        return None
    found = row.objections.exclude(followups__outcome=Outcome.WITHDRAWN).filter(pk=number).first()
    if found is None:
        raise Misplaced(Misplaced.OBJECTION)
    return found
