"""The two sources of a form for programs: the supervisor's own reading, both side by side, and the decision
between them. The same services as the pages, safe to repeat.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.security import django_auth

from siaga.desks.results.addresses import election_of
from siaga.desks.results.answers import ProblemOut, answered
from siaga.desks.results.api_rows import (
    REFUSALS,
    REVISION,
    ROW,
    Figure,
    FromPhone,
    Key,
    Line,
    Numbered,
    ReceiptOut,
    RowAt,
    done,
    filled,
    receipt,
)
from siaga.desks.results.figures import Paper, finding_document
from siaga.desks.results.models import Channel, ResultRow
from siaga.desks.results.queries.desk import Wanted
from siaga.desks.results.queries.sources import Source, TwoSources, difference_for, source_lines
from siaga.desks.results.receipts import code_of
from siaga.desks.results.senders import same_sender
from siaga.desks.results.services import Handed, Submission, adjudicate, supervise
from siaga.desks.results.services.grounds import BASIS
from siaga.desks.trail.access import requires

router = Router(tags=["desk"], auth=django_auth)


class SupervisionIn(FromPhone):
    """Every figure of a form as its supervisor reads it; null or left out = blank on the paper."""

    figures: dict[str, Figure | None]
    declared: Line = Field("", description="Why figures are sent that do not add up: the paper reads so")


class SupervisionOut(Schema):
    """What became of it; `agrees` is null until the crew's entry is there to be compared with. `code`: the
    receipt, to be read aloud.
    """

    client_id: str
    version: int
    digest: str
    code: str
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


class AdjudicationIn(Numbered):
    """What the paper says where crew and supervisor read it differently: every figure of the form, the level
    that decided (district, city, province or court), why, and what the decision rests on besides.
    """

    revision: int = REVISION
    figures: dict[str, Figure | None]
    level: str = Field(..., max_length=10)
    reason: Line
    plenary: Key | None = Field(None, description="Number of the plenary that decided")
    recount: Key | None = Field(None, description="Number of the recount whose result this is")
    objection: Key | None = Field(None, description="Number of the objection this follows")
    document: Line = Field("", description="Number of the decision; needed for province and court")


class BesideOut(Schema):
    """One figure as the crew and as the supervisor read it; null where it was left blank."""

    name: str
    label: str
    crew: int | None
    supervisor: int | None
    differs: bool


class SideOut(Schema):
    """One of the two sources: who read it, what arithmetic says, the digests of its photos, the receipt
    number of its cut-outs (empty without) and the place of each figure in them.
    """

    by: str
    institution: str
    at: datetime
    reason: str
    findings: list[dict[str, Any]]
    missing: list[str]
    photos: list[str]
    cuttings: str
    places: dict[str, list[int]]


class OnePaperOut(Schema):
    """Digests of two photos that are the very same picture, or look so (`same` false)."""

    same: bool
    crew: str
    supervisor: str


class TwoSourcesOut(Schema):
    """Two readings that differ, those figures first; `one_paper`: pictures that both sides sent."""

    revision: int
    figures: list[BesideOut]
    crew: SideOut
    supervisor: SideOut
    one_paper: list[OnePaperOut]


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
    ROW + "/supervisions",
    response={200: SupervisionOut, 201: SupervisionOut} | REFUSALS,
    summary="Hand in the supervisor's own reading",
)
@requires("results.supervise")
def hand_in(request: HttpRequest, sent: SupervisionIn, at: RowAt = Path(...)) -> Any:  # noqa: B008
    """Equal to the crew's entry in every figure, the form counts; different, it is held."""

    def act() -> Any:
        found = at.row(request, "results.supervise")
        same_sender(request.user, sent.sender)
        handed = supervise(found, request.user, _submission(found, sent))
        return Status(200 if handed.repeated else 201, _handed(handed))

    return answered(act)


@router.get(ROW + "/sources", response={200: TwoSourcesOut} | REFUSALS, summary="Two readings that differ")
@requires("results.correct")
def differing(request: HttpRequest, at: RowAt = Path(...)) -> Any:  # noqa: B008
    """Both readings of a held form side by side, to whoever may decide between them and made neither."""

    def act() -> Any:
        found = at.row(request, "results.correct")
        return _both(found, difference_for(found, request.user))

    return answered(act)


@router.post(
    ROW + "/adjudications",
    response={200: ReceiptOut, 201: ReceiptOut} | REFUSALS,
    summary="Decide between two readings",
)
@requires("results.correct")
def decide(request: HttpRequest, sent: AdjudicationIn, at: RowAt = Path(...)) -> Any:  # noqa: B008
    """Writes the decided figures down as a version of their own; another person must confirm the votes."""

    def act() -> Any:
        found = at.row(request, "results.correct")
        kept = adjudicate(found, request.user, _decision(found, sent))
        return done(kept.row, kept.repeated, receipt(kept.version))

    return answered(act)


def _submission(found: ResultRow, sent: SupervisionIn) -> Submission:
    figures = filled(Paper.of(found.contest).names, sent.figures)
    return Submission(figures, sent.client_id, declared=sent.declared.strip(), channel=Channel.API)


def _decision(found: ResultRow, sent: AdjudicationIn) -> Submission:
    figures = filled(Paper.of(found.contest).names, sent.figures)
    basis = {name: number for name in BASIS if (number := getattr(sent, name)) is not None}
    said = {"level": sent.level, "reason": sent.reason.strip(), "basis": basis, "channel": Channel.API}
    return Submission(figures, sent.client_id, sent.revision, document=sent.document, **said)


def _handed(handed: Handed) -> dict[str, Any]:
    return {
        "client_id": handed.form.client_id,
        "version": handed.form.number,
        "digest": handed.form.digest,
        "code": code_of(handed.form.digest),
        "agrees": handed.agrees,
        "state": handed.row.state,
        "repeated": handed.repeated,
    }


def _both(found: ResultRow, two: TwoSources) -> dict[str, Any]:
    return {
        "revision": found.revision,
        "figures": [
            {name: getattr(line, name) for name in ("name", "label", "crew", "supervisor", "differs")}
            for line in (*two.differing, *two.same)
        ],
        "crew": _side(two.crew),
        "supervisor": _side(two.supervisor),
        "one_paper": [
            {"same": pair.same, "crew": pair.crew.file_id, "supervisor": pair.supervisor.file_id}
            for pair in two.one_paper
        ],
    }


def _side(side: Source) -> dict[str, Any]:
    return {
        "by": side.who,
        "institution": side.institution,
        "at": side.at,
        "reason": side.reason,
        "findings": [finding_document(finding) for finding in side.findings],
        "missing": list(side.missing),
        "photos": [photo.file_id for photo in side.evidence.photos],
        "cuttings": side.evidence.cuttings,
        "places": dict(side.evidence.places),
    }
