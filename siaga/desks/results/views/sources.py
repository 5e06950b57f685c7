"""Lists of the two sources: what waits for its supervisor, what differs, what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from siaga.desks.offices.access import may
from siaga.desks.results.addresses import election_of
from siaga.desks.results.queries.desk import DeskLine
from siaga.desks.results.queries.sources import LIGHTS, SourceLine, Standing, labelled, source_lines
from siaga.desks.results.views.desk import choices_of, filters
from siaga.desks.trail.access import requires
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("station", _("Station"), lambda one: one.line.station),
    Column("name", _("Name"), lambda one: one.line.label),
    Column("ward", _("Ward"), lambda one: one.line.ward_name),
    Column("district", _("District"), lambda one: one.line.district_name),
    Column("contest", _("Contest"), lambda one: one.line.contest_name),
    Column("state", _("State"), lambda one: one.line.state_label),
    Column("sources", _("Two sources"), lambda one: str(one.standing.label)),
    Column("differing", _("Figures that differ"), lambda one: "; ".join(one.named) or None),
    Column("handed", _("Handed in"), lambda one: one.handed_at),
    Column("decided", _("Decided at"), lambda one: one.decided_at or None),
    Column("reason", _("Reason"), lambda one: one.reason or None),
    Column("sample", _("Sample"), lambda one: one.line.sample),
]

SCREEN = [
    Column("station", _("Station"), lambda one: one.line.station),
    Column("ward", _("Ward"), lambda one: one.line.ward_name),
    Column("contest", _("Contest"), lambda one: one.line.office),
    Column("state", _("State"), lambda one: one.line.state_label),
    Column("sources", _("Two sources"), lambda one: str(one.standing.label)),
    Column("differing", _("Figures that differ, or what was decided"), lambda one: "; ".join(one.named)),
    Column("handed", _("Handed in"), lambda one: one.handed_at),
]
"""What fits a screen; a download holds `COLUMNS`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the list with the differing figures by their wording."""

    line: DeskLine
    standing: Standing
    light: str
    handed_at: Any
    named: tuple[str, ...]
    decided_at: str
    reason: str


@requires("results.read")
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Rows within the visitor's places by where they stand between their two sources."""
    election = election_of(request)
    found = source_lines(request.user, election, filters(request))
    asked = request.GET.get("sumber", "")
    kept = [one for one in found if asked not in Standing.values or one.standing == asked]
    shown = _shown(labelled(election, (one.differing for one in kept)), kept)
    if form := wanted(request):
        listing = Listing(request, shown, COLUMNS, sort="station")
        return listing.download(form, name=f"sumber-{election.code}")
    context = {
        "election": election,
        "listing": Listing(request, shown, SCREEN, sort="station"),
        "counts": _counts(found),
        "choices": choices_of(election, request.user),
        "may_decide": may(request.user, "results.correct"),
    }
    return render(request, "results/sources.html", context)


def _shown(wording: dict[str, str], found: Sequence[SourceLine]) -> list[Shown]:
    return [
        Shown(
            one.line,
            one.standing,
            one.light,
            one.handed_at,
            tuple(wording.get(name, name) for name in one.differing),
            one.decided_at,
            one.reason,
        )
        for one in found
    ]


def _counts(found: Sequence[SourceLine]) -> list[tuple[Standing, str, int]]:
    """Each standing that occurs, with its light and how often."""
    counted = Counter(one.standing for one in found)
    return [(standing, LIGHTS[standing], counted[standing]) for standing in Standing if counted[standing]]
