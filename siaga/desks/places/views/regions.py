"""Pages of regions: map and table at every level, and the geometry the map draws."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import condition, require_safe

from siaga.desks.places.models import PollingStation, Region, StationMap
from siaga.desks.places.queries import Filter, RegionPage, region_page, root_of, stations
from siaga.desks.places.queries.maps import boundaries_of, geometry_tag, points_of
from siaga.desks.places.views.common import carried, chosen_map
from siaga.desks.places.views.stations import COLUMNS as STATION_COLUMNS
from siaga.desks.trail.access import public
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("code", gettext_lazy("Code"), lambda line: line.code),
    Column("name", gettext_lazy("Region"), lambda line: line.name),
    Column("stations", gettext_lazy("Stations"), lambda line: line.figures.stations, numeric=True),
    Column("special", gettext_lazy("Special"), lambda line: line.figures.special, numeric=True),
    Column("men", gettext_lazy("Men"), lambda line: line.figures.men, numeric=True),
    Column("women", gettext_lazy("Women"), lambda line: line.figures.women, numeric=True),
    Column("voters", gettext_lazy("Voters"), lambda line: line.figures.voters_stated, numeric=True),
    Column(
        "published",
        gettext_lazy("Published"),
        lambda line: line.published and line.published.value,
        numeric=True,
    ),
    Column("source", gettext_lazy("Source"), lambda line: line.published and line.published.source.title),
    Column("sample", gettext_lazy("Sample"), lambda line: line.figures.sample, numeric=True),
]


@public
@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """The whole city of the current election."""
    station_map = chosen_map(request)
    code = root_of(station_map) if station_map else ""
    if not code:
        return render(request, "places/nothing.html")
    return _show(request, station_map, code)


@public
@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One region of any level."""
    station_map = chosen_map(request, code)
    if station_map is None:
        return render(request, "places/nothing.html")
    return _show(request, station_map, code)


@public
@require_safe
@condition(etag_func=lambda request, code: geometry_tag(chosen_map(request, code), code))
def outlines(request: HttpRequest, code: str) -> HttpResponse:
    """Outlines of the regions inside a region, GeoJSON; kept by the browser until something changes."""
    return _geojson(boundaries_of(_region(code), chosen_map(request, code)))


@public
@require_safe
@condition(etag_func=lambda request, code: geometry_tag(chosen_map(request, code), code))
def points(request: HttpRequest, code: str) -> HttpResponse:
    """Stations inside a region whose place is stated, GeoJSON."""
    return _geojson(points_of(_region(code), chosen_map(request, code)))


def _show(request: HttpRequest, station_map: StationMap, code: str) -> HttpResponse:
    page = region_page(station_map, _region(code))
    listing = _listing(request, station_map, page)
    if form := wanted(request):
        return listing.download(form, f"wilayah-{code}-{station_map.code}")
    context = {"page": page, "listing": listing, "map": station_map, "carried": carried(request)}
    return render(request, "places/region.html", context)


def _listing(request: HttpRequest, station_map: StationMap, page: RegionPage) -> Listing:
    """The parts of the region; of a ward, its stations."""
    if page.is_ward:
        rows: list[PollingStation] = list(stations(station_map, Filter(region=page.region.code)))
        return Listing(request, rows, STATION_COLUMNS, sort="code")
    return Listing(request, page.parts, COLUMNS, sort="code")


def _region(code: str) -> Region:
    found = (
        Region.objects.select_related("source", "boundary_source").defer("boundary").filter(code=code).first()
    )
    if found is None:
        raise Http404(_("There is no region %(code)s.") % {"code": code})
    return found


def _geojson(collection: dict) -> HttpResponse:
    return JsonResponse(collection, content_type="application/geo+json")
