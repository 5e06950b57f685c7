"""Correcting a station: one person proposes, a second one confirms or refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from siaga.desks.places.forms import CorrectionForm, RefusalForm
from siaga.desks.places.models import PollingStation, StationCorrection
from siaga.desks.places.services import confirm_correction, propose_correction, refuse_correction
from siaga.desks.places.services.correct import ACTION
from siaga.desks.places.views.common import ELECTION, carried
from siaga.desks.places.views.stations import station_at
from siaga.desks.trail.access import requires


@requires(ACTION)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Show the station as it is and take a correction of it."""
    station = station_at(request, code)
    if not request.user.has_perm(ACTION, station.ward_id):
        raise PermissionDenied(_("Your role does not allow this here."))
    form = CorrectionForm(request.POST or None, instance=station_at(request, code))
    if request.method == "POST" and form.is_valid() and _proposed(request, station, form):
        messages.success(request, _("Proposed. A second person must confirm it before it counts."))
        return redirect(_page_of(station))
    context = {"station": station, "form": form, "carried": carried(request)}
    return render(request, "places/correct.html", context, status=422 if form.errors else 200)


@requires(ACTION)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply a correction that someone else proposed."""
    done = _("Confirmed. The register now says what was proposed.")
    return _decided(request, pk, lambda correction: confirm_correction(correction, request.user), done)


@requires(ACTION)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn a correction down that someone else proposed."""
    form = RefusalForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    done = _("Refused. The register stays as it is.")
    return _decided(request, pk, lambda correction: refuse_correction(correction, request.user, note), done)


def _decided(
    request: HttpRequest, pk: int, decide: Callable[[StationCorrection], Any], done: str
) -> HttpResponse:
    """Carry a decision out and say what came of it."""
    correction = get_object_or_404(StationCorrection.objects.select_related("station__map"), pk=pk)
    try:
        decide(correction)
        messages.success(request, done)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(_page_of(correction.station))


def _proposed(request: HttpRequest, station: PollingStation, form: CorrectionForm) -> bool:
    """Propose; on refusal the form carries the sentence."""
    try:
        propose_correction(station, form.proposal(), request.user)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return False
    return True


def _page_of(station: PollingStation) -> str:
    return f"{reverse('places:station', args=[station.code])}?{ELECTION}={station.map.code}"
