"""Regions and polling stations as JSON and GeoJSON."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition
from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from siaga.desks.places.models import PollingStation, Region, StationMap
from siaga.desks.places.queries import (
    Filter,
    RegionNode,
    boundaries_of,
    current_map,
    points_of,
    region_tree,
    stations,
)
from siaga.desks.places.queries.maps import geometry_tag
from siaga.desks.trail.access import public
from siaga.web.problems import ERRORS

router = Router(tags=["places"])

MOST = 500
"""Stations of one page of the list."""

CODE = Path(..., description="Dotted Kemendagri code, such as 18.72.01", pattern=r"^[0-9.]{2,13}$")
ELECTION = Query("", description="Code of the election whose stations count; the current one when left out")


class FiguresOut(Schema):
    stations: int = Field(description="Polling stations that are open")
    special: int = Field(description="Of these, stations at a special location")
    voters: int | None = Field(description="Registered voters (DPT); null when no station states them")
    men: int
    women: int
    unstated: int = Field(description="Stations that state no voters")
    sample: int = Field(description="Stations made up for demonstration")


class RegionTreeOut(Schema):
    code: str = Field(description="Dotted Kemendagri code")
    name: str
    level: str = Field(description="province, city, district or ward")
    figures: FiguresOut
    parts: list[RegionTreeOut]


class PlaceOut(Schema):
    code: str = Field(description="13 digits: the ward's ten and the station's three")
    name: str
    ward: str = Field(description="Dotted code of the ward")
    number: int
    kind: str = Field(description="regular or special")
    address: str | None
    latitude: float | None = Field(description="Degrees WGS 84")
    longitude: float | None = Field(description="Degrees WGS 84")
    voters: int | None = Field(description="Registered voters (DPT)")
    men: int | None
    women: int | None
    sample: bool = Field(description="Made up for demonstration")
    source: str | None = Field(description="Title of the source")
    closed: bool = Field(description="No longer in the source; kept, never deleted")


class PlacesOut(Schema):
    count: int = Field(description="Stations that fit")
    items: list[PlaceOut]


@router.get("/regions/{code}", response={200: RegionTreeOut} | ERRORS, summary="A region and its parts")
@public
def get_region(request: HttpRequest, code: str = CODE, election: str = ELECTION) -> RegionTreeOut:
    """A region with everything inside it down to the ward; sums over the stations, computed at the call."""
    tree = region_tree(_map(election), code)
    if tree is None:
        raise Http404(_("There is no region %(code)s.") % {"code": code})
    return _tree(tree)


def _tag(request: HttpRequest, code: str, election: str = "", **_path: Any) -> str:
    return geometry_tag(current_map(election), code)


@router.get(
    "/regions/{code}/outlines.geojson",
    summary="Outlines of the regions inside a region",
    response={200: Any} | ERRORS,
)
@decorate_view(condition(etag_func=_tag))
@public
def get_outlines(request: HttpRequest, code: str = CODE, election: str = ELECTION) -> JsonResponse:
    """GeoJSON (RFC 7946) with an ETag; of a ward, its own outline."""
    return _geojson(boundaries_of(_region(code), _map(election)))


@router.get(
    "/regions/{code}/stations.geojson",
    summary="Stations inside a region as points",
    response={200: Any} | ERRORS,
)
@decorate_view(condition(etag_func=_tag))
@public
def get_points(request: HttpRequest, code: str = CODE, election: str = ELECTION) -> JsonResponse:
    """GeoJSON (RFC 7946) with an ETag; stations whose place no source states are left out."""
    return _geojson(points_of(_region(code), _map(election)))


@router.get("/regions/{code}/stations", response={200: PlacesOut} | ERRORS, summary="Stations of a region")
@public
def list_stations(
    request: HttpRequest,
    code: str = CODE,
    election: str = ELECTION,
    kind: str = Query("", description="regular or special", pattern="^(regular|special)?$"),
    offset: int = Query(0, ge=0, le=1_000_000, description="Stations to skip"),
    limit: int = Query(100, ge=1, le=MOST, description="Stations to return"),
) -> PlacesOut:
    """In the order of their codes; ask for the next page with `offset`."""
    found = stations(_map(election), Filter(region=_region(code).code, kind=kind))
    return PlacesOut(count=found.count(), items=[_place(row) for row in found[offset : offset + limit]])


def _map(election: str) -> StationMap:
    found = current_map(election)
    if found is None:
        raise Http404(_("There is no election %(code)s.") % {"code": election})
    return found


def _region(code: str) -> Region:
    found = Region.objects.defer("boundary").filter(code=code).first()
    if found is None:
        raise Http404(_("There is no region %(code)s.") % {"code": code})
    return found


def _geojson(collection: dict[str, Any]) -> JsonResponse:
    return JsonResponse(collection, content_type="application/geo+json")


def _tree(node: RegionNode) -> RegionTreeOut:
    line, figures = node.region, node.region.figures
    return RegionTreeOut(
        code=line.code,
        name=line.name,
        level=line.level,
        figures=FiguresOut(
            stations=figures.stations,
            special=figures.special,
            voters=figures.voters_stated,
            men=figures.men,
            women=figures.women,
            unstated=figures.unstated,
            sample=figures.sample,
        ),
        parts=[_tree(part) for part in node.parts],
    )


def _place(station: PollingStation) -> PlaceOut:
    longitude, latitude = station.point or (None, None)
    return PlaceOut(
        code=station.code,
        name=station.label,
        ward=station.ward_id,
        number=station.number,
        kind=station.kind,
        address=station.address or None,
        latitude=latitude,
        longitude=longitude,
        voters=station.voters_total,
        men=station.voters_men,
        women=station.voters_women,
        sample=station.sample,
        source=station.source.title if station.source else None,
        closed=station.closed_at is not None,
    )
