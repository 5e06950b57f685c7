"""Lists: the rows a person works on, and the rows that were stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from siaga.desks.offices.access import may
from siaga.desks.offices.access import regions as regions_of
from siaga.desks.places.models import Level
from siaga.desks.places.queries import inside
from siaga.desks.results.addresses import election_of
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries.desk import (
    LIGHTS,
    DeskLine,
    Wanted,
    desk_rows,
    held_rows,
    questioned_rows,
)
from siaga.desks.results.sources import hands_in_now
from siaga.desks.results.states import CONFIRMABLE, ENTERABLE, State
from siaga.desks.trail.access import requires
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("station", _("Station"), lambda line: line.station),
    Column("name", _("Name"), lambda line: line.label),
    Column("ward", _("Ward"), lambda line: line.ward_name),
    Column("district", _("District"), lambda line: line.district_name),
    Column("contest", _("Contest"), lambda line: line.contest_name),
    Column("state", _("State"), lambda line: line.state_label),
    Column("errors", _("Broken identities"), lambda line: line.errors, numeric=True),
    Column("reason", _("Reason"), lambda line: line.reason or None),
    Column("entered_by", _("Entered by"), lambda line: line.entered_by),
    Column("confirmed_by", _("Confirmed by"), lambda line: line.confirmed_by),
    Column("changed", _("Changed"), lambda line: line.changed_at),
    Column("sample", _("Sample"), lambda line: line.sample),
]


SCREEN = [
    Column("station", _("Station"), lambda line: line.station),
    Column("ward", _("Ward"), lambda line: line.ward_name),
    Column("district", _("District"), lambda line: line.district_name),
    Column("contest", _("Contest"), lambda line: line.office),
    Column("state", _("State"), lambda line: line.state_label),
    Column("entered_by", _("Entered by"), lambda line: line.entered_by),
    Column("changed", _("Changed"), lambda line: line.changed_at),
]
"""What fits a screen; a download holds `COLUMNS`."""

TASKS = {"isi": frozenset(ENTERABLE - CONFIRMABLE), "periksa": frozenset(CONFIRMABLE)}
"""The states that wait for a kind of work, by its word in the address: to be entered, to be confirmed."""


@requires("results.read")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Rows within the visitor's places, filtered, sorted and downloadable."""
    election = election_of(request)
    lines = desk_rows(request.user, election, filters(request))
    if form := wanted(request):
        return Listing(request, lines, COLUMNS, sort="station").download(
            form, name=f"formulir-{election.code}"
        )
    listing = Listing(request, lines, SCREEN, sort="station")
    context = {
        "election": election,
        "listing": listing,
        "counts": _counts(lines),
        "choices": choices_of(election, request.user),
        "may_enter": may(request.user, "results.enter"),
        "may_confirm": may(request.user, "results.confirm"),
        "may_supervise": may(request.user, "results.supervise"),
        "to_supervise": _to_supervise(request, listing.rows),
        "todo": _todo(request, lines),
    }
    return render(request, "results/desk.html", context)


@requires("results.read")
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """The rows that were stopped, the longest waiting first, each with formula, inputs and legal basis."""
    election = election_of(request)
    rows = held_rows(request.user, election, filters(request))
    context = {
        "election": election,
        "rows": rows,
        "questioned": questioned_rows(request.user, election, filters(request)),
        "choices": choices_of(election, request.user),
    }
    return render(request, "results/held.html", context)


def filters(request: HttpRequest) -> Wanted:
    """The filters of an address; values that mean nothing do not narrow."""
    asked = request.GET
    sample = {"ya": True, "tidak": False}.get(asked.get("contoh", ""))
    return Wanted(
        contest=asked.get("jenis", ""),
        region=asked.get("wilayah", ""),
        states=_states(asked.get("keadaan", "")),
        sample=sample,
    )


def _states(word: str) -> frozenset[str]:
    """The states a word of the address stands for: those of a task, the one it names, or none."""
    return TASKS.get(word) or frozenset({word} & set(State.values))


def choices_of(election: Any, user: Any) -> dict[str, Any]:
    """What a list of rows may be narrowed to: only regions that lie in the person's places. Whoever stands at
    single stations has none to choose from.
    """
    mine = regions_of(user, "results.read")
    regions = mine.filter(inside("code", election.region_id))
    return {
        "contests": election.contests.order_by("code"),
        "regions": regions.filter(level__in=[Level.DISTRICT, Level.WARD]).order_by("code"),
        "states": State.choices,
    }


def _to_supervise(request: HttpRequest, lines: Iterable[DeskLine]) -> set[int]:
    """The rows of a page whose form this supervisor may still hand in; they stand at few stations."""
    if not may(request.user, "results.supervise"):
        return set()
    rows = ResultRow.objects.filter(pk__in=[line.pk for line in lines]).select_related("station")
    mine = [row for row in rows if may(request.user, "results.supervise", row.station)]
    return {row.pk for row in mine if hands_in_now(row)}


def _counts(lines: Sequence[DeskLine]) -> list[tuple[State, str, int]]:
    """Each state that occurs, with its light and how often."""
    counted = Counter(line.state for line in lines)
    return [(state, LIGHTS[state], counted[state]) for state in State if counted[state]]


def _todo(request: HttpRequest, lines: Sequence[DeskLine]) -> dict[str, int]:
    """How much work waits for this person in the rows on the list."""
    states = Counter(line.state for line in lines)
    enter = may(request.user, "results.enter") and sum(states[s] for s in TASKS["isi"])
    confirm = may(request.user, "results.confirm") and sum(states[s] for s in TASKS["periksa"])
    decide = may(request.user, "results.correct") and states[State.HELD]
    return {"enter": int(enter or 0), "confirm": int(confirm or 0), "decide": int(decide or 0)}
