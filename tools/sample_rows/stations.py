"""Sample stations: published counts of stations and voters per district, spread over wards and stations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from siaga.engines.packs.model import Measure, Region

from .chance import Chance, apportion
from .plan import Plan, Special

VOTERS_SPREAD = (940, 1045)  # weights of stations: KPU balances them, so they differ by little
MEN_SPREAD = (970, 1030)
SCALE = 100_000  # coordinates are whole hundred-thousandths of a degree


@dataclass
class Station:
    """A sample station; voters are filled in district by district, men for the whole city."""

    ward: Region
    number: int
    special: Special | None
    voters: int = 0
    men: int = 0
    latitude: float = 0.0
    longitude: float = 0.0

    @property
    def code(self) -> str:
        """13 digits."""
        return f"{self.ward.code.replace('.', '')}{self.number:03d}"

    @property
    def women(self) -> int:
        """Voters that are not men."""
        return self.voters - self.men


def sample_stations(plan: Plan, chance: Chance) -> list[Station]:
    """All stations of the city with voters by sex and a point inside their ward."""
    voters = voters_by_district(plan)
    stations = []
    for district in plan.districts():
        of_district = number_stations(plan, district)
        spread_voters(voters[district.code], of_district, plan.rules.station_cap, chance)
        stations += of_district
    spread_men(men_of_city(plan), stations, chance)
    for station in stations:
        station.longitude, station.latitude = point_in_ward(plan, station, chance)
    return stations


def number_stations(plan: Plan, district: Region) -> list[Station]:
    """The district's stations, shared out by the stations each ward had at the election before."""
    wards = plan.wards(district.code)
    special = [s for s in plan.special if s.ward in {ward.code for ward in wards}]
    regular = plan.need(district.code, Measure.STATIONS) - len(special)
    weights = [plan.stations_before[ward.code] for ward in wards]
    counts = apportion(regular, weights, [regular] * len(wards))
    stations = []
    for ward, count in zip(wards, counts, strict=True):
        stations += [Station(ward, number, None) for number in range(1, count + 1)]
        stations += [Station(ward, s.number, s) for s in special if s.ward == ward.code]
    return stations


def voters_by_district(plan: Plan) -> dict[str, int]:
    """Voters of each district: as published, else the city's total in proportion to the provisional list."""
    codes = [district.code for district in plan.districts()]
    published = {code: plan.firm(code, Measure.DPT) for code in codes}
    known = {code: value for code, value in published.items() if value is not None}
    if len(known) == len(codes):
        return known
    total = plan.need(plan.city(), Measure.DPT)
    weights = [plan.any(code, Measure.DPS) for code in codes]
    return dict(zip(codes, apportion(total, weights, [total] * len(codes)), strict=True))


def men_of_city(plan: Plan) -> int:
    """Men on the list: as published, else by their share of the provisional list."""
    published = plan.firm(plan.city(), Measure.DPT_MEN)
    if published is not None:
        return published
    total, men, all_voters = (
        plan.need(plan.city(), Measure.DPT),
        plan.any(plan.city(), Measure.DPS_MEN),
        plan.any(plan.city(), Measure.DPS),
    )
    return (total * men + all_voters // 2) // all_voters


def spread_voters(total: int, stations: list[Station], cap: int, chance: Chance) -> None:
    """Voters of a district over its stations, none above the cap; special ones have theirs from the plan."""
    regular = [station for station in stations if not station.special]
    for station in stations:
        station.voters = station.special.voters if station.special else 0
    weights = [chance.draw(*VOTERS_SPREAD, "voters", station.code) for station in regular]
    left = total - sum(station.voters for station in stations)
    for station, voters in zip(regular, apportion(left, weights, [cap] * len(regular)), strict=True):
        station.voters = voters


def spread_men(total: int, stations: list[Station], chance: Chance) -> None:
    """Men of the city over its stations."""
    regular = [station for station in stations if not station.special]
    for station in stations:
        station.men = station.special.men if station.special else 0
    left = total - sum(station.men for station in stations)
    weights = [station.voters * chance.draw(*MEN_SPREAD, "men", station.code) for station in regular]
    shares = apportion(left, weights, [station.voters for station in regular])
    for station, men in zip(regular, shares, strict=True):
        station.men = men


def point_in_ward(plan: Plan, station: Station, chance: Chance) -> tuple[float, float]:
    """Longitude and latitude of a point inside the ward: the first of a row of draws that lies inside."""
    ring = max((polygon[0] for polygon in plan.boundaries[station.ward.code].polygons), key=len)
    points = [(round(x * SCALE), round(y * SCALE)) for x, y in ring]
    east, north = [x for x, _ in points], [y for _, y in points]
    attempt = 0
    while True:
        x = chance.draw(min(east), max(east), "longitude", station.code, attempt)
        y = chance.draw(min(north), max(north), "latitude", station.code, attempt)
        if contains(points, x, y):
            return x / SCALE, y / SCALE
        attempt += 1


def contains(ring: list[tuple[int, int]], x: int, y: int) -> bool:
    """Whether a point lies inside a closed ring: a ray to the east crosses its border oddly often."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        if (y1 > y) != (y2 > y) and (side > 0) == (y2 > y1):
            inside = not inside
    return inside
