"""Handing out a stored file: always to be saved, never run or shown by the site itself."""

from __future__ import annotations

from django.http import FileResponse, Http404

from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.services.files import open_file
from siaga.desks.trail.sniff import Media


def download_file(stored: StoredFile, name: str) -> FileResponse:
    """The file as a download called `name` with the ending of its kind.

    The view asks first who may read it. The name as sent stays out of it: two people may have sent the same
    bytes under different names, and one need not learn the other's.
    """
    try:
        content = open_file(stored)
    except FileNotFoundError:
        raise Http404 from None
    suffix = Media.of_type(stored.media_type).suffix
    response = FileResponse(
        content, as_attachment=True, filename=f"{name}{suffix}", content_type=stored.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
