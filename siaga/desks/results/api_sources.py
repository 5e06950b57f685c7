"""The supervisor's own reading for programs: the same service as the page, safe to repeat."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.security import django_auth

from siaga.desks.results.addresses import election_of, row_at
from siaga.desks.results.answers import ProblemOut, answered
from siaga.desks.results.errors import BadFigures
from siaga.desks.results.figures import LARGEST_FIGURE, Paper
from siaga.desks.results.models import Channel, ResultRow
from siaga.desks.results.queries.desk import Wanted
from siaga.desks.results.queries.sources import source_lines
from siaga.desks.results.services import Submission, supervise
from siaga.desks.trail.access import requires

router = Router(tags=["desk"], auth=django_auth)

Figure = Annotated[int, Field(strict=True, ge=0, le=LARGEST_FIGURE)]
ELECTION = Path(..., max_length=60, description="Code of the election")
CONTEST = Path(..., max_length=30, description="Code of the contest")
STATION = Path(..., pattern=r"^[0-9]{13}$", description="13 digits")
_REFUSALS = dict.fromkeys((401, 403, 404, 409, 422, 429), ProblemOut)


class SupervisionIn(Schema):
    """Every figure of a form as its supervisor reads it; null or left out = blank on the paper."""

    client_id: str = Field(..., min_length=8, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")
    figures: dict[str, Figure | None]
    declared: str = Field(
        "",
        max_length=500,
        pattern=r"^[^\x00]*$",
        description="Why figures are sent that do not add up: the paper reads so",
    )


class SupervisionOut(Schema):
    """What became of it; `agrees` is null until the crew's entry is there to be compared with."""

    client_id: str
    version: int
    digest: str
    agrees: bool | None
    state: str
    repeated: bool


class SourceOut(Schema):
    """Where a row stands between its two sources; figures are named, none is told."""

    election: str
    contest: str
    station: str
    state: str
    standing: str
    handed_at: datetime | None
    differing: list[str]


@router.get(
    "/sources",
    response={200: list[SourceOut]} | dict.fromkeys((401, 403, 404, 422, 429), ProblemOut),
    summary="Rows by their two sources",
)
@requires("results.read")
def list_sources(
    request: HttpRequest,
    contest: str = Query("", max_length=30, description="Code of a contest"),
    region: str = Query("", pattern=r"^[0-9.]{0,13}$", description="Dotted code of a region of any level"),
    standing: str = Query("", max_length=10, description="waiting, handed, same, differs or decided"),
) -> Any:
    """Every form in the caller's places: whether its supervisor has read it, and whether both read alike."""
    found = source_lines(request.user, election_of(request), Wanted(contest, region), standing)
    return [
        {name: getattr(one.line, name) for name in ("election", "contest", "station", "state")}
        | {
            "standing": str(one.standing),
            "handed_at": one.handed_at,
            "differing": list(one.differing),
        }
        for one in found
    ]


@router.post(
    "/rows/{election}/{contest}/{station}/supervisions",
    response={200: SupervisionOut, 201: SupervisionOut} | _REFUSALS,
    summary="Hand in the supervisor's own reading",
)
@requires("results.supervise")
def hand_in(
    request: HttpRequest,
    sent: SupervisionIn,
    election: str = ELECTION,
    contest: str = CONTEST,
    station: str = STATION,
) -> Any:
    """Equal to the crew's entry in every figure, the form counts; different, it is held."""

    def act() -> Any:
        found = row_at(request, election, contest, station, "results.supervise")
        handed = supervise(found, request.user, _submission(found, sent))
        body = {
            "client_id": sent.client_id,
            "version": handed.form.number,
            "digest": handed.form.digest,
            "agrees": handed.agrees,
            "state": handed.row.state,
            "repeated": handed.repeated,
        }
        return Status(200 if handed.repeated else 201, body)

    return answered(act)


def _submission(found: ResultRow, sent: SupervisionIn) -> Submission:
    unknown = sorted(set(sent.figures) - set(Paper.of(found.contest).names))
    if unknown:
        raise BadFigures(dict.fromkeys(unknown, "This form has no such figure."))
    figures = {name: value for name, value in sent.figures.items() if value is not None}
    return Submission(figures, sent.client_id, declared=sent.declared.strip(), channel=Channel.API)
