"""Entry and confirmation for programs, such as a phone's outbox: the same services as the pages, safe to
repeat.

A session of the site and its CSRF token are needed. The sender chooses a receipt number (`client_id`) once
per statement and may repeat the call until it is answered: 201 the first time, 200 when it had been
accepted before, 409 when the number was used for something else or somebody else changed the row in
between, 422 with findings when the figures do not add up.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.security import django_auth

from siaga.desks.results.addresses import election_of, row_at
from siaga.desks.results.answers import ProblemOut, answered
from siaga.desks.results.api_night import router as night_router
from siaga.desks.results.api_photos import router as photos_router
from siaga.desks.results.api_sources import router as sources_router
from siaga.desks.results.errors import BadFigures
from siaga.desks.results.figures import LARGEST_FIGURE, Paper
from siaga.desks.results.models import Channel, ResultRow
from siaga.desks.results.queries.desk import DeskLine, Wanted, desk_rows
from siaga.desks.results.queries.rowpage import next_steps
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.receipts import code_of
from siaga.desks.results.senders import same_sender
from siaga.desks.results.services import Reading, Submission, confirm, enter
from siaga.desks.results.states import State
from siaga.desks.trail.access import requires

router = Router(tags=["desk"], auth=django_auth)
router.add_router("", photos_router)
router.add_router("", sources_router)
router.add_router("", night_router)

Figure = Annotated[int, Field(strict=True, ge=0, le=LARGEST_FIGURE)]
CLIENT_ID = Field(
    ...,
    min_length=8,
    max_length=64,
    pattern=r"^[A-Za-z0-9._:-]+$",
    description="Receipt number, once per statement",
)
REVISION = Field(..., ge=0, description="Revision of the row the sender had on screen")
ELECTION = Path(..., max_length=60, description="Code of the election")
CONTEST = Path(..., max_length=30, description="Code of the contest")
STATION = Path(..., pattern=r"^[0-9]{13}$", description="13 digits")


class EntryIn(Schema):
    """Figures of a form by the field names of the rule profile; null or left out = blank on the paper."""

    client_id: str = CLIENT_ID
    revision: int = REVISION
    figures: dict[str, Figure | None]
    declared: str = Field(
        "",
        max_length=500,
        pattern=r"^[^\x00]*$",  # no database and no JSON of the trail holds a NUL
        description="Why figures are sent that do not add up: the paper reads so",
    )
    sender: str = Field(
        "", pattern=r"^[0-9a-f]{0,16}$", description="Mark of the person who wrote it, from the capture work"
    )


class ReadingIn(Schema):
    """The votes of every pair as the second person reads them: paslon1, paslon2, …"""

    client_id: str = CLIENT_ID
    revision: int = REVISION
    votes: dict[str, Figure]


class RowOut(Schema):
    """Where a row stands. It carries no figures."""

    election: str
    contest: str
    station: str
    label: str
    ward: str
    state: str
    revision: int
    errors: int
    sample: bool
    reason: str
    changed_at: datetime | None


class StepOut(Schema):
    """One thing that may be done now, and whether the caller may do it."""

    act: str
    allowed: bool


class RowDetailOut(RowOut):
    """A row with the names of its form's figures in the order of the paper, and what may be done next."""

    fields: list[str]
    next: list[StepOut]


class ReceiptOut(Schema):
    """What became of an entry; `repeated` when it had been accepted before. `code`: the receipt, to be read
    aloud.
    """

    client_id: str
    version: int
    state: str
    revision: int
    digest: str
    code: str
    repeated: bool


class OutcomeOut(Schema):
    """Whether the second person read the same votes; if so the row is counted."""

    client_id: str
    agrees: bool
    state: str
    revision: int
    repeated: bool


_REFUSALS = dict.fromkeys((401, 403, 404, 409, 422, 429), ProblemOut)


@router.get(
    "/rows",
    response={200: list[RowOut]} | dict.fromkeys((401, 403, 404, 422, 429), ProblemOut),
    summary="Rows within your places",
)
@requires("results.read")
def rows(
    request: HttpRequest,
    contest: str = Query("", max_length=30, description="Code of a contest"),
    region: str = Query("", pattern=r"^[0-9.]{0,13}$", description="Dotted code of a region of any level"),
    state: str = Query("", max_length=10, description="One of the states of docs/results.md"),
) -> Any:
    """Every expected form in the caller's places and where it stands, by contest and station."""
    wanted = Wanted(contest, region, frozenset({state} & set(State.values)))
    return [_line(line) for line in desk_rows(request.user, election_of(request), wanted)]


@router.get(
    "/rows/{election}/{contest}/{station}", response={200: RowDetailOut} | _REFUSALS, summary="One row"
)
@requires("results.read")
def row(
    request: HttpRequest, election: str = ELECTION, contest: str = CONTEST, station: str = STATION
) -> Any:
    """Where the row stands, the figures its form asks for, and what the caller may do next."""
    return answered(
        lambda: _detail(row_at(request, election, contest, station, "results.read"), request.user)
    )


@router.post(
    "/rows/{election}/{contest}/{station}/entries",
    response={200: ReceiptOut, 201: ReceiptOut} | _REFUSALS,
    summary="Enter the figures of a form",
)
@requires("results.enter")
def enter_figures(
    request: HttpRequest,
    entry: EntryIn,
    election: str = ELECTION,
    contest: str = CONTEST,
    station: str = STATION,
) -> Any:
    """Keeps the figures as a new version; another person must confirm them before they count."""

    def act() -> Any:
        found = row_at(request, election, contest, station, "results.enter")
        same_sender(request.user, entry.sender)
        receipt = enter(found, request.user, _submission(found, entry))
        body = {
            "client_id": entry.client_id,
            "version": receipt.version.number,
            "digest": receipt.version.digest,
            "code": code_of(receipt.version.digest),
        }
        return _done(receipt.row, receipt.repeated, body)

    return answered(act)


@router.post(
    "/rows/{election}/{contest}/{station}/confirmations",
    response={200: OutcomeOut, 201: OutcomeOut} | _REFUSALS,
    summary="Confirm by reading the votes a second time",
)
@requires("results.confirm")
def confirm_votes(
    request: HttpRequest,
    reading: ReadingIn,
    election: str = ELECTION,
    contest: str = CONTEST,
    station: str = STATION,
) -> Any:
    """Equal votes count the row at once; different ones hold it, and both readings are kept."""

    def act() -> Any:
        found = row_at(request, election, contest, station, "results.confirm")
        _only(Paper.of(found.contest).vote_names, reading.votes)
        said = Reading(reading.votes, reading.client_id, reading.revision)
        outcome = confirm(found, request.user, said)
        body = {"client_id": reading.client_id, "agrees": outcome.agrees}
        return _done(outcome.row, outcome.repeated, body)

    return answered(act)


def _submission(found: ResultRow, entry: EntryIn) -> Submission:
    _only(Paper.of(found.contest).names, entry.figures)
    figures = {name: value for name, value in entry.figures.items() if value is not None}
    return Submission(
        figures, entry.client_id, entry.revision, declared=entry.declared.strip(), channel=Channel.API
    )


def _only(names: Iterable[str], given: Iterable[str]) -> None:
    """Raise BadFigures for a figure that the form does not have."""
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise BadFigures(dict.fromkeys(unknown, "This form has no such figure."))


def _done(found: ResultRow, repeated: bool, body: dict[str, Any]) -> Any:
    whole = body | {"state": found.state, "revision": found.revision, "repeated": repeated}
    return Status(200 if repeated else 201, whole)


def _line(line: DeskLine) -> dict[str, Any]:
    names = (
        "election",
        "contest",
        "station",
        "label",
        "ward",
        "state",
        "revision",
        "errors",
        "sample",
        "reason",
    )
    return {name: getattr(line, name) for name in names} | {"changed_at": line.changed_at}


def _detail(found: ResultRow, user: Any) -> dict[str, Any]:
    return {
        "election": found.contest.election.code,
        "contest": found.contest.code,
        "station": found.station.code,
        "label": found.station.label,
        "ward": found.station.ward_id,
        "state": found.state,
        "revision": found.revision,
        "errors": found.errors,
        "sample": found.sample,
        "reason": found.reason if sight_of(found, user).entry else "",
        "changed_at": found.changed_at,
        "fields": list(Paper.of(found.contest).names),
        "next": [{"act": step.act, "allowed": step.allowed} for step in next_steps(found, user)],
    }
