"""Which election a request is about, when a house holds more than one."""

from __future__ import annotations

from django.http import HttpRequest

from siaga.desks.elections.models import Election
from siaga.desks.elections.queries import current_election
from siaga.desks.offices.access import memberships_on, today

PARAMETERS = ("election", "pemilihan")
"""Names under which an address chooses an election by its code."""


def asked_for(request: HttpRequest) -> str:
    """The code the address names, or an empty text."""
    return next((request.GET[name] for name in PARAMETERS if request.GET.get(name)), "")


def election_of(request: HttpRequest) -> Election | None:
    """The election the address names (None when there is none of that code); else that of the places where
    the visitor holds a role; else the one loaded last.
    """
    if code := asked_for(request):
        return current_election(code)
    return current_election(near=_places(request))


def _places(request: HttpRequest) -> list[str]:
    """Codes of the regions and stations where a signed-in person holds a role today."""
    user = getattr(request, "user", None)  # an error page may be asked before anyone is known
    if user is None or not user.is_authenticated:
        return []
    return [membership.station_code or membership.region_id for membership in memberships_on(user, today())]
