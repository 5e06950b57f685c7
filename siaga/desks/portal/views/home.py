"""The front page and the search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from siaga.desks.portal.caching import fresh
from siaga.desks.portal.queries.home import standings
from siaga.desks.portal.queries.search import search as search_for
from siaga.desks.trail.access import public


@public
@require_safe
@fresh
def home(request: HttpRequest) -> HttpResponse:
    """What this is, how far each count is, and where to go next."""
    return render(request, "portal/home.html", {"elections": standings()})


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything public that has the words; nothing restricted is ever looked at."""
    wanted = request.GET.get("q", "").strip()
    return render(request, "portal/search.html", {"wanted": wanted, "kinds": search_for(wanted)})
