"""How many people the law asks for, body by body, beside how many a source claims there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from siaga.desks.elections.models import Election, StaffingClaim
from siaga.desks.places.models import Level, PollingStation, Region
from siaga.desks.places.queries import inside
from siaga.law.profiles import Profile
from siaga.law.staffing import BODIES


@dataclass(frozen=True, slots=True)
class StaffingLine:
    """A body: persons per unit by law, units in the city, persons claimed. `claimed` is None where none
    is stated.

    `per_unit` and `units` are None for a body that is the sum of others; `parts` then names them.
    """

    code: str
    role: str
    per_unit: int | None
    units: int | None
    needed: int
    claimed: int | None
    inferred: bool
    unsure: bool
    basis: str
    parts: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return self.claimed is None or self.claimed == self.needed

    @property
    def formula(self) -> str:
        if self.parts:
            return f"{' + '.join(self.parts)} = {self.needed}"
        return f"{self.per_unit} × {self.units} = {self.needed}"


def units_of(election: Election) -> dict[str, int]:
    """Cities, districts, wards and stations of the election."""
    regions = Region.objects.filter(inside("code", election.region_id)).order_by()
    levels = dict(regions.values_list("level").annotate(Count("pk")))
    stations = PollingStation.objects.filter(map=election.station_map_id, closed_at__isnull=True)
    return {
        "city": 1,
        "district": levels.get(Level.DISTRICT, 0),
        "ward": levels.get(Level.WARD, 0),
        "station": stations.count(),
    }


def staffing_lines(
    claims: list[StaffingClaim], profile: Profile, units: Mapping[str, int]
) -> list[StaffingLine]:
    """Each claimed body with what the law needs; a body no rule is known for is left out."""
    known = {code for code, body in BODIES.items() if body.parameter in profile.parameters}
    single = {c.code: _single(c, profile, units) for c in claims if c.code in known}
    summed = {
        c.code: _sum(c, [single[p.code] for p in claims if p.part_of_id == c.pk and p.code in single])
        for c in claims
    }
    found = (single.get(c.code) or summed[c.code] for c in claims)
    return [line for line in found if line.parts or line.per_unit]


def _single(claim: StaffingClaim, profile: Profile, units: Mapping[str, int]) -> StaffingLine:
    body = BODIES[claim.code]
    parameter = profile.parameters[body.parameter]
    per_unit = int(parameter.value)
    return StaffingLine(
        code=claim.code,
        role=claim.label,
        per_unit=per_unit,
        units=units[body.unit],
        needed=per_unit * units[body.unit],
        claimed=claim.claimed,
        inferred=claim.inferred,
        unsure=parameter.basis.unsure,
        basis=str(parameter.basis),
    )


def _sum(claim: StaffingClaim, parts: list[StaffingLine]) -> StaffingLine:
    return StaffingLine(
        code=claim.code,
        role=claim.label,
        per_unit=None,
        units=None,
        needed=sum(part.needed for part in parts),
        claimed=claim.claimed,
        inferred=claim.inferred or any(part.inferred for part in parts),
        unsure=any(part.unsure for part in parts),
        basis="",
        parts=tuple(str(part.needed) for part in parts),
    )
