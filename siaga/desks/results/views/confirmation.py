"""The second person's page: the votes, typed from the paper, with nothing of the first entry in sight."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siaga.desks.results.addresses import address, row_at
from siaga.desks.results.errors import BadFigures, Refused
from siaga.desks.results.figures import Paper
from siaga.desks.results.forms import DamagedPage, Ticket, posted
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries.leaves import pairs_of
from siaga.desks.results.queries.photos import photos_of
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.services import Outcome, confirm
from siaga.desks.results.states import CONFIRMABLE
from siaga.desks.trail.access import requires


@requires("results.confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """Read every pair's votes from the paper; equal to the entry, and the row counts at once."""
    row = row_at(request, election, contest, station, "results.confirm")
    if request.method != "POST":
        return _page(request, row, Ticket.fresh(row.revision))
    try:
        sent = posted(request.POST, Paper.of(row.contest).vote_names)
        outcome = confirm(row, request.user, sent.as_reading())
    except DamagedPage:
        sentence = _("This page is out of order. Open it again and type the votes once more.")
        return _page(request, row, Ticket.fresh(row.revision), sentence, 400)
    except BadFigures as refusal:
        return _page(request, row, Ticket(request.POST), refusal.sentence, refusal.status, refusal.problems)
    except Refused as refusal:
        return _page(request, row, Ticket(request.POST), refusal.sentence, refusal.status)
    _tell(request, outcome)
    return redirect(address(row))


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.agrees:
        messages.success(request, _("Confirmed: both of you read the same votes. The row is counted."))
    else:
        messages.warning(
            request, _("Your votes differ from the first entry. Both are kept and the row is held.")
        )


def _page(
    request: HttpRequest,
    row: ResultRow,
    ticket: Ticket,
    sentence: Any = "",
    status: int = 200,
    problems: dict[str, str] | None = None,
) -> HttpResponse:
    lines = [
        {
            "name": f"paslon{pair.number}",
            "pair": pair,
            "value": request.POST.get(f"paslon{pair.number}", ""),
            "problem": (problems or {}).get(f"paslon{pair.number}", ""),
        }
        for pair in pairs_of(row.contest)
    ]
    context = {
        "row": row,
        "lines": lines,
        "ticket": ticket,
        "sentence": sentence,
        "waiting": row.state in CONFIRMABLE,
        "own": row.entered_by_id == request.user.pk,
        "row_address": address(row),
        "photos": photos_of(row, request.user, sight_of(row, request.user)),
    }
    return render(request, "results/confirm.html", context, status=status)
