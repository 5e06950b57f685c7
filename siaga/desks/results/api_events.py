"""Objections, special events, what became of them, and recounts, for programs: the same services as the
pages, safe to repeat.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Path, Router, Schema, Status
from ninja.security import django_auth

from siaga.desks.results.answers import answered
from siaga.desks.results.api_rows import (
    REFUSALS,
    ROW,
    THING,
    Figure,
    FromPhone,
    Key,
    Line,
    Numbered,
    RowAt,
    Words,
)
from siaga.desks.results.models import Objection, SpecialEvent
from siaga.desks.results.queries.events import events_of
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.senders import same_sender
from siaga.desks.results.services import (
    EventSaid,
    FollowUpSaid,
    ObjectionSaid,
    RecountSaid,
    WithdrawalSaid,
    follow_up,
    note_event,
    note_objection,
    order_recount,
    withdraw_objection,
)
from siaga.desks.results.services.events import NOTES
from siaga.desks.trail.access import requires
from siaga.web.moments import Moment

router = Router(tags=["desk"], auth=django_auth)

PLENARY = Field(None, description="Number of the plenary of the row's place where it was said")


class ObjectionIn(FromPhone):
    """What a witness of a pair objects to; without `field` to the conduct, and not to a figure."""

    pair: int = Field(..., ge=0, le=99, description="Number on the ballot")
    field: str = Field("", max_length=40, description="Name of the figure objected to")
    claimed: Figure | None = Field(None, description="What it should be, says the witness")
    text: Words = Field(..., description="What the witness says")
    accepted: bool = Field(False, description="Accepted on the spot")
    level: str = Field("station", max_length=10, description="station, district, city, province or court")
    witness: str = Field("", max_length=120, pattern=r"^[^\x00]*$", description="Name; never public")
    plenary: Key | None = PLENARY

    def said(self) -> ObjectionSaid:
        return ObjectionSaid(**self.dict(exclude={"sender"}))


class EventIn(FromPhone):
    """What happened out of the ordinary, and what was done about it."""

    happened_at: Moment
    text: Words
    measure: Words = ""
    plenary: Key | None = PLENARY

    def said(self) -> EventSaid:
        return EventSaid(**self.dict(exclude={"sender"}))


class RecountIn(Numbered):
    """That the ballots are counted again, at which level it was decided, and why."""

    level: str = Field(..., max_length=10, description="station, district, city, province or court")
    reason: Line
    plenary: Key | None = PLENARY
    document: Line = Field("", description="Number of the decision; needed for province and court")

    def said(self) -> RecountSaid:
        return RecountSaid(**self.dict())


class FollowUpIn(Numbered):
    """What became of an objection or an event."""

    outcome: str = Field(..., max_length=10, description="accepted, refused, passed_on or settled")
    text: Words
    plenary: Key | None = PLENARY

    def said(self) -> FollowUpSaid:
        return FollowUpSaid(**self.dict())


class WithdrawalIn(Numbered):
    """Why an objection is taken back by who wrote it down."""

    reason: Line

    def said(self) -> WithdrawalSaid:
        return WithdrawalSaid(**self.dict())


class NotedOut(Schema):
    """What was written down, under which number; `repeated` when it had been written before."""

    client_id: str
    number: int
    office: str
    at: datetime
    digest: str
    repeated: bool


class ToldOut(Schema):
    """What became of something: outcome, words, by which office, when."""

    outcome: str
    text: str
    office: str
    at: datetime


class ObjectionOut(Schema):
    """An objection; where it is `covered`, figure, words and names are left out."""

    number: int
    pair: int
    figure: str
    claimed: int | None
    text: str
    accepted: bool
    level: str
    by: str
    office: str
    witness: str
    at: datetime
    plenary: int | None
    followups: list[ToldOut]
    covered: bool
    withdrawn: bool


class EventOut(Schema):
    """A special event; where it is `covered`, its words are left out."""

    number: int
    text: str
    measure: str
    happened_at: datetime
    by: str
    office: str
    plenary: int | None
    followups: list[ToldOut]
    covered: bool


class RecountOut(Schema):
    """A recount, and the number of the version that holds its result once it is in."""

    number: int
    level: str
    document: str
    reason: str
    by: str
    office: str
    at: datetime
    plenary: int | None
    version: int | None


class EventsOut(Schema):
    """All that was said and done about a form besides its figures."""

    objections: list[ObjectionOut]
    events: list[EventOut]
    recounts: list[RecountOut]


@router.get(ROW + "/events", response={200: EventsOut} | REFUSALS, summary="Objections, events and recounts")
@requires("results.read")
def events(request: HttpRequest, at: RowAt = Path(...)) -> Any:  # noqa: B008 - the way of the library
    """What was written down about a form; words stay covered while its sources must stay independent."""

    def act() -> Any:
        found = at.row(request, "results.read")
        sight = sight_of(found, request.user)
        told = events_of(found, request.user, sight)
        return {
            "objections": [line(one) | {"figure": one.label} for one in told.objections],
            "events": [line(one) for one in told.events],
            "recounts": [line(one) | ({} if sight.entry else {"reason": ""}) for one in told.recounts],
        }

    return answered(act)


@router.post(
    ROW + "/objections",
    response={200: NotedOut, 201: NotedOut} | REFUSALS,
    summary="Write an objection of a witness down",
)
@requires(NOTES)
def object_to(request: HttpRequest, sent: ObjectionIn, at: RowAt = Path(...)) -> Any:  # noqa: B008
    """Kept beside the form for good; what became of it is told later."""

    def act() -> Any:
        found = at.row(request, NOTES)
        same_sender(request.user, sent.sender)
        return noted(note_objection(found, request.user, sent.said()))

    return answered(act)


@router.post(
    ROW + "/objections/{number}/withdrawal",
    response={200: NotedOut, 201: NotedOut} | REFUSALS,
    summary="Withdraw an objection written down by mistake",
)
@requires(NOTES)
def withdraw(
    request: HttpRequest,
    sent: WithdrawalIn,
    number: int = THING,
    at: RowAt = Path(...),  # noqa: B008
) -> Any:
    """Only by who wrote it down, while nobody has decided about it; both stay."""

    def act() -> Any:
        found = Objection.objects.filter(pk=number, row=at.row(request, NOTES)).first()
        if found is None:
            raise Http404("No objection to this form was written down under this number.")
        return noted(withdraw_objection(found, request.user, sent.said()))

    return answered(act)


@router.post(
    ROW + "/events", response={200: NotedOut, 201: NotedOut} | REFUSALS, summary="Write a special event down"
)
@requires(NOTES)
def happened(request: HttpRequest, sent: EventIn, at: RowAt = Path(...)) -> Any:  # noqa: B008
    """Kept beside the form for good; what became of it is told later."""

    def act() -> Any:
        found = at.row(request, NOTES)
        same_sender(request.user, sent.sender)
        return noted(note_event(found, request.user, sent.said()))

    return answered(act)


@router.post(ROW + "/recounts", response={200: NotedOut, 201: NotedOut} | REFUSALS, summary="Order a recount")
@requires("results.correct")
def recount(request: HttpRequest, sent: RecountIn, at: RowAt = Path(...)) -> Any:  # noqa: B008
    """A row that waits or counts is held until the result comes as a correction that names the recount."""

    def act() -> Any:
        found = at.row(request, "results.correct")
        return noted(order_recount(found, request.user, sent.said()))

    return answered(act)


@router.post(
    ROW + "/objections/{number}/followups",
    response={200: NotedOut, 201: NotedOut} | REFUSALS,
    summary="Tell what became of an objection",
)
@requires("results.correct")
def of_objection(
    request: HttpRequest,
    sent: FollowUpIn,
    number: int = THING,
    at: RowAt = Path(...),  # noqa: B008
) -> Any:
    """Written beside what stood before; the last one stands."""
    return answered(lambda: _followed(request, sent, at, Objection, number))


@router.post(
    ROW + "/events/{number}/followups",
    response={200: NotedOut, 201: NotedOut} | REFUSALS,
    summary="Tell what became of a special event",
)
@requires("results.correct")
def of_event(
    request: HttpRequest,
    sent: FollowUpIn,
    number: int = THING,
    at: RowAt = Path(...),  # noqa: B008
) -> Any:
    """Written beside what stood before; the last one stands."""
    return answered(lambda: _followed(request, sent, at, SpecialEvent, number))


def _followed(request: HttpRequest, sent: FollowUpIn, at: RowAt, kind: Any, number: int) -> Any:
    found = kind.objects.filter(pk=number, row=at.row(request, "results.correct")).first()
    if found is None:
        raise Http404("Nothing was written down of this form under this number.")
    return noted(follow_up(found, request.user, sent.said()))


def noted(written: Any) -> Any:
    """The answer to a record that was written down: 201 the first time, 200 when it had been before."""
    names = ("client_id", "office", "at", "digest")
    body = {name: getattr(written.record, name) for name in names}
    body |= {"number": written.record.pk, "repeated": written.repeated}
    return Status(200 if written.repeated else 201, body)


def line(one: Any) -> dict[str, Any]:
    """A line of a list by its names; `number` is the one that later records name it by."""
    body = {name: getattr(one, name) for name in one.__slots__}
    return body | {"number": one.pk, "plenary": one.plenary.pk if one.plenary else None}
