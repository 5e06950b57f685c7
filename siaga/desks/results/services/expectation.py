"""Every row that must come in, created before the first figure does."""

from __future__ import annotations

import hashlib

from django.db import transaction

from siaga.desks.elections.models import Contest, Election
from siaga.desks.places.models import PollingStation
from siaga.desks.results.models import ResultRow
from siaga.desks.trail.services import record


@transaction.atomic
def expect_rows(election: Election) -> int:
    """Create the missing rows of every contest × station; return how many. Existing rows are left alone.

    One entry in the trail per contest, with a digest of the station codes: what was done is one act, and
    its result can be recomputed by anyone who has the list of stations.
    """
    return sum(
        _expect(contest) for contest in Contest.objects.filter(election=election).select_related("election")
    )


def _expect(contest: Contest) -> int:
    stations = PollingStation.objects.filter(map_id=contest.election.station_map_id, closed_at__isnull=True)
    new = list(stations.exclude(result_rows__contest=contest).order_by("code"))
    ResultRow.objects.bulk_create([ResultRow(contest=contest, station=s) for s in new], batch_size=500)
    if new:
        codes = "\n".join(station.code for station in new)
        told = {"rows": len(new), "stations_sha256": hashlib.sha256(codes.encode()).hexdigest()}
        record("results.expect", contest, after=told)
    return len(new)
