"""What the pages of the map have in common: which mapping of stations they speak of."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from siaga.desks.places.models import StationMap
from siaga.desks.places.queries import current_map, map_around, touches

ELECTION = "election"
"""The parameter that chooses an election, and with it its mapping of stations; else the chosen one's."""


def chosen_map(request: HttpRequest, place: str = "") -> StationMap | None:
    """The mapping the address asks for (404 if unknown), else that of the chosen election; None while none is
    loaded.

    A `place` (code of a region or station) that lies outside the chosen election has the mapping of the
    election it belongs to.
    """
    if code := request.GET.get(ELECTION, ""):
        found = current_map(code)
        if found is None:
            raise Http404(_("There is no election %(code)s.") % {"code": code})
        return found
    election = request.chosen_election()  # type: ignore[attr-defined]
    if election is None or (place and not touches(election.region_id, place)):
        return map_around(place)
    return election.station_map


def carried(request: HttpRequest) -> str:
    """The choice of election as the end of an address, so that links keep it; empty for the current one."""
    code = request.GET.get(ELECTION, "")
    return f"?{ELECTION}={code}" if code else ""
