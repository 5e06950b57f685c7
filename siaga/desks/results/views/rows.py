"""One row: its versions side by side, its story, what may be done next, and the desk's decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siaga.desks.results.addresses import address, row_at
from siaga.desks.results.arithmetic import explained
from siaga.desks.results.errors import Refused
from siaga.desks.results.forms import Decision
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries.desk import LIGHTS, differences
from siaga.desks.results.queries.photos import photos_of
from siaga.desks.results.queries.rowpage import row_page
from siaga.desks.results.services import hold, release, send_back
from siaga.desks.results.states import Act, State
from siaga.desks.trail.access import requires

_DECIDE = {Act.HOLD: hold, Act.RELEASE: release, Act.RETURN: send_back}


@requires("results.read")
@require_safe
def row(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """Everything about one row."""
    found = row_at(request, election, contest, station, "results.read")
    return _page(request, found)


@requires("results.correct")
@require_POST
def decide(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """Hold, release or send back, with a reason."""
    found = row_at(request, election, contest, station, "results.correct")
    form = Decision(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    said = form.cleaned_data
    try:
        _DECIDE[said["act"]](found, request.user, said["reason"], said["revision"])
    except Refused as refusal:
        return _page(request, found, form, refusal.sentence, refusal.status)
    messages.success(request, _("Decided, and written into the trail."))
    return redirect(address(found))


def _page(
    request: HttpRequest,
    found: ResultRow,
    form: Decision | None = None,
    sentence: Any = "",
    status: int = 200,
) -> HttpResponse:
    page = row_page(found, request.user)
    decisions = {step.act for step in page.next if step.allowed} & set(_DECIDE)
    form = form or Decision(initial={"revision": found.revision})
    context = {
        "page": page,
        "row": found,
        "light": LIGHTS[State(found.state)],
        "covered": not page.sight.entry,
        "own": [form for form in page.forms if form.by_id == request.user.pk],
        "across": [explained(finding) for finding in page.across],
        "photos": photos_of(found, request.user, page.sight),
        "differences": differences(found) if found.current else (),
        "decision": form.limit_to(decisions) if decisions else None,
        "sentence": sentence,
    }
    return render(request, "results/row.html", context, status=status)
