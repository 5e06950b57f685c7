"""Entry and confirmation for programs, such as a phone's outbox: the same services as the pages, safe to
repeat.

A session of the site and its CSRF token are needed. The sender chooses a receipt number (`client_id`) once
per statement and may repeat the call until it is answered: 201 the first time, 200 when it had been
accepted before, 409 when the number was used for something else or somebody else changed the row in
between, 422 with findings when the figures do not add up.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.security import django_auth

from siaga.desks.results.addresses import election_of
from siaga.desks.results.answers import ProblemOut, answered
from siaga.desks.results.api_events import router as events_router
from siaga.desks.results.api_night import router as night_router
from siaga.desks.results.api_photos import router as photos_router
from siaga.desks.results.api_plenaries import router as plenaries_router
from siaga.desks.results.api_rows import (
    REFUSALS,
    REVISION,
    ROW,
    Figure,
    FromPhone,
    Line,
    Numbered,
    ReceiptOut,
    RowAt,
    done,
    filled,
    receipt,
)
from siaga.desks.results.api_sources import router as sources_router
from siaga.desks.results.figures import Paper
from siaga.desks.results.models import Channel, ResultRow
from siaga.desks.results.queries.desk import DeskLine, Wanted, desk_rows
from siaga.desks.results.queries.rowpage import next_steps
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.senders import same_sender
from siaga.desks.results.services import Reading, Submission, confirm, enter
from siaga.desks.results.states import State
from siaga.desks.trail.access import requires

router = Router(tags=["desk"], auth=django_auth)
router.add_router("", photos_router)
router.add_router("", sources_router)
router.add_router("", night_router)
router.add_router("", events_router)
router.add_router("", plenaries_router)


class EntryIn(FromPhone):
    """Figures of a form by the field names of the rule profile; null or left out = blank on the paper."""

    revision: int = REVISION
    figures: dict[str, Figure | None]
    declared: Line = Field("", description="Why figures are sent that do not add up: the paper reads so")


class ReadingIn(Numbered):
    """The votes of every pair as the second person reads them: paslon1, paslon2, …"""

    revision: int = REVISION
    votes: dict[str, Figure]


class RowOut(Schema):
    """Where a row stands. It carries no figures; `errors` is null and `reason` empty while the caller makes
    or may make another reading of the form.
    """

    election: str
    contest: str
    station: str
    label: str
    ward: str
    state: str
    revision: int
    errors: int | None
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


class OutcomeOut(Schema):
    """Whether the second person read the same votes; if so the row is counted."""

    client_id: str
    agrees: bool
    state: str
    revision: int
    repeated: bool


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


@router.get(ROW, response={200: RowDetailOut} | REFUSALS, summary="One row")
@requires("results.read")
def row(request: HttpRequest, at: RowAt = Path(...)) -> Any:  # noqa: B008 - the way of the library
    """Where the row stands, the figures its form asks for, and what the caller may do next."""
    return answered(lambda: _detail(at.row(request, "results.read"), request.user))


@router.post(
    ROW + "/entries",
    response={200: ReceiptOut, 201: ReceiptOut} | REFUSALS,
    summary="Enter the figures of a form",
)
@requires("results.enter")
def enter_figures(request: HttpRequest, entry: EntryIn, at: RowAt = Path(...)) -> Any:  # noqa: B008
    """Keeps the figures as a new version; another person must confirm them before they count."""

    def act() -> Any:
        found = at.row(request, "results.enter")
        same_sender(request.user, entry.sender)
        kept = enter(found, request.user, _submission(found, entry))
        return done(kept.row, kept.repeated, receipt(kept.version))

    return answered(act)


@router.post(
    ROW + "/confirmations",
    response={200: OutcomeOut, 201: OutcomeOut} | REFUSALS,
    summary="Confirm by reading the votes a second time",
)
@requires("results.confirm")
def confirm_votes(request: HttpRequest, reading: ReadingIn, at: RowAt = Path(...)) -> Any:  # noqa: B008
    """Equal votes count the row at once; different ones hold it, and both readings are kept."""

    def act() -> Any:
        found = at.row(request, "results.confirm")
        votes = filled(Paper.of(found.contest).vote_names, reading.votes)
        said = Reading(votes, reading.client_id, reading.revision)
        outcome = confirm(found, request.user, said)
        body = {"client_id": reading.client_id, "agrees": outcome.agrees}
        return done(outcome.row, outcome.repeated, body)

    return answered(act)


def _submission(found: ResultRow, entry: EntryIn) -> Submission:
    figures = filled(Paper.of(found.contest).names, entry.figures)
    return Submission(
        figures, entry.client_id, entry.revision, declared=entry.declared.strip(), channel=Channel.API
    )


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
    sees = sight_of(found, user).entry
    return {
        "election": found.contest.election.code,
        "contest": found.contest.code,
        "station": found.station.code,
        "label": found.station.label,
        "ward": found.station.ward_id,
        "state": found.state,
        "revision": found.revision,
        "errors": found.errors if sees else None,
        "sample": found.sample,
        "reason": found.reason if sees else "",
        "changed_at": found.changed_at,
        "fields": list(Paper.of(found.contest).names),
        "next": [{"act": step.act, "allowed": step.allowed} for step in next_steps(found, user)],
    }
