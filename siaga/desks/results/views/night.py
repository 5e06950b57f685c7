"""The command post for the night: one page that asks for its own news while somebody looks at it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siaga.desks.offices.access import remember
from siaga.desks.results.addresses import election_of
from siaga.desks.results.night_shapes import curves, squares
from siaga.desks.results.queries.night import FORMULAS, Area, Night, contest_of, night
from siaga.desks.results.queries.night.rows import Phase
from siaga.desks.trail.access import requires

SHOWN = 12
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
    """Each district with its wards: the squares of their stations, and the same in words."""
    words = {phase: str(phase.label) for phase in Phase}
    wards: dict[str, list[Any]] = {}
    for ward in found.areas:
        says = " · ".join(f"{words[phase]} {number}" for phase, number in ward.counts if number)
        wards.setdefault(ward.parent, []).append((ward, squares(ward), says))
    return [{"area": area, "wards": wards[area.code]} for area in found.areas if not area.parent]


def _painted(found: Night) -> dict[str, dict[str, Any]]:
    """What the map shows of each area, by code."""
    return {
        area.code: {
            "phase": area.phase.value,
            "name": area.name,
            "says": f"{area.arrived} / {area.stations}",
            "word": _word(area),
            "share": area.arrived / area.stations,
            "held": area.phases[Phase.HELD],
        }
        for area in found.areas
    }


def _word(area: Area) -> str:
    """How many are held, since that outline is not for everyone to see; empty where none is."""
    held = area.phases[Phase.HELD]
    return ngettext("%(n)s held", "%(n)s held", held) % {"n": held} if held else ""


def _outlined(found: Night) -> str:
    """The narrowest region that holds all that is shown: its parts are drawn."""
    districts = [area.code for area in found.areas if not area.parent]
    wards = [area.code for area in found.areas if area.parent]
    if len(wards) == 1:
        return wards[0]
    return districts[0] if len(districts) == 1 else str(found.contest.election.region_id)
