"""Errors of the API as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse
from ninja import Schema

MEDIA_TYPE = "application/problem+json"


class ProblemOut(Schema):
    """RFC 9457"""

    type: str
    title: str
    status: int
    detail: str


ERRORS = {404: ProblemOut, 422: ProblemOut, 429: ProblemOut}
"""What any operation that takes parameters may answer besides."""


def problem(status: int, detail: str, **more: Any) -> JsonResponse:
    """A problem document: the status, its standard title, one sentence, and further members where given."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        **more,
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)
