"""What the pages of the election have in common: which election they speak of, and the day it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from siaga.desks.elections.choice import asked_for, election_of
from siaga.desks.elections.models import Election

ELECTION = "election"
"""The parameter that chooses an election; without it, the one loaded last."""

Page = Callable[..., HttpResponse]


def of_election(page: Page) -> Page:
    """Hand the page the election its address asks for; say so when none is loaded, 404 for an unknown one."""

    @wraps(page)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        election = election_of(request)
        if election:
            return page(request, election, *args, **kwargs)
        if code := asked_for(request):
            raise Http404(_("There is no election %(code)s.") % {"code": code})
        return render(request, "elections/nothing.html")

    return shown


def context_of(request: HttpRequest, election: Election, **more: Any) -> dict[str, Any]:
    """The context every page has: the election, and the end of addresses that keeps its choice."""
    return {"election": election, "carried": carried(request), **more}


def carried(request: HttpRequest) -> str:
    """The end of addresses that keeps the choice of election; empty where the address makes none."""
    code = request.GET.get(ELECTION, "")
    return f"?{ELECTION}={code}" if code else ""
