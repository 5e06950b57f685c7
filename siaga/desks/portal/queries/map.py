"""The map of a page of results: the boundaries of its parts with what a reader wants to see on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from siaga.desks.places.models import PollingStation, Region
from siaga.desks.portal.queries.region_page import Part, RegionPage
from siaga.desks.portal.queries.shares import leaders

Feature = dict[str, Any]


def map_of(page: RegionPage) -> dict[str, Any]:
    """A GeoJSON FeatureCollection (RFC 7946): areas of the parts, or of the ward itself and points of
    its stations.

    Properties: `code`, `name`, `url`, `covered` (percent or null), `leaders` (numbers on the ballot),
    `share` of the first leader, `open` (whether what is not counted could still change the order).
    """
    features = _stations(page) if page.of_stations else _regions(page)
    return {"type": "FeatureCollection", "features": features}


def _regions(page: RegionPage) -> list[Feature]:
    parts = {part.code: part for part in page.parts}
    found = Region.objects.filter(code__in=parts, boundary__isnull=False)
    return [_feature(region.boundary, parts[region.code]) for region in found]


def _stations(page: RegionPage) -> list[Feature]:
    area = [_area(page.region)] if page.region.boundary else []
    return area + list(_points(page))


def _points(page: RegionPage) -> Iterable[Feature]:
    parts = {part.code: part for part in page.parts}
    stations = PollingStation.objects.filter(
        map=page.contest.election.station_map_id, code__in=parts, latitude__isnull=False
    )
    for station in stations:
        point = {"type": "Point", "coordinates": [float(station.longitude), float(station.latitude)]}
        yield _feature(point, parts[station.code])


def _area(region: Region) -> Feature:
    properties = {"code": region.code, "name": region.name, "url": "", "covered": None, "leaders": []}
    return {"type": "Feature", "geometry": region.boundary, "properties": properties}


def _feature(geometry: dict[str, Any], part: Part) -> Feature:
    first = next((share for share in part.shares if share.leads), None)
    properties = {
        "code": part.code,
        "name": part.name,
        "url": part.url,
        "covered": part.covered,
        "leaders": leaders(part.shares),
        "share": first.share if first else None,
        "open": part.open_order,
    }
    return {"type": "Feature", "geometry": geometry, "properties": properties}
