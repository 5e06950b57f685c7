"""Sums over stations, ward by ward, rolled up to every region above: never a stored counter."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import add, attrgetter
from typing import Any

from django.db.models import Count, Q, Sum

from siaga.desks.places.models import StationMap

LEVEL_LENGTHS = PROVINCE, CITY, DISTRICT, WARD = (2, 5, 8, 13)
"""Characters of the dotted code of a province, city, district and ward."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Stations and registered voters of a place, in stations and persons.

    `men`, `women` and `voters` count the stations whose source states them; `unstated` is how many do not
    state a total, `sample` how many are made up for demonstration, `placed` how many have coordinates.
    """

    stations: int = 0
    special: int = 0
    sample: int = 0
    placed: int = 0
    unstated: int = 0
    voters: int = 0
    men: int = 0
    women: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*map(add, _COUNTS(self), _COUNTS(other)))

    @property
    def voters_stated(self) -> int | None:
        """The voters, or None when no station states any."""
        return self.voters if self.unstated < self.stations else None

    @property
    def per_station(self) -> float | None:
        """Voters per station that states them."""
        stating = self.stations - self.unstated
        return self.voters / stating if stating else None


_NAMES = tuple(field.name for field in fields(Figures))
_COUNTS = attrgetter(*_NAMES)


def figures_by_region(station_map: StationMap) -> dict[str, Figures]:
    """The figures of every region with stations, by its code, from one query, closed stations left out."""
    found: dict[str, Figures] = {}
    for ward, figures in _by_ward(station_map):
        for length in LEVEL_LENGTHS:
            code = ward[:length]
            found[code] = found.get(code, Figures()) + figures
    return found


def _by_ward(station_map: StationMap) -> list[tuple[str, Figures]]:
    rows = (
        station_map.stations.filter(closed_at=None)
        .order_by()
        .values("ward_id")
        .annotate(
            stations=Count("id"),
            special=Count("id", filter=Q(kind="special")),
            sample=Count("id", filter=Q(sample=True)),
            placed=Count("latitude"),
            unstated=Count("id", filter=Q(voters_total=None)),
            voters=Sum("voters_total", default=0),
            men=Sum("voters_men", default=0),
            women=Sum("voters_women", default=0),
        )
    )
    return [(row["ward_id"], _figures(row)) for row in rows]


def _figures(row: dict[str, Any]) -> Figures:
    return Figures(**{name: row[name] for name in _NAMES})
