"""Answers that the pages of the trail have in common."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def download_json(document: dict[str, Any], name: str) -> HttpResponse:
    """Return a document as a file to save, ``siaga-<name>.json``."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    response = HttpResponse(text + "\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="siaga-{name}.json"'
    return response


def plain_text(text: str) -> HttpResponse:
    """Return text just as it was signed."""
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def not_signed_yet(request: HttpRequest, index: int) -> HttpResponse:
    """Say that there is no proof yet for this entry, and what to do."""
    return render(request, "trail/not_signed.html", {"index": index}, status=404)
