"""Which election a request is about, when a house holds more than one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from siaga.desks.elections.models import Election
from siaga.desks.elections.queries import loaded_elections, nearest
from siaga.desks.offices.access import memberships_on, today
from siaga.web.lists import ELECTIONS

COOKIE = "pemilihan"
"""Where a browser keeps what its reader chose in the top line. A plain cookie, not a session: whoever only
reads costs the database no row."""


def asked_for(request: HttpRequest) -> str:
    """The code the address names, in its path or behind it, or an empty text."""
    match = getattr(request, "resolver_match", None)
    in_path = match.kwargs.get(ELECTIONS[0], "") if match else ""
    return in_path or next((request.GET[name] for name in ELECTIONS if request.GET.get(name)), "")


def kept(request: HttpRequest) -> str:
    """The code the reader chose in the top line, as the browser sends it, or an empty text."""
    return request.COOKIES.get(COOKIE, "")


def elections_of(request: HttpRequest) -> list[Election]:
    """Every election of the house, the one loaded last first; read once per request."""
    if not hasattr(request, "siaga_elections"):
        request.siaga_elections = loaded_elections()  # type: ignore[attr-defined]
    return request.siaga_elections  # type: ignore[attr-defined]


def election_of(request: HttpRequest) -> Election | None:
    """The election the address names (None when there is none of that code); else the one chosen in the top
    line; else that of the places where the visitor holds a role; else the one loaded last.
    """
    loaded = elections_of(request)
    if code := asked_for(request):
        return _of_code(loaded, code)
    return _of_code(loaded, kept(request)) or nearest(loaded, _places(request))


class ElectionMiddleware:
    """Lets the desks below this one ask which election is meant: ``request.chosen_election()``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.chosen_election = partial(election_of, request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if hasattr(request, "siaga_elections"):
            patch_vary_headers(response, ["Cookie"])
        return response


def _of_code(loaded: Sequence[Election], code: str) -> Election | None:
    return next((election for election in loaded if election.code == code), None)


def _places(request: HttpRequest) -> list[str]:
    """Codes of the regions and stations where a signed-in person holds a role today."""
    user = getattr(request, "user", None)  # an error page may be asked before anyone is known
    if user is None or not user.is_authenticated:
        return []
    return [membership.station_code or membership.region_id for membership in memberships_on(user, today())]
