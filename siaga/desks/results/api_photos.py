"""Photographs of forms, for the capture page and its outbox: what to do, sending, reading, cut-outs.

Sending is a PUT under a number the phone chose: repeated as often as needed, received once.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.middleware.csrf import get_token
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.security import django_auth
from ninja.throttling import AuthRateThrottle

from siaga.desks.results.answers import ProblemOut, answered
from siaga.desks.results.api_rows import NUMBER, ROW, RowAt
from siaga.desks.results.errors_photos import TOO_LARGE, Damaged, PhotoRefused
from siaga.desks.results.models import PhotoReading
from siaga.desks.results.queries.at_once import sentence_about
from siaga.desks.results.queries.capture import capture_work
from siaga.desks.results.queries.evidence import newest_reading
from siaga.desks.results.queries.sight import seen_photos, sight_of
from siaga.desks.results.senders import same_sender, sender_of
from siaga.desks.results.services import Photograph, read_photos, take_photo
from siaga.desks.results.sides import PHOTOGRAPHS
from siaga.desks.trail.access import requires
from siaga.desks.trail.services.files import open_file
from siaga.web.moments import Moment

router = Router(tags=["desk"], auth=django_auth)

_REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429, 503), ProblemOut)


class PhotoIn(Schema):
    """What a phone says about a photo beside its bytes."""

    submission: str = Field(..., pattern=NUMBER, description="Receipt number the figures will have")
    order: int = Field(..., ge=1, le=99, description="Which photo of the form this is, as taken")
    sha256: str = Field(..., pattern=r"^[0-9a-f]{64}$", description="Digest the phone counted of the bytes")
    page: int | None = Field(None, ge=1, le=9, description="The page it was taken for")
    taken_at: Moment | None = Field(None, description="By the clock of the phone")
    sender: str = Field("", pattern=r"^[0-9a-f]{0,16}$", description="Mark of the person who took it")


class PhotoOut(Schema):
    """What became of a photo; `reason` where it could not be placed. `sentence`: what the crew should know at
    once, such as a page of another station; empty when nothing is to be done.
    """

    client_id: str
    sha256: str
    page: int | None
    reason: str
    sentence: str
    repeated: bool


class ReadingIn(Schema):
    submission: str = Field(..., pattern=NUMBER, description="Receipt number of the form's photos")


class FigureOut(Schema):
    """One figure as read. `place`: left, top, width and height of its cut-out in the picture of all."""

    value: int | None
    probability: float
    state: str
    alternatives: list[tuple[int, float]]
    place: list[int] | None


class ReadingOut(Schema):
    """A form as read from its photos; `why` says why a person must look at it."""

    submission: str
    accepted: bool
    why: str
    figures: dict[str, FigureOut]
    cuttings: bool


class CaptureOut(Schema):
    """What a crew or supervisor has to do: the forms of the station, with all a phone needs without a
    signal.
    """

    sender: str
    name: str
    username: str
    token: str
    forms: list[dict[str, Any]]
    papers: dict[str, dict[str, Any]]


@router.get("/capture", response={200: CaptureOut} | _REFUSALS, summary="The forms of your station")
@requires(PHOTOGRAPHS)
def capture(
    request: HttpRequest,
    station: str = Query("", pattern=r"^([0-9]{13})?$", description="For whoever enters at many stations"),
) -> Any:
    """Everything the capture page keeps for the time without a signal, and the token its answers need."""
    work = capture_work(request.user, station)
    user = request.user
    person = {"sender": sender_of(user), "name": str(user), "username": user.get_username()}
    return person | {"token": get_token(request), "forms": work.forms, "papers": work.papers}


@router.put(
    ROW + "/photos/{client_id}",
    response={200: PhotoOut, 201: PhotoOut} | _REFUSALS,
    summary="Send a photo of a form",
    throttle=[AuthRateThrottle(settings.SIAGA_PHOTO_RATE)],
    openapi_extra={"requestBody": {"required": True, "content": {"image/*": {"schema": {"type": "string"}}}}},
)
@requires(PHOTOGRAPHS)
def send_photo(
    request: HttpRequest,
    at: RowAt = Path(...),  # noqa: B008 - the way of the library
    client_id: str = Path(..., pattern=NUMBER, description="Number of this upload, once per photo"),
    said: PhotoIn = Query(...),  # noqa: B008
) -> Any:
    """Keeps the bytes as sent. The same number with the same bytes is received once; with others, 409."""

    def act() -> Any:
        found = at.row(request, PHOTOGRAPHS)
        same_sender(request.user, said.sender)
        taken = take_photo(found, request.user, _photograph(request, client_id, said))
        return Status(200 if taken.repeated else 201, _photo(taken.photo, taken.repeated))

    return answered(act)


@router.post(ROW + "/readings", response={200: ReadingOut} | _REFUSALS, summary="Read a form's photos")
@requires(PHOTOGRAPHS)
def read(request: HttpRequest, asked: ReadingIn, at: RowAt = Path(...)) -> Any:  # noqa: B008
    """What the engine reads once every page is there. It enters nothing: a person sends the figures."""

    def act() -> Any:
        found = at.row(request, PHOTOGRAPHS)
        return _reading(read_photos(found, request.user, asked.submission))

    return answered(act)


@router.get(ROW + "/readings/{submission}/cuttings", response=_REFUSALS, summary="Cut-outs of every figure")
@requires("results.read")
def cuttings(
    request: HttpRequest,
    at: RowAt = Path(...),  # noqa: B008
    submission: str = Path(..., pattern=NUMBER, description="Receipt number of the form's photos"),
) -> Any:
    """One WebP picture, to whoever may see the photos; the reading tells where each figure is in it."""
    found = at.row(request, "results.read")
    reading = newest_reading(found, submission)
    seen = seen_photos(found, request.user, sight_of(found, request.user))
    if reading is None or not seen.filter(submission=submission).exists():
        raise Http404("Nothing was read under this number.")
    response = FileResponse(open_file(reading.cuttings), content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    return response


def _photograph(request: HttpRequest, client_id: str, said: PhotoIn) -> Photograph:
    content = _body(request)
    if sha256(content).hexdigest() != said.sha256:
        raise Damaged
    return Photograph(
        client_id=client_id,
        submission=said.submission,
        order=said.order,
        content=content,
        page=said.page,
        taken_at=said.taken_at,
    )


def _body(request: HttpRequest) -> bytes:
    """The bytes sent, never more than may be kept: what says it is longer is not read at all."""
    most = settings.SIAGA_MAX_FILE_MB * 1_000_000
    if int(request.headers.get("Content-Length") or 0) > most:
        raise PhotoRefused(TOO_LARGE)
    content = request.read(most + 1)
    if len(content) > most:
        raise PhotoRefused(TOO_LARGE)
    return content


def _photo(photo: Any, repeated: bool) -> dict[str, Any]:
    return {
        "client_id": photo.client_id,
        "sha256": photo.file_id,
        "page": photo.page,
        "reason": photo.reason,
        "sentence": sentence_about(photo),
        "repeated": repeated,
    }


def _reading(reading: PhotoReading) -> dict[str, Any]:
    figures = {name: figure | {"place": reading.places.get(name)} for name, figure in reading.fields.items()}
    return {
        "submission": reading.submission,
        "accepted": reading.accepted,
        "why": reading.reason,
        "figures": figures,
        "cuttings": reading.cuttings_id is not None,
    }
