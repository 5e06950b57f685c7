"""Totals and single stations."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from siaga.desks.elections.models import Contest
from siaga.desks.portal.api.schemas import ERRORS, RecapOut, RegionOut, StationOut, StationsOut, VotesOut
from siaga.desks.portal.caching import fresh
from siaga.desks.portal.queries.contests import contest_at, region_at
from siaga.desks.portal.queries.region_page import last_confirmation
from siaga.desks.portal.queries.shares import shares
from siaga.desks.results.queries import (
    PairLine,
    RegionTotal,
    StationLine,
    contest_recap,
    row_detail,
    station_rows,
)
from siaga.desks.trail.access import public

router = Router(tags=["results"])

MOST = 1000
"""Stations of one page of the list; a ward has at most as many."""

ELECTION = Path(..., description="Code of the election, from /api/elections", max_length=60)
CONTEST = Path(..., description="Code of the contest, from /api/elections/{election}/contests", max_length=30)
REGION = Query(
    "", description="Dotted Kemendagri code; the whole city when left out", pattern=r"^[0-9.]{0,13}$"
)
STATION = Path(..., description="13 digits", pattern=r"^[0-9]{13}$")


@router.get(
    "/elections/{election}/contests/{contest}/recap",
    response={200: RecapOut} | ERRORS,
    summary="Totals of a region and of the regions below it",
)
@decorate_view(fresh)
@public
def recap(
    request: HttpRequest, election: str = ELECTION, contest: str = CONTEST, region: str = REGION
) -> RecapOut:
    """Computed from the counted rows at the moment of the call. Rows that are held or wait are in no
    figure.
    """
    found, code = _contest_and_region(election, contest, region)
    counted = contest_recap(found)
    total = counted.region(code)
    if total is None:
        raise Http404(_("No result is expected in region %(code)s.") % {"code": code})
    return RecapOut(
        election=election,
        contest=contest,
        confirmed_at=last_confirmation(found, code),
        disclaimer=_(
            "A working tool and publication aid. "
            "The official result is the stepwise paper recapitulation of KPU."
        ),
        region=_region(counted.pairs, total),
        parts=[_region(counted.pairs, part) for part in counted.parts(code)],
    )


@router.get(
    "/elections/{election}/contests/{contest}/stations",
    response={200: StationsOut} | ERRORS,
    summary="Stations of a region",
)
@decorate_view(fresh)
@public
def stations(
    request: HttpRequest,
    election: str = ELECTION,
    contest: str = CONTEST,
    region: str = REGION,
    limit: int = Query(100, ge=1, le=MOST, description="Stations to return"),
    offset: int = Query(0, ge=0, le=10_000_000, description="Stations to skip"),
) -> StationsOut:
    """Every expected station with its state, by code. Figures are there only for counted rows."""
    found, code = _contest_and_region(election, contest, region)
    lines = station_rows(found, code)
    return StationsOut(
        total=len(lines),
        limit=limit,
        offset=offset,
        next=_next(request, region, limit, offset, len(lines)),
        stations=[_station(line) for line in lines[offset : offset + limit]],
    )


@router.get(
    "/elections/{election}/contests/{contest}/stations/{station}",
    response={200: StationOut} | ERRORS,
    summary="One station",
)
@decorate_view(fresh)
@public
def station(
    request: HttpRequest, election: str = ELECTION, contest: str = CONTEST, station: str = STATION
) -> StationOut:
    """One station with every figure of its form, if it is counted."""
    detail = row_detail(contest_at(election, contest), station)
    if detail is None:
        raise Http404(_("There is no polling station %(code)s in this contest.") % {"code": station})
    return _station(detail.line)


def _contest_and_region(election: str, contest: str, region: str) -> tuple[Contest, str]:
    found = contest_at(election, contest)
    code = region or found.election.region_id
    return found, region_at(found, code).code


def _region(pairs: tuple[PairLine, ...], total: RegionTotal) -> RegionOut:
    known = total.counted > 0
    return RegionOut(
        code=total.code,
        name=total.name,
        level=total.level,
        stations=total.stations,
        counted=total.counted,
        held=total.held,
        waiting=total.waiting,
        missing=total.missing,
        sample=total.sample,
        votes=_votes(pairs, total),
        valid=total.valid if known else None,
        invalid=total.invalid if known else None,
        users=total.users if known else None,
        voters=total.voters if known else None,
        could_change_order=total.could_change_order,
        why=total.why,
    )


def _votes(pairs: tuple[PairLine, ...], total: RegionTotal) -> list[VotesOut]:
    found = shares(pairs, total.votes if total.counted else None)
    return [VotesOut(number=s.number, name=s.name, votes=s.votes, percent=s.share) for s in found]


def _station(line: StationLine) -> StationOut:
    return StationOut(
        code=line.station,
        name=line.label,
        ward=line.ward,
        state=line.state,
        sample=line.sample and line.counted,
        confirmed_at=line.confirmed_at,
        figures=dict(line.figures) if line.figures is not None else None,
    )


def _next(request: HttpRequest, region: str, limit: int, offset: int, total: int) -> str | None:
    if offset + limit >= total:
        return None
    query = {"region": region, "limit": limit, "offset": offset + limit}
    return (
        f"{request.build_absolute_uri(request.path)}?{urlencode({k: v for k, v in query.items() if v != ''})}"
    )
