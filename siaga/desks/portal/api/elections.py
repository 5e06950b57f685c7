"""Elections, their contests and stages."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Path, Router
from ninja.decorators import decorate_view

from siaga.desks.elections.models import Contest, Election, Stage
from siaga.desks.portal.api.schemas import ERRORS, ContestOut, ElectionOut, ProblemOut, StageOut
from siaga.desks.portal.caching import fresh
from siaga.desks.portal.queries.contests import election_at
from siaga.desks.results.queries import ContestCoverage, coverage
from siaga.desks.results.queries.leaves import pairs_of
from siaga.desks.trail.access import public

router = Router(tags=["elections"])

CODE = Path(..., description="Code of the election, from /api/elections", max_length=60)


@router.get("/elections", response={200: list[ElectionOut], 429: ProblemOut}, summary="Elections")
@decorate_view(fresh)
@public
def list_elections(request: HttpRequest) -> list[Election]:
    """Every election of this installation, the latest voting day first."""
    return list(Election.objects.order_by("-voting_date", "code"))


@router.get("/elections/{election}/contests", response={200: list[ContestOut]} | ERRORS, summary="Contests")
@decorate_view(fresh)
@public
def list_contests(request: HttpRequest, election: str = CODE) -> list[ContestOut]:
    """The contests of an election with their ballot lines and how far each count is."""
    found = election_at(election)
    progress = {line.contest_id: line for line in coverage(found)}
    return [_contest(contest, progress[contest.pk]) for contest in found.contests.order_by("code")]


@router.get("/elections/{election}/stages", response={200: list[StageOut]} | ERRORS, summary="Stages")
@decorate_view(fresh)
@public
def list_stages(request: HttpRequest, election: str = CODE) -> list[StageOut]:
    """The timetable of an election; what the sources leave open stays null."""
    stages = election_at(election).stages.filter(closed_at__isnull=True).select_related("legal_basis")
    return [_stage(stage) for stage in stages]


def _contest(contest: Contest, progress: ContestCoverage) -> ContestOut:
    return ContestOut(
        code=contest.code,
        name=contest.name,
        region=contest.region_id,
        pairs=[
            {"number": p.number, "name": p.name, "empty_column": p.empty_column} for p in pairs_of(contest)
        ],
        stations=progress.stations,
        counted=progress.counted,
        held=progress.held,
        waiting=progress.waiting,
        missing=progress.missing,
    )


def _stage(stage: Stage) -> StageOut:
    basis = stage.legal_basis.title if stage.legal_basis else None
    return StageOut(
        code=stage.code,
        name=stage.name,
        starts=stage.starts,
        ends=stage.ends,
        legal_basis=basis,
        mark=stage.mark,
    )
