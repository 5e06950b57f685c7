"""What the pages of the map have in common: which mapping of stations they speak of."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from siaga.desks.places.models import StationMap
from siaga.desks.places.queries import current_map

ELECTION = "election"
"""The parameter that chooses an election, and with it its mapping of stations; else the one loaded last."""


def chosen_map(request: HttpRequest) -> StationMap | None:
    """The mapping the address asks for (404 if unknown), or the current one; None while none is loaded."""
    code = request.GET.get(ELECTION, "")
    found = current_map(code)
    if code and found is None:
        raise Http404(_("There is no election %(code)s.") % {"code": code})
    return found


def carried(request: HttpRequest) -> str:
    """The choice of election as the end of an address, so that links keep it; empty for the current one."""
    code = request.GET.get(ELECTION, "")
    return f"?{ELECTION}={code}" if code else ""
