"""The command post for the night: one page that asks for its own news while somebody looks at it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siaga.desks.offices.access import remember
from siaga.desks.results.addresses import election_of
from siaga.desks.results.night_shapes import curves, squares
from siaga.desks.results.queries.night import FORMULAS, Night, contest_of, night
from siaga.desks.trail.access import requires

SHOWN = 25
"""Lines of each list on the page; the lists of the desk have them all."""


@requires("results.read")
@never_cache
@require_safe
def night_page(request: HttpRequest) -> HttpResponse:
    """The count as it stands within the visitor's places: what came, what is late, what is held."""
    return render(request, "results/night.html", _context(request))


@requires("results.read")
@never_cache
@require_safe
def night_news(request: HttpRequest) -> HttpResponse:
    """What changes on that page, for the page that is already open."""
    return render(request, "results/night_news.html", _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    remember(request.user)
    election = election_of(request)
    contest = contest_of(election, request.GET.get("jenis", ""))
    if contest is None:
        raise Http404(_("No such contest in this election."))
    found = night(request.user, contest, timezone.now(), request.GET.get("wilayah", ""))
    return {
        "election": election,
        "contests": election.contests.order_by("code"),
        "night": found,
        "shown": SHOWN,
        "districts": _districts(found),
        "curves": curves(found.pace, found.whole.stations),
        "painted": _painted(found),
        "outlines": _outlined(found),
        "formulas": FORMULAS,
    }


def _districts(found: Night) -> list[dict[str, Any]]:
    """Each district with its wards and the squares of their stations."""
    return [
        {
            "area": district,
            "wards": [(ward, squares(ward)) for ward in found.areas if ward.parent == district.code],
        }
        for district in found.areas
        if not district.parent
    ]


def _painted(found: Night) -> dict[str, dict[str, Any]]:
    """What the map shows of each area, by code."""
    return {
        area.code: {
            "phase": area.phase.value,
            "name": area.name,
            "says": f"{area.arrived} / {area.stations}",
            "word": str(area.phase.label),
        }
        for area in found.areas
    }


def _outlined(found: Night) -> str:
    """The narrowest region that holds all that is shown: its parts are drawn."""
    districts = [area.code for area in found.areas if not area.parent]
    wards = [area.code for area in found.areas if area.parent]
    if len(wards) == 1:
        return wards[0]
    return districts[0] if len(districts) == 1 else str(found.contest.election.region_id)
