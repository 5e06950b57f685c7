"""From an address to a row the visitor may do something to."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from siaga.desks.elections import choice
from siaga.desks.elections.models import Election
from siaga.desks.offices.access import require
from siaga.desks.results.models import Plenary, ResultRow

_RELATED = (
    "contest__election",
    "contest__region",
    "station__ward__parent",
    "current",
    "entered_by",
    "confirmed_by",
)


def row_at(request: HttpRequest, election: str, contest: str, station: str, action: str) -> ResultRow:
    """The row of an address. Raises Http404, or PermissionDenied when the visitor may not do the action
    there.
    """
    rows = ResultRow.objects.select_related(*_RELATED)
    row = rows.filter(contest__election__code=election, contest__code=contest, station__code=station).first()
    if row is None:
        raise Http404(_("No result is expected of this polling station in this contest."))
    require(request.user, action, row.station)
    return row


def plenary_at(number: int) -> Plenary:
    """The plenary of an address, with region and election. Raises Http404."""
    found = Plenary.objects.select_related("region", "election", "minutes").filter(pk=number).first()
    if found is None:
        raise Http404(_("There is no plenary at this address."))
    return found


def election_of(request: HttpRequest) -> Election:
    """The election the visitor works on. Raises Http404 when there is none."""
    election = choice.election_of(request)
    if election is None:
        raise Http404(_("No election has been loaded yet."))
    return election


def address(row: ResultRow, page: str = "row") -> str:
    """The address of a row's page."""
    return reverse(f"results:{page}", args=[row.contest.election.code, row.contest.code, row.station.code])
