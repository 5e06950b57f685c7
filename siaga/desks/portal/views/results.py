"""Public pages of results. Only rows that pass the arithmetic of their own form and two people reach them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from siaga.desks.portal.caching import fresh
from siaga.desks.portal.queries.contests import contest_at, region_at, region_url, station_at
from siaga.desks.portal.queries.home import standings
from siaga.desks.portal.queries.map import map_of
from siaga.desks.portal.queries.region_page import Part, RegionPage, region_page
from siaga.desks.portal.queries.station_page import station_page
from siaga.desks.trail.access import public
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing


@public
@require_safe
@fresh
def contests(request: HttpRequest) -> HttpResponse:
    """Every contest with its progress."""
    return render(request, "portal/contests.html", {"elections": standings()})


@public
@require_safe
def contest_root(request: HttpRequest, election: str, contest: str) -> HttpResponse:
    """The short address of a contest leads to its widest region."""
    return redirect(region_url(contest_at(election, contest)))


@public
@require_safe
@fresh
def region(request: HttpRequest, election: str, contest: str, region: str) -> HttpResponse:
    """One contest in one region: totals, progress, map and the regions or stations below."""
    page = _region_page(election, contest, region)
    listing = Listing(request, page.parts, columns(page), sort="code", page_size=1000)
    if form := wanted(request):
        return listing.download(form, name=f"{election}-{contest}-{region}")
    context = {"page": page, "listing": listing, "chart": chart(page)}
    return render(request, "portal/region.html", context)


@public
@require_safe
@fresh
def region_map(request: HttpRequest, election: str, contest: str, region: str) -> HttpResponse:
    """The areas of a page of results as GeoJSON."""
    collection = map_of(_region_page(election, contest, region))
    return JsonResponse(collection, content_type="application/geo+json")


@public
@require_safe
@fresh
def station(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """One contest at one station: every figure of the form and the identities it keeps."""
    found = contest_at(election, contest)
    page = station_page(found, station_at(found, station), get_language() or "id")
    if page is None:
        raise Http404(_("This polling station takes no part in this contest."))
    return render(request, "portal/station.html", {"page": page})


def columns(page: RegionPage) -> list[Column]:
    """The columns of the table of parts, one per line of the ballot among them."""
    pairs = [
        Column(f"paslon{pair.number}", f"{pair.number} · {pair.name}", _votes(pair.number), numeric=True)
        for pair in page.pairs
    ]
    return [
        Column("code", _("Code"), lambda part: part.code),
        Column("name", _("Polling station") if page.of_stations else _("Region"), lambda part: part.name),
        *([Column("state", _("State"), lambda part: part.state)] if page.of_stations else _progress()),
        *pairs,
        Column("valid", _("Valid"), lambda part: part.valid, numeric=True),
        Column("invalid", _("Invalid"), lambda part: part.invalid, numeric=True),
        Column("users", _("Voted"), lambda part: part.users, numeric=True),
        Column("voters", _("Registered"), lambda part: part.voters, numeric=True),
        Column("sample", _("Sample"), lambda part: part.sample),
    ]


def chart(page: RegionPage) -> dict[str, Any]:
    """The bars of the page: for each part with published figures, the percentage of each line of the
    ballot.
    """
    known = [part for part in page.parts if part.valid]
    return {
        "names": [part.name for part in known],
        "series": [
            {
                "name": f"{pair.number} · {pair.name}",
                "number": pair.number,
                "data": [_share(p, pair.number) for p in known],
            }
            for pair in page.pairs
        ],
    }


def _region_page(election: str, contest: str, region: str) -> RegionPage:
    found = contest_at(election, contest)
    return region_page(found, region_at(found, region))


def _progress() -> list[Column]:
    return [
        Column("counted", _("Counted"), lambda part: part.counted, numeric=True),
        Column("stations", _("of stations"), lambda part: part.stations, numeric=True),
    ]


def _votes(number: int) -> Any:
    return lambda part: next(share.votes for share in part.shares if share.number == number)


def _share(part: Part, number: int) -> float | None:
    return next(share.share for share in part.shares if share.number == number)
