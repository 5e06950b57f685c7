"""The whole city at a glance: each body with its quota, where it stands, and what sources claim."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from siaga.desks.elections.models import Election
from siaga.desks.elections.queries.staffing import StaffingLine, staffing_lines, units_of
from siaga.desks.places.models import Level, PollingStation, Region
from siaga.desks.places.queries import inside
from siaga.desks.staff.kinds import UNITS, Kind
from siaga.desks.staff.models import Post, Service
from siaga.desks.staff.queries.tallies import Grouped, Tally, tallies, total
from siaga.law.profiles import Basis, load
from siaga.law.staffing import Quota, quota


@dataclass(frozen=True, slots=True)
class Rule:
    """The number the law asks for in one place or many: formula and legal basis, to be shown in one click."""

    quota: Quota
    unit: str
    places: int
    large: int

    @property
    def needed(self) -> int:
        return self.quota.seats * (self.places - self.large) + self.quota.larger * self.large

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """Persons per place and places: (7, 235); with large stations (1, 48) and (2, 187)."""
        usual = (self.quota.seats, self.places - self.large)
        both = (usual, (self.quota.larger, self.large)) if self.large else (usual,)
        return tuple(part for part in both if part[1]) or both

    @property
    def bases(self) -> tuple[Basis, ...]:
        return self.quota.bases

    @property
    def unit_name(self) -> str:
        return "TPS" if self.unit == "station" else str(UNITS[self.unit])


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One body: its rule, how far it is, and the number a source claims beside it."""

    kind: Kind
    rule: Rule
    tally: Tally
    claim: StaffingLine | None


@dataclass(frozen=True, slots=True)
class RegionLine:
    """One district (or ward) with its bodies."""

    region: Region
    tallies: dict[str, Tally]

    @property
    def whole(self) -> Tally:
        return total(self.tallies.values())


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page of the desk. `claims` are sums of several bodies (275 = 235 + 22 + 15 + 3)."""

    lines: tuple[BodyLine, ...]
    claims: tuple[StaffingLine, ...]
    districts: tuple[RegionLine, ...]
    surplus: int

    @property
    def whole(self) -> Tally:
        return total(line.tally for line in self.lines)


def overview(election: Election) -> Overview:
    """Everything of the first page. A few statements, whatever the size of the city."""
    by_district = tallies(election, "district")
    profile, units = load(election.profile), units_of(election)
    rows = list(election.staffing_claims.filter(closed_at__isnull=True))
    claims = staffing_lines(rows, profile, units)
    return Overview(
        lines=tuple(body_lines(election, by_district, units, claims)),
        claims=tuple(claim for claim in claims if claim.parts),
        districts=tuple(region_lines(by_district, election.region_id, Level.DISTRICT)),
        surplus=surplus(election),
    )


def body_lines(
    election: Election, found: Grouped, units: dict[str, int], claims: list[StaffingLine]
) -> list[BodyLine]:
    """Each body the rules know, from tallies by any place."""
    stated = {claim.code: claim for claim in claims}
    rules = rules_of(election, units)
    return [
        BodyLine(
            kind,
            rule,
            total(t for (code, _place), t in found.items() if code == kind),
            stated.get(kind.value),
        )
        for kind, rule in rules.items()
    ]


def rules_of(election: Election, units: dict[str, int]) -> dict[Kind, Rule]:
    """The quota of each body in the whole city; bodies without a stated number are left out."""
    profile = load(election.profile)
    rules = {}
    for kind in Kind:
        law = quota(kind.body, profile)
        if law:
            large = _large(election, law) if law.limit is not None else 0
            rules[kind] = Rule(law, kind.body.unit, units[kind.body.unit], large)
    return rules


def region_lines(found: Grouped, parent: str, level: str) -> list[RegionLine]:
    """The regions of a level inside another, each with its tallies."""
    regions = Region.objects.filter(inside("code", parent), level=level).order_by("code")
    by_place: dict[str, dict[str, Tally]] = {}
    for (kind, place), tally in found.items():
        by_place.setdefault(place, {})[kind] = tally
    return [RegionLine(region, by_place.get(region.code, {})) for region in regions.defer("boundary")]


def surplus(election: Election) -> int:
    """People who sit on a seat that the quota no longer has."""
    return Post.objects.filter(
        election=election, closed_at__isnull=False, services__ended_on__isnull=True, services__isnull=False
    ).count()


def doubles(election: Election, ward: str) -> int:
    """How many names sit on more than one seat of a ward at once, on whichever side.

    Without a NIK nobody can tell whether that is one person twice or two of one name: somebody must look.
    """
    held = Service.objects.filter(post__election=election, post__region=ward, ended_on__isnull=True)
    names = held.values("person__name").annotate(n=Count("person_id"))
    return names.filter(n__gt=1).count()


def _large(election: Election, law: Quota) -> int:
    stations = PollingStation.objects.filter(map=election.station_map_id, closed_at__isnull=True)
    return stations.filter(voters_total__gt=law.limit).count()
