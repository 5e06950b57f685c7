"""The plenaries for programs: opened, told what happened, closed with the number of the minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from siaga.desks.elections.models import Election
from siaga.desks.offices.access import require
from siaga.desks.places.models import Region
from siaga.desks.results.addresses import election_of, plenary_at
from siaga.desks.results.answers import answered
from siaga.desks.results.api_events import EventOut, NotedOut, line, noted
from siaga.desks.results.api_rows import REFUSALS, THING, FromPhone, Numbered, Words
from siaga.desks.results.models import Plenary
from siaga.desks.results.queries.events import corrected_at, events_of_plenary, plenaries_of
from siaga.desks.results.senders import same_sender
from siaga.desks.results.services import (
    EventSaid,
    PlenaryClosed,
    PlenaryOpened,
    close_plenary,
    note_event_of_plenary,
    open_plenary,
)
from siaga.desks.results.services.events import NOTES
from siaga.desks.trail.access import requires
from siaga.web.moments import Moment

router = Router(tags=["desk"], auth=django_auth)

DECIDES = "results.correct"


class PlenaryIn(Numbered):
    """A plenary of a district, the city or the province as it begins."""

    election: str = Field(..., max_length=60, description="Code of the election")
    region: str = Field(..., pattern=r"^[0-9.]{2,13}$", description="Dotted code of the region")
    presided_by: str = Field(..., max_length=200, pattern=r"^[^\x00]*$", description="Name and office")
    opened_at: Moment


class MinutesIn(Numbered):
    """The end of a plenary: the number of its minutes (berita acara)."""

    number: str = Field(..., max_length=100, pattern=r"^[^\x00]*$")
    closed_at: Moment


class PlenaryEventIn(FromPhone):
    """What happened at a plenary itself, in one of its contests."""

    contest: str = Field(..., max_length=30, description="Code of the contest")
    happened_at: Moment
    text: Words
    measure: Words = ""


class PlenaryOut(Schema):
    """A plenary; `minutes` and `closed_at` once it is closed."""

    number: int
    region: str
    name: str
    presided_by: str
    office: str
    opened_at: datetime
    minutes: str | None
    closed_at: datetime | None


class CorrectedOut(Schema):
    """What was corrected at a plenary; the reason where the caller may see the row's figures."""

    contest: str
    station: str
    version: int
    reason: str


class PlenaryDetailOut(PlenaryOut):
    """A plenary with what was corrected there and what happened."""

    corrected: list[CorrectedOut]
    events: list[EventOut]


@router.get("/plenaries", response={200: list[PlenaryOut]} | REFUSALS, summary="Plenaries")
@requires("results.read")
def plenaries(request: HttpRequest) -> Any:
    """The plenaries in the caller's places, the latest first."""
    return [_plenary(one) for one in plenaries_of(request.user, election_of(request))]


@router.post("/plenaries", response={200: NotedOut, 201: NotedOut} | REFUSALS, summary="Open a plenary")
@requires(DECIDES)
def open_one(request: HttpRequest, sent: PlenaryIn) -> Any:
    """Write down that a plenary began, and who presides."""

    def act() -> Any:
        election = _or_404(Election.objects.filter(code=sent.election), "There is no such election.")
        region = _or_404(Region.objects.filter(code=sent.region), "There is no such region.")
        said = PlenaryOpened(sent.client_id, sent.presided_by, sent.opened_at)
        return noted(open_plenary(election, region, request.user, said))

    return answered(act)


@router.get("/plenaries/{number}", response={200: PlenaryDetailOut} | REFUSALS, summary="One plenary")
@requires("results.read")
def plenary(request: HttpRequest, number: int = THING) -> Any:
    """Who presided, what was corrected there, what happened."""

    def act() -> Any:
        found = plenary_at(number)
        require(request.user, "results.read", found.region)
        return _plenary(found) | {
            "corrected": [_corrected(ground) for ground in corrected_at(found, request.user)],
            "events": [line(one) for one in events_of_plenary(found)],
        }

    return answered(act)


@router.post(
    "/plenaries/{number}/events",
    response={200: NotedOut, 201: NotedOut} | REFUSALS,
    summary="Write a special event of a plenary down",
)
@requires(NOTES)
def happened(request: HttpRequest, sent: PlenaryEventIn, number: int = THING) -> Any:
    """Something out of the ordinary at the plenary itself, such as a box without a seal."""

    def act() -> Any:
        found = plenary_at(number)
        require(request.user, NOTES, found.region)
        same_sender(request.user, sent.sender)
        contest = _or_404(found.election.contests.filter(code=sent.contest), "There is no such contest.")
        said = EventSaid(sent.client_id, sent.text, sent.happened_at, sent.measure)
        return noted(note_event_of_plenary(found, contest, request.user, said))

    return answered(act)


@router.post(
    "/plenaries/{number}/minutes",
    response={200: NotedOut, 201: NotedOut} | REFUSALS,
    summary="Close a plenary",
)
@requires(DECIDES)
def close(request: HttpRequest, sent: MinutesIn, number: int = THING) -> Any:
    """Write down the number of the minutes, once."""

    def act() -> Any:
        said = PlenaryClosed(sent.client_id, sent.number, sent.closed_at)
        return noted(close_plenary(plenary_at(number), request.user, said))

    return answered(act)


def _or_404(found: Any, sentence: str) -> Any:
    one = found.first()
    if one is None:
        raise Http404(sentence)
    return one


def _plenary(one: Plenary) -> dict[str, Any]:
    minutes = getattr(one, "minutes", None)
    return {
        "number": one.pk,
        "region": one.region_id,
        "name": one.region.name,
        "presided_by": one.presided_by,
        "office": one.office,
        "opened_at": one.opened_at,
        "minutes": minutes.number if minutes else None,
        "closed_at": minutes.closed_at if minutes else None,
    }


def _corrected(ground: Any) -> dict[str, Any]:
    version = ground.version
    return {
        "contest": version.row.contest.code,
        "station": version.row.station.code,
        "version": version.number,
        "reason": version.reason if ground.shown else "",
    }
