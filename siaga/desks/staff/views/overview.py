"""From the whole city down to one polling station: seats, holders, what is missing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from siaga.desks.elections.choice import election_of
from siaga.desks.elections.models import Election
from siaga.desks.places.models import Level, PollingStation, Region
from siaga.desks.places.queries import contains
from siaga.desks.staff import rights
from siaga.desks.staff.kinds import Kind
from siaga.desks.staff.queries import overview as queries
from siaga.desks.staff.queries.seats import formation
from siaga.desks.staff.queries.tallies import Tally, tallies, total
from siaga.desks.staff.rights import CONFIRM, EDIT, Names, kinds_on, may_on
from siaga.desks.staff.views.common import election_or_404
from siaga.desks.trail.access import public, requires
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("body", _("Body"), lambda line: str(line.kind.label)),
    Column("needed", _("By law"), lambda line: line.rule.needed, numeric=True),
    Column("seats", _("Seats"), lambda line: line.tally.seats, numeric=True),
    Column("filled", _("Filled"), lambda line: line.tally.filled, numeric=True),
    Column("missing", _("Vacant seats"), lambda line: line.tally.missing, numeric=True),
    Column("selected", _("Selected"), lambda line: line.tally.selected, numeric=True),
    Column("trained", _("Trained"), lambda line: line.tally.trained, numeric=True),
    Column("sworn", _("Sworn"), lambda line: line.tally.sworn, numeric=True),
    Column("fit", _("Fit"), lambda line: line.tally.fit, numeric=True),
    Column("order", _("Order"), lambda line: list(Kind).index(line.kind), numeric=True, shown=False),
    Column("claimed", _("Claimed by a source"), lambda line: line.claim.claimed if line.claim else None),
]


@requires(rights.READ)
@require_safe
def overview_page(request: HttpRequest) -> HttpResponse:
    """Each body with quota and formula, how far it is, what a source claims; districts beside each other."""
    election = election_of(request)
    if election is None:
        return render(request, "staff/none.html")
    found = queries.overview(election)
    listing = Listing(request, found.lines, COLUMNS, sort="order")
    if form := wanted(request):
        return listing.download(form, name=f"personel-{election.code}")
    context = {
        "election": election,
        "found": found,
        "listing": listing,
        "kinds": [x.kind for x in found.lines],
    }
    return render(request, "staff/overview.html", context | _doors(request.user))


@public
@require_safe
def public_page(request: HttpRequest) -> HttpResponse:
    """How many are needed and how many there are: counts alone, no names."""
    election = election_of(request)
    found = queries.overview(election) if election else None
    return render(request, "staff/public.html", {"election": election, "found": found})


@requires(rights.READ)
@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A city, district or ward: its own bodies seat by seat, and the places inside it with their counts."""
    election = election_or_404(request)
    region = get_object_or_404(Region.objects.select_related("parent").defer("boundary"), code=code)
    below = {Level.CITY: Level.DISTRICT, Level.DISTRICT: Level.WARD}.get(region.level)
    names = Names(request.user)
    context = {
        "election": election,
        "region": region,
        "parents": _parents(region, election),
        "bodies": formation(election, names, region),
        "kinds": list(Kind),
        "children": _children(election, region, below) if below else [],
        "stations": [] if below else _stations(election, region),
        "doubles": 0 if below else queries.doubles(election, region.code),
        "editable": _editable(request.user, region.code),
    }
    return render(request, "staff/place.html", context)


@requires(rights.READ)
@require_safe
def station(request: HttpRequest, code: str) -> HttpResponse:
    """The formation of one polling station: who sits where, and what is empty."""
    election = election_or_404(request)
    rows = PollingStation.objects.filter(map=election.station_map_id).select_related("ward__parent")
    found = get_object_or_404(rows, code=code)
    names = Names(request.user)
    context = {
        "election": election,
        "station": found,
        "parents": [*_parents(found.ward, election), found.ward],
        "bodies": formation(election, names, found),
        "editable": _editable(request.user, found.code),
    }
    return render(request, "staff/station.html", context)


def _doors(user: Any) -> dict[str, bool]:
    """What this person can go on to do."""
    return {
        "may_edit": bool(kinds_on(user, EDIT)),
        "may_confirm": bool(kinds_on(user, CONFIRM)),
    }


def _editable(user: Any, place: str) -> set[str]:
    """The bodies this person appoints in the place."""
    return {kind.value for kind in Kind if may_on(user, EDIT, kind.value, place)}


def _children(election: Election, region: Region, level: Level) -> list[queries.RegionLine]:
    found = tallies(election, level.value, region.code)
    return queries.region_lines(found, region.code, level)


def _stations(election: Election, ward: Region) -> list[tuple[PollingStation, dict[str, Tally], Tally]]:
    """The stations of a ward, each with its bodies and their sum."""
    by_station: dict[str, dict[str, Tally]] = {}
    for (kind, place_), tally in tallies(election, "station", ward.code).items():
        by_station.setdefault(place_, {})[kind] = tally
    rows = PollingStation.objects.filter(map=election.station_map_id, ward=ward, closed_at__isnull=True)
    found = ((row, by_station.get(str(row.pk), {})) for row in rows.order_by("code"))
    return [(row, own, total(own.values())) for row, own in found]


def _parents(region: Region, election: Election) -> list[Region]:
    """The regions above, from the city down."""
    above = region.parent
    return [*_parents(above, election), above] if above and contains(election.region_id, above.code) else []
