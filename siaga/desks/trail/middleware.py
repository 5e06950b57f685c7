"""Gives every request a number and tells the trail who is behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from siaga.desks.trail.context import Actor, acting, in_request

HEADER = "X-Request-ID"
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


class ActorMiddleware:
    """Set the actor for the time of a request; answer with the request's number in ``X-Request-ID``.

    The office is what an earlier middleware or the view left in ``request.siaga_office`` (any object with a
    label as its text). Both user and office are read only when an entry is written, so a page that changes
    nothing costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = _number(request)
        request.siaga_request_id = number  # type: ignore[attr-defined]
        with in_request(number), acting(lambda: actor_of(request)):
            response = self.get_response(request)
        response[HEADER] = number
        return response


def actor_of(request: HttpRequest) -> Actor:
    """Return who is behind a request; a visitor who is not signed in has no number."""
    user = getattr(request, "user", None)
    office = str(getattr(request, "siaga_office", None) or "")
    if user is None or not user.is_authenticated:
        return Actor(name="anonymous", office=office)
    return Actor(str(user.pk), user.get_full_name() or user.get_username(), office)


def _number(request: HttpRequest) -> str:
    """The number a proxy gave the request, if it is a UUID; a new one otherwise."""
    given = request.headers.get(HEADER, "")
    return given.lower() if _UUID.fullmatch(given) else uuid4().hex
