"""Pages of stations: the filtered list and the page of one station."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from siaga.desks.places.forms import RefusalForm, StationFilter
from siaga.desks.places.models import PollingStation, Region
from siaga.desks.places.queries import ancestors, station_page
from siaga.desks.places.queries import stations as find_stations
from siaga.desks.places.services.correct import ACTION
from siaga.desks.places.views.common import carried, chosen_map
from siaga.desks.trail.access import public
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("code", gettext_lazy("Code"), lambda station: station.code),
    Column("name", gettext_lazy("Polling station"), lambda station: station.label),
    Column("ward", gettext_lazy("Ward"), lambda station: station.ward.name),
    Column("kind", gettext_lazy("Kind"), lambda station: station.get_kind_display(), shown=False),
    Column("address", gettext_lazy("Address"), lambda station: station.address or None),
    Column("men", gettext_lazy("Men"), lambda station: station.voters_men, numeric=True),
    Column("women", gettext_lazy("Women"), lambda station: station.voters_women, numeric=True),
    Column("voters", gettext_lazy("Voters"), lambda station: station.voters_total, numeric=True),
    Column("latitude", gettext_lazy("Latitude"), lambda station: station.latitude, shown=False),
    Column("longitude", gettext_lazy("Longitude"), lambda station: station.longitude, shown=False),
    Column("source", gettext_lazy("Source"), lambda station: station.source and station.source.title),
    Column("sample", gettext_lazy("Sample"), lambda station: station.sample, shown=False),
]


@public
@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    """Every station of the current map that fits the filter."""
    station_map = chosen_map(request)
    if station_map is None:
        return render(request, "places/nothing.html")
    form = StationFilter(request.GET)
    narrowed = form.wanted()
    listing = Listing(request, find_stations(station_map, narrowed), COLUMNS, sort="code")
    if wanted_form := wanted(request):
        return listing.download(wanted_form, f"tps-{narrowed.region or station_map.code}")
    context = {
        "listing": listing,
        "form": form,
        "map": station_map,
        "region": Region.objects.defer("boundary").filter(code=narrowed.region).first(),
        "carried": carried(request),
    }
    return render(request, "places/stations.html", context)


@public
@require_safe
def station(request: HttpRequest, code: str) -> HttpResponse:
    """One station: where, how many voters, which contests, and everything that happened to it."""
    found = station_at(request, code)
    context = {
        "page": station_page(found),
        "above": [*ancestors(found.ward), found.ward],
        "may_edit": request.user.has_perm(ACTION, found.ward_id),
        "refusal": RefusalForm(),
        "carried": carried(request),
    }
    return render(request, "places/station.html", context)


def station_at(request: HttpRequest, code: str) -> PollingStation:
    """The station of this code on the chosen map, or 404."""
    known = PollingStation.objects.select_related("ward__parent", "map", "source").defer(
        "ward__boundary", "ward__parent__boundary"
    )
    found = known.filter(map=chosen_map(request, code), code=code).first()
    if found is None:
        raise Http404(_("There is no polling station %(code)s.") % {"code": code})
    return found
