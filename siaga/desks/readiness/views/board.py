"""The readiness board: the lights, each opened; what comes, what changed; one page of paper."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siaga.desks.elections.choice import election_of
from siaga.desks.elections.views.common import carried
from siaga.desks.readiness.queries.asker import Asker, asker_of
from siaga.desks.readiness.queries.board import board
from siaga.desks.readiness.queries.changes import changes
from siaga.desks.readiness.queries.coming import coming, count_overdue
from siaga.desks.readiness.queries.horizon import horizon
from siaga.desks.readiness.sheet import board_pdf
from siaga.desks.trail.access import requires

SHOWN = 25
"""Things of the coming week on the page; the desks list them all."""


@requires("board.read")
@never_cache
@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """The whole board; it asks for its own lights again every minute."""
    election = election_of(request)
    if election is None:
        return render(request, "readiness/board.html", {"board": None})
    asker = asker_of(election, request.user)
    return render(request, "readiness/board.html", _lights(request, asker) | _page(asker))


@requires("board.read")
@never_cache
@require_safe
def board_lights(request: HttpRequest) -> HttpResponse:
    """The lights alone, for the page that is already open."""
    election = election_of(request)
    context = _lights(request, asker_of(election, request.user)) if election else {"board": None}
    return render(request, "readiness/lights.html", context)


@requires("board.read")
@never_cache
@require_safe
def board_print(request: HttpRequest) -> HttpResponse:
    """The board on one page of A4, for the mayor: lights, the coming week, what changed."""
    election = election_of(request)
    if election is None:
        raise Http404
    asker = asker_of(election, request.user)
    found = _page(asker)
    content = board_pdf(board(asker), found["horizon"], coming(asker), found["changes"], found["late_count"])
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="siaga-papan-{election.code}.pdf"'
    return response


def _lights(request: HttpRequest, asker: Asker) -> dict[str, Any]:
    return {
        "board": board(asker),
        "election": asker.election,
        "now": timezone.now(),
        "carried": carried(request),
    }


def _page(asker: Asker) -> dict[str, Any]:
    """What stands below the lights."""
    ahead = coming(asker)
    return {
        "coming": ahead[:SHOWN],
        "more_coming": max(len(ahead) - SHOWN, 0),
        "late_count": count_overdue(asker),
        "changes": changes(asker, _yesterday(asker)),
        "horizon": horizon(asker),
    }


def _yesterday(asker: Asker) -> datetime:
    """The first moment of yesterday in the city."""
    return datetime.combine(asker.today - timedelta(days=1), time(), ZoneInfo(asker.election.time_zone))
