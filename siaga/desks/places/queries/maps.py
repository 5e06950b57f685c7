"""What a map draws: outlines of regions and points of stations as GeoJSON (RFC 7946), and whose stations."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db.models import F, Max
from django.urls import reverse
from django.utils.translation import get_language

from siaga.desks.places.models import PollingStation, Region, StationMap
from siaga.desks.places.queries.codes import inside, touches
from siaga.desks.places.queries.figures import Figures, figures_by_region
from siaga.desks.trail.models import Entry

CLASSES = 5
"""Steps of the graduated fill."""


def current_map(code: str = "") -> StationMap | None:
    """The mapping of stations with this code (an election's), or that of the election loaded last."""
    if code:
        return StationMap.objects.filter(code=code).first()
    return StationMap.objects.order_by(F("elections__loaded_at").desc(nulls_last=True), "-pk").first()


def map_around(place: str = "") -> StationMap | None:
    """The mapping of the election loaded last whose region holds a place or lies in it; else the current."""
    known = StationMap.objects.order_by(F("elections__loaded_at").desc(nulls_last=True), "-pk")
    regions = known.exclude(elections=None).values_list("pk", "elections__region")
    near = next((pk for pk, region in regions if place and touches(region, place)), None)
    return StationMap.objects.get(pk=near) if near else known.first()


def boundaries_of(region: Region, station_map: StationMap | None) -> dict[str, Any]:
    """The outlines of the regions inside a region (its own for a ward), as a feature collection.

    Each feature carries code, name, address, its stations and voters, and `step`, 0 to 4: in which fifth of
    the range of voters it lies, for the fill; null when nobody states its voters.
    """
    shown = Region.objects.filter(parent=region).exclude(boundary=None).select_related("boundary_source")
    own = Region.objects.filter(pk=region.pk).exclude(boundary=None).select_related("boundary_source")
    found = list(shown) or list(own)
    figures = figures_by_region(station_map) if station_map else {}
    steps = _steps({r.code: figures[r.code].voters_stated for r in found if r.code in figures})
    features = [_outline(r, figures.get(r.code, Figures()), steps.get(r.code)) for r in found]
    return {"type": "FeatureCollection", "features": features}


def points_of(region: Region, station_map: StationMap | None) -> dict[str, Any]:
    """The stations inside a region whose place is stated, as a feature collection of points."""
    found = PollingStation.objects.filter(inside("ward__code", region.code), map=station_map, closed_at=None)
    placed = found.exclude(latitude=None).select_related("ward").defer("ward__boundary")
    return {"type": "FeatureCollection", "features": [_point(station) for station in placed]}


_DRAWN = [kind._meta.label_lower for kind in (Region, StationMap, PollingStation)]


def geometry_tag(station_map: StationMap | None, code: str) -> str:
    """An entity tag of what a region's map draws: all of it changes only with an act in the trail."""
    last = Entry.objects.filter(subject_type__in=_DRAWN).aggregate(last=Max("index"))["last"]
    parts = (code, station_map.pk if station_map else None, last, get_language())
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _outline(region: Region, figures: Figures, step: int | None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": region.boundary,
        "properties": {
            "code": region.code,
            "name": region.name,
            "address": reverse("places:region", args=[region.code]),
            "stations": figures.stations,
            "voters": figures.voters_stated,
            "step": step,
            "source": region.boundary_source.title if region.boundary_source else "",
        },
    }


def _point(station: PollingStation) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(station.point or ())},
        "properties": {
            "code": station.code,
            "name": station.label,
            "ward": station.ward.name,
            "address": reverse("places:station", args=[station.code]),
            "special": station.kind == PollingStation.Kind.SPECIAL,
            "voters": station.voters_total,
            "sample": station.sample,
        },
    }


def _steps(voters: dict[str, int | None]) -> dict[str, int]:
    """Which of the equal steps between the fewest and the most voters each region lies in."""
    stated = {code: value for code, value in voters.items() if value is not None}
    if not stated:
        return {}
    low, high = min(stated.values()), max(stated.values())
    width = (high - low) / CLASSES or 1
    return {code: min(int((value - low) / width), CLASSES - 1) for code, value in stated.items()}
