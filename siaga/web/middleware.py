"""What no page needs and no database bears, turned away before it reaches either."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

NUL = "\0"


class NulMiddleware:
    """Answer 404 to an address with a NUL character in it: it names nothing.

    PostgreSQL holds no such text and refuses to look for it, which would be a fault of ours (500). Fields of
    posted forms are refused by the forms themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = ""  # the page of the error reads its parameters too
            raise Http404
        return self.get_response(request)
