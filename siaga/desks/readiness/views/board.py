"""The readiness board: the lights, and each light opened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siaga.desks.elections.choice import election_of
from siaga.desks.readiness.queries.board import board
from siaga.desks.trail.access import requires


@requires("board.read")
@never_cache
@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """The whole board; it asks for its own lights again every minute."""
    return _render(request, "readiness/board.html")


@requires("board.read")
@never_cache
@require_safe
def board_lights(request: HttpRequest) -> HttpResponse:
    """The lights alone, for the page that is already open."""
    return _render(request, "readiness/lights.html")


def _render(request: HttpRequest, template: str) -> HttpResponse:
    election = election_of(request)
    context = {"board": board(election) if election else None, "now": timezone.now()}
    return render(request, template, context)
