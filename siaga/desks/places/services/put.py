"""Bringing the map in line with a pack: regions with their boundaries, the mapping of stations, the stations.

Each call reads first, writes only what differs, and leaves one entry in the trail; see `trail.services.put`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction

from siaga.desks.places.models import PollingStation, Region, StationMap
from siaga.desks.trail.services.put import KindChanges, put
from siaga.desks.trail.services.record import Subject
from siaga.desks.trail.services.sources import Sources, origin_fields
from siaga.engines.packs import model as packs

_PLACES_OF_A_DEGREE = 5
"""Decimal places kept of a station's coordinates: about one metre."""
_PLACES_OF_A_BOUNDARY = 6
"""Decimal places kept of a boundary's points: about a tenth of a metre, less than its source can know."""


@transaction.atomic
def put_regions(
    regions: Iterable[packs.Region], boundaries: Iterable[packs.Boundary], sources: Sources
) -> KindChanges:
    """Bring regions in line with a pack; regions of other packs stay as they are."""
    outlines = {boundary.region: boundary for boundary in boundaries}
    wanted = [_region(row, outlines.get(row.code), sources) for row in regions]
    known = Region.objects.filter(code__in=[region.code for region in wanted])
    return put(known, wanted, key=("code",), about=Subject("places.region", "", f"{len(wanted)} regions"))


@transaction.atomic
def put_station_map(code: str, name: str) -> tuple[KindChanges, StationMap]:
    """Make sure the mapping of stations of an election exists, and return it."""
    wanted = StationMap(code=code, name=name)
    known = StationMap.objects.filter(code=code)
    about = Subject("places.stationmap", code, name)
    changes = put(known, [wanted], key=("code",), about=about, ours=_SOURCED)
    return changes, wanted


@transaction.atomic
def put_stations(
    station_map: StationMap, stations: Iterable[packs.PollingStation], sources: Sources
) -> KindChanges:
    """Bring the stations of one mapping in line with a pack; stations that left it are closed, never deleted.

    Closing keeps the row, its results and its trail. A station that returns is opened again. Coordinates,
    address and name that two people corrected here win over the pack: see `_keep_corrections`.
    """
    wanted = [_station(row, station_map, sources) for row in stations]
    _keep_corrections(station_map, wanted)
    about = Subject("places.pollingstation", station_map.code, f"{station_map}: {len(wanted)} stations")
    return put(station_map.stations.all(), wanted, key=("code",), about=about)


_SOURCED = ("source", "source_place", "precision", "doubt")


def _region(row: packs.Region, boundary: packs.Boundary | None, sources: Sources) -> Region:
    return Region(
        code=row.code,
        name=row.name,
        level=row.level.value,
        parent_id=row.parent,
        boundary=_geometry(boundary) if boundary else None,
        boundary_source=sources[boundary.source] if boundary else None,
        **origin_fields(Region, row.origin, sources),
    )


def _station(row: packs.PollingStation, station_map: StationMap, sources: Sources) -> PollingStation:
    return PollingStation(
        map=station_map,
        ward_id=row.ward,
        code=row.code,
        number=row.number,
        kind=row.kind.value,
        name=row.name,
        address=row.address or "",
        latitude=_degrees(row.latitude),
        longitude=_degrees(row.longitude),
        voters_total=row.dpt_total,
        voters_men=row.dpt_men,
        voters_women=row.dpt_women,
        **origin_fields(PollingStation, row.origin, sources),
    )


def _keep_corrections(station_map: StationMap, wanted: list[PollingStation]) -> None:
    """Let what two people have corrected here stand, whatever an older file says."""
    corrected = station_map.stations.filter(corrections__state="applied").prefetch_related("corrections")
    by_code = {station.code: station for station in corrected}
    for row in wanted:
        if station := by_code.get(row.code):
            applied = (c for c in station.corrections.all() if c.state == "applied")
            for field in {name for correction in applied for name in correction.after}:
                setattr(row, field, getattr(station, field))


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.{_PLACES_OF_A_DEGREE}f}")


def _geometry(boundary: packs.Boundary) -> dict[str, Any]:
    """The outline as GeoJSON, its points rounded: sixteen digits of a degree are noise."""
    geometry = boundary.geometry()
    return geometry | {"coordinates": _rounded(geometry["coordinates"])}


def _rounded(value: Any) -> Any:
    if isinstance(value, float | int):
        return round(float(value), _PLACES_OF_A_BOUNDARY)
    return [_rounded(item) for item in value]
