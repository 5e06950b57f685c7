"""The night of the count for programs: the same numbers as the command post, without a figure of any form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.security import django_auth

from siaga.desks.offices.access import remember
from siaga.desks.results.addresses import election_of
from siaga.desks.results.answers import ProblemOut
from siaga.desks.results.queries.night import Night, contest_of, night
from siaga.desks.results.queries.night.held import HeldRow
from siaga.desks.results.queries.night.late import Late
from siaga.desks.results.queries.night.pace import Rate
from siaga.desks.results.queries.night.quality import Quality
from siaga.desks.trail.access import requires

router = Router(tags=["desk"], auth=django_auth)


class AreaOut(Schema):
    """Stations of a district or ward by how far their forms have come."""

    code: str
    name: str
    parent: str
    phase: str
    stations: int
    phases: dict[str, int]


class PointOut(Schema):
    """How many forms had arrived and were counted until a moment."""

    at: datetime
    arrived: int
    counted: int


class RateOut(Schema):
    """Forms in the window, how many an hour that is, how many are left, and an estimate of when the rest is
    in; null where it cannot be said.
    """

    forms: int
    hours: float
    per_hour: float | None
    left: int
    ready: datetime | None


class LateOut(Schema):
    """A station of which nothing has come, and how many minutes it is behind its neighbours."""

    station: str
    ward: str
    minutes: int | None
    neighbours: int


class HeldOut(Schema):
    """A held row: the ballots it holds at most, and what it could do to the order on top."""

    station: str
    ward: str
    since: datetime | None
    ballots: int | None
    reach: str


class ReadingOut(Schema):
    """How well the photos of a ward, or of all, could be read."""

    ward: str
    photos: int
    placed: int
    forms: int
    certain: int
    arithmetic: int
    doubt: int
    compared: int
    corrected: int


class TotalsOut(Schema):
    """Sums over the counted rows, never without how many stations they are of."""

    stations: int
    counted: int
    votes: dict[int, int]
    valid: int
    invalid: int
    users: int
    voters: int


class NightOut(Schema):
    """One contest of the night within the caller's places."""

    election: str
    contest: str
    region: str
    computed_at: datetime
    phases: dict[str, int]
    areas: list[AreaOut]
    since_close: bool
    untimed: int
    points: list[PointOut]
    arrived: RateOut
    counted: RateOut
    late: list[LateOut]
    margin: int | None
    held: list[HeldOut]
    sources: dict[str, int]
    clashes: int
    reading: ReadingOut
    reading_by_ward: list[ReadingOut]
    totals: TotalsOut


@router.get(
    "/night",
    response={200: NightOut} | dict.fromkeys((401, 403, 404, 422, 429), ProblemOut),
    summary="The night of the count",
)
@requires("results.read")
def the_night(
    request: HttpRequest,
    contest: str = Query("", max_length=30, description="Code of a contest"),
    region: str = Query("", pattern=r"^[0-9.]{0,13}$", description="Dotted code of a district or ward"),
) -> Any:
    """What arrived, what is late, held or in doubt within the caller's places, and the sums of what is
    counted.
    """
    remember(request.user)
    election = election_of(request)
    chosen = contest_of(election, contest)
    if chosen is None:
        raise Http404
    return _told(night(request.user, chosen, timezone.now(), region))


def _told(found: Night) -> dict[str, Any]:
    return {
        "election": found.contest.election.code,
        "contest": found.contest.code,
        "region": found.region,
        "computed_at": found.now,
        "phases": found.whole.phases,
        "areas": found.areas,
        "since_close": found.pace.since_close,
        "untimed": found.pace.untimed,
        "points": found.pace.points,
        "arrived": _rate(found.pace.arrived),
        "counted": _rate(found.pace.counted),
        "late": [_late(one) for one in found.late],
        "margin": found.held.margin,
        "held": [_held(one) for one in (*found.held.first, *found.held.others)],
        "sources": found.second.standings,
        "clashes": len(found.second.clashes),
        "reading": _reading(found.reading.whole),
        "reading_by_ward": [_reading(ward) for ward in found.reading.wards],
        "totals": _totals(found),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    names = ("forms", "hours", "per_hour", "left", "ready")
    return {name: getattr(rate, name) for name in names}


def _late(one: Late) -> dict[str, Any]:
    return {
        "station": one.row.station,
        "ward": one.row.ward,
        "minutes": one.minutes,
        "neighbours": one.neighbours,
    }


def _held(one: HeldRow) -> dict[str, Any]:
    return {
        "station": one.row.station,
        "ward": one.row.ward,
        "since": one.row.changed_at,
        "ballots": one.ballots,
        "reach": one.reach.value,
    }


def _reading(one: Quality) -> dict[str, Any]:
    names = ("photos", "placed", "forms", "certain", "arithmetic", "doubt", "compared", "corrected")
    return {"ward": one.code} | {name: getattr(one, name) for name in names}


def _totals(found: Night) -> dict[str, Any]:
    names = ("stations", "counted", "valid", "invalid", "users", "voters")
    votes = {share.number: share.votes for share in found.totals.shares}
    return {"votes": votes} | {name: getattr(found.totals, name) for name in names}
