"""What may be shown of a contest, by address: the contest, the regions it can be opened at, where a page
lies.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from siaga.desks.elections.models import Contest, Election
from siaga.desks.places.models import PollingStation, Region
from siaga.desks.places.queries import contains


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way down to a page: a name and, except for the page itself, an address."""

    name: str
    url: str = ""


def contest_at(election: str, contest: str) -> Contest:
    """The contest under these codes; Http404 with a sentence when there is none."""
    found = (
        Contest.objects.filter(election__code=election, code=contest)
        .select_related("election__region", "region")
        .first()
    )
    if found is None:
        raise Http404(_("There is no contest at this address."))
    return found


def election_at(code: str) -> Election:
    """The election under this code; Http404 with a sentence when there is none."""
    found = Election.objects.filter(code=code).select_related("region").first()
    if found is None:
        raise Http404(_("There is no election %(code)s.") % {"code": code})
    return found


def region_at(contest: Contest, code: str) -> Region:
    """The region with this code within the city of the election, its parents with it; Http404 otherwise."""
    region = Region.objects.filter(code=code).select_related("parent__parent__parent").first()
    if region is None or not contains(contest.election.region_id, code):
        raise Http404(_("This contest is not counted in region %(code)s.") % {"code": code})
    return region


def station_at(contest: Contest, code: str) -> PollingStation:
    """The station with this 13-digit code in the election's mapping; Http404 otherwise."""
    stations = PollingStation.objects.filter(map=contest.election.station_map_id, code=code)
    station = stations.select_related("ward__parent__parent__parent").first()
    if station is None:
        raise Http404(_("There is no polling station %(code)s in this election.") % {"code": code})
    return station


def contests() -> list[Contest]:
    """Every contest of every election, the latest election first."""
    return list(
        Contest.objects.select_related("election__region", "region").order_by(
            "-election__voting_date", "election__code", "code"
        )
    )


def contests_of(election: Election) -> QuerySet[Contest]:
    """The contests of one election, the one of the smaller region first: the mayor before the governor."""
    return election.contests.select_related("election").order_by("-region_id", "code")


def region_url(contest: Contest, code: str = "") -> str:
    """The permanent address of a contest's results in a region; in the whole city without one."""
    address = [contest.election.code, contest.code, code or contest.election.region_id]
    return reverse("portal:region", args=address)


def station_url(contest: Contest, code: str) -> str:
    """The permanent address of a contest's result at a station."""
    return reverse("portal:station", args=[contest.election.code, contest.code, code])


def way_to(contest: Contest, region: Region) -> tuple[Crumb, ...]:
    """The regions from the city of the election down to this one, the last without an address."""
    line = [region]
    while line[0].parent and contains(contest.election.region_id, line[0].parent.code):
        line.insert(0, line[0].parent)
    above = tuple(Crumb(step.name, region_url(contest, step.code)) for step in line[:-1])
    return (*above, Crumb(region.name))
