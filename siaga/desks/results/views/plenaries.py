"""The plenaries: opened, told what happened, closed with the number of the minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from siaga.desks.elections.models import Election
from siaga.desks.offices.access import may, require
from siaga.desks.places.models import Region
from siaga.desks.results.addresses import election_of, plenary_at
from siaga.desks.results.errors import Refused
from siaga.desks.results.forms_events import EventOfPlenaryForm, MinutesForm, PlenaryForm
from siaga.desks.results.models import Plenary, PlenaryMinutes
from siaga.desks.results.queries.events import (
    corrected_at,
    events_of_plenary,
    plenaries_of,
    regions_of_plenaries,
)
from siaga.desks.results.services import close_plenary, note_event_of_plenary, open_plenary
from siaga.desks.trail.access import requires


@requires("results.read")
@require_safe
def plenaries(request: HttpRequest) -> HttpResponse:
    """The plenaries in the visitor's places, the latest first."""
    return _list(request)


@requires("results.correct")
@require_POST
def open_one(request: HttpRequest) -> HttpResponse:
    """Write down that a plenary began."""
    election = election_of(request)
    form = PlenaryForm(_regions(request), request.POST)
    with timezone.override(election.time_zone):
        valid = form.is_valid()
    if not valid:
        return _list(request, form, _MISSING, 422)
    region = get_object_or_404(Region, code=form.cleaned_data["region"])
    try:
        noted = open_plenary(election, region, request.user, form.said())
    except Refused as refusal:
        return _list(request, form, refusal.sentence, refusal.status)
    messages.success(request, _("Written down."))
    return redirect(_address(noted.record.pk))


@requires("results.read")
@require_safe
def plenary(request: HttpRequest, number: int) -> HttpResponse:
    """One plenary: who presided, what was corrected there, what happened."""
    return _page(request, _found(request, number, "results.read"))


@requires("results.note")
@require_POST
def event(request: HttpRequest, number: int) -> HttpResponse:
    """Write down a special event of the plenary itself."""
    found = _found(request, number, "results.note")
    form = EventOfPlenaryForm(_contests(found), request.POST)

    def act() -> Any:
        contest = found.election.contests.get(code=form.cleaned_data["contest"])
        return note_event_of_plenary(found, contest, request.user, form.said())

    return _submit(request, found, form, act)


@requires("results.correct")
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Write down the number of the minutes."""
    found = _found(request, number, "results.correct")
    form = MinutesForm(request.POST)
    return _submit(request, found, form, lambda: close_plenary(found, request.user, form.said()))


_MISSING = gettext_lazy("Something is missing or cannot be kept. Look at the marked lines.")


def _submit(request: HttpRequest, found: Plenary, form: Any, act: Callable[[], Any]) -> HttpResponse:
    if not form.is_valid():
        return _page(request, found, form, _MISSING, 422)
    try:
        act()
    except Refused as refusal:
        return _page(request, found, form, refusal.sentence, refusal.status)
    messages.success(request, _("Written down."))
    return redirect(_address(found.pk))


def _found(request: HttpRequest, number: int, action: str) -> Plenary:
    found = plenary_at(number)
    require(request.user, action, found.region)
    return found


def _list(request: HttpRequest, form: Any = None, sentence: Any = "", status: int = 200) -> HttpResponse:
    election, regions = election_of(request), _regions(request)
    context = {
        "election": election,
        "plenaries": plenaries_of(request.user, election),
        "form": (form or _new_form(election, regions)) if regions else None,
        "sentence": sentence,
    }
    return render(request, "results/plenaries.html", context, status=status)


def _page(
    request: HttpRequest, found: Plenary, sent: Any = None, sentence: Any = "", status: int = 200
) -> HttpResponse:
    minutes = getattr(found, "minutes", None)
    context = {
        "plenary": found,
        "minutes": minutes,
        "grounds": corrected_at(found, request.user),
        "events": events_of_plenary(found),
        "parts": _parts(request, found, minutes, sent),
        "sentence": sentence,
    }
    return render(request, "results/plenary.html", context, status=status)


def _parts(
    request: HttpRequest, found: Plenary, minutes: PlenaryMinutes | None, sent: Any
) -> list[dict[str, Any]]:
    forms: list[tuple[Any, str, str, str]] = []
    if may(request.user, "results.note", found.region):
        title = _("Special event of this plenary")
        forms.append((EventOfPlenaryForm(_contests(found)), "plenary-event", title, "kejadian-khusus"))
    if minutes is None and may(request.user, "results.correct", found.region):
        forms.append((MinutesForm(), "plenary-close", _("Close with the minutes"), "berita-acara"))
    return [
        {
            "form": sent if isinstance(sent, type(form)) else form,
            "action": reverse(f"results:{page}", args=[found.pk]),
            "title": title,
            "name": name,
            "button": _("Write down"),
        }
        for form, page, title, name in forms
    ]


def _new_form(election: Election, regions: dict[str, str]) -> PlenaryForm:
    """A form that opens a plenary now, by the clock of the city."""
    now = timezone.localtime(timezone=ZoneInfo(election.time_zone)).replace(
        tzinfo=None, second=0, microsecond=0
    )
    return PlenaryForm(regions, initial={"opened_at": now})


def _regions(request: HttpRequest) -> dict[str, str]:
    found = regions_of_plenaries(request.user, election_of(request))
    return dict(found.values_list("code", "name"))


def _contests(found: Plenary) -> dict[str, str]:
    return dict(found.election.contests.order_by("code").values_list("code", "name"))


def _address(number: int) -> str:
    return reverse("results:plenary", args=[number])
