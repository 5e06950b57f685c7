"""Errors of the API as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"


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
