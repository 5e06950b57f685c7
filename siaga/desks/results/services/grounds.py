"""What a correction rests on: office, plenary, recount, objection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from siaga.desks.offices.models import User
from siaga.desks.places.models import Region
from siaga.desks.places.queries import contains
from siaga.desks.results.errors import Misplaced
from siaga.desks.results.models import Ground, Objection, Plenary, Recount, ResultRow, ResultVersion
from siaga.desks.results.services._offices import office_at


def rest_on(version: ResultVersion, by: User, basis: Mapping[str, int]) -> Ground:
    """Write down what a new correction rests on; `basis` holds numbers of a plenary, recount and objection.

    Raises Misplaced when one of them belongs to another row, place or level, or the recount has its result.
    """
    row = version.row
    return Ground.objects.create(
        version=version,
        office=office_at(by, "results.correct", row.station.code),
        plenary=_plenary(row, basis.get("plenary"), version.level),
        recount=_of_row(Recount, row, basis.get("recount")),
        objection=_of_row(Objection, row, basis.get("objection")),
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
        raise Misplaced
    return found


def level_of(region: Region) -> str:
    """The level of correction that a plenary of this region decides."""
    return str(region.level)


def _plenary(row: ResultRow, number: int | None, level: str) -> Plenary | None:
    found = plenary_of(row, number)
    if found is not None and level_of(found.region) != level:
        raise Misplaced
    return found


def _of_row(model: Any, row: ResultRow, number: int | None) -> Any:
    if number is None:
        return None
    found = model.objects.filter(pk=number, row=row)
    one = (found.filter(result__isnull=True) if model is Recount else found).first()
    if one is None:
        raise Misplaced
    return one
