"""Error pages: one clear sentence each, and what to do next; under /api/ the same as a problem document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices import access
from siaga.desks.trail.access import public
from siaga.web.problems import problem

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong in one sentence, and the next step in another."""

    status: HTTPStatus
    sentence: Text
    next_step: Text


BAD_REQUEST = Fault(
    HTTPStatus.BAD_REQUEST,
    _("This request could not be understood."),
    _("Go back one page, check what you typed, and send it again."),
)
FORBIDDEN = Fault(
    HTTPStatus.FORBIDDEN,
    _("Your office does not give you access to this page."),
    _("Sign in with another account, or ask the account administrator of your institution."),
)
FORM_TOO_OLD = Fault(
    HTTPStatus.FORBIDDEN,
    _("This form is too old, or your browser refuses cookies; nothing was saved."),
    _("Reload the page you came from and send the form again."),
)
NOT_FOUND = Fault(
    HTTPStatus.NOT_FOUND,
    _("There is no page at this address."),
    _("Check the address, or search for the polling station, ward or stage you need."),
)
ONLY_FORMS = Fault(HTTPStatus.METHOD_NOT_ALLOWED, NOT_FOUND.sentence, BAD_REQUEST.next_step)
SERVER_ERROR = Fault(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    _("Something broke on our side; what you sent was not saved."),
    _("Wait a minute and try again. If it happens again, tell the operator the number below."),
)


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read; an exception of ours may say why in its `sentence`."""
    return _page(request, BAD_REQUEST, getattr(exception, "sentence", ""))


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but without the right; the exception may carry a sentence of its own."""
    return _page(request, FORBIDDEN, _said(exception))


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here; a sentence given to Http404 is shown instead of the general one."""
    return _page(request, NOT_FOUND, _said(exception))


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page stands alone and asks the database nothing, which may be what broke."""
    return _page(request, SERVER_ERROR)


def answer_forms_only(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. 405: who opens an address that only takes forms reads so, instead of a blank page."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            response.status_code != HTTPStatus.METHOD_NOT_ALLOWED
            or request.method != "GET"
            or response.content
        ):
            return response
        page = _page(request, ONLY_FORMS)
        page["Allow"] = response["Allow"]
        return page

    return respond


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection token is missing or old."""
    return _page(request, FORM_TOO_OLD)


def _page(request: HttpRequest, fault: Fault, sentence: Text = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(fault.status, str(sentence or fault.sentence))
    if fault is not SERVER_ERROR:
        _remember_rights(request)
    context = {
        "status": fault.status.value,
        "sentence": sentence or fault.sentence,
        "next_step": fault.next_step,
        "request_id": getattr(request, "siaga_request_id", ""),
    }
    frame = "web/error_alone.html" if fault is SERVER_ERROR else "web/error.html"
    return HttpResponse(loader.render_to_string(frame, context, request), status=fault.status)


def _remember_rights(request: HttpRequest) -> None:
    """An address that leads nowhere has no view before which the reader's rights would have been read."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and not access.remembers(user):
        access.remember(user)


def _said(exception: Exception) -> Text:
    """The sentence somebody wrote into the exception; what the address resolver puts there is no text."""
    said = exception.args[0] if exception.args else ""
    return said if isinstance(said, (str, Promise)) else ""
