"""One photograph of a form, shown to those who may see the side that took it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from siaga.desks.results.addresses import row_at
from siaga.desks.results.queries.sight import seen_photos, sight_of
from siaga.desks.trail.access import requires
from siaga.desks.trail.services.files import open_file


@requires("results.read")
@require_safe
def photo(request: HttpRequest, election: str, contest: str, station: str, pk: int) -> HttpResponse:
    """The bytes as sent. They were opened as a picture before they were kept, and nothing in them can run."""
    row = row_at(request, election, contest, station, "results.read")
    seen = seen_photos(row, request.user, sight_of(row, request.user))
    found = seen.filter(pk=pk).select_related("file").first()
    if found is None:
        raise Http404
    try:
        content = open_file(found.file)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, content_type=found.file.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
