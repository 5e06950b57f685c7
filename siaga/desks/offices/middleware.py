"""Default deny: a view that does not say who may open it is closed; what it says is held before it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import override

from siaga.desks.offices import access
from siaga.desks.offices.marks import Rule, rule_of
from siaga.web.problems import problem


class DefaultDenyMiddleware:
    """Refuse whoever the view's mark does not let in, and tell the trail in which office the others act.

    A visitor is sent to sign in (API: 401), a signed-in person without the right gets 403, one who only lacks
    a second factor a page that says how to get one. Whether the right holds in the *place* at hand is the
    service's question: the middleware does not know the place.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "siaga_private", False) and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        rule = rule_of(request.resolver_match, request.method)
        if request.user.is_authenticated:
            access.remember(request.user)
        request.siaga_office = SimpleLazyObject(lambda: office_of(request.user, rule.action))
        if rule.public:
            return None
        request.siaga_private = True  # what only some may read is not kept on a shared computer
        return _refusal(request, rule)


def office_of(user: Any, action: str = "") -> str:
    """Role and institution in which the user takes the action, in the language of the house; empty for a
    visitor.
    """
    day = access.today()
    held = access.granting(user, action, day) if action else access.memberships_on(user, day)
    with override(settings.LANGUAGE_CODE):
        return str(held[0]) if held else ""


def _refusal(request: HttpRequest, rule: Rule) -> HttpResponse | None:
    """The answer to someone who may not come in; None lets them pass."""
    if rule.closed:
        return _forbidden(request, _("This page is not open to anyone."))
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    if rule.signed_in or access.may(request.user, rule.action):
        return None
    if access.lacks_second_factor(request.user, rule.action):
        return _second_factor_first(request)
    return _forbidden(request, _("Your role does not allow this."))


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if _is_api(request):
        return problem(401, _("Sign in first."))
    return redirect_to_login(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    """The page to go on with after signing in; of a form that was sent, the one it stood on.

    The address of a form itself may show nothing. A page of another site is never gone back to.
    """
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return "/"
    return urlunsplit(("", "", came_from.path or "/", came_from.query, ""))


def _second_factor_first(request: HttpRequest) -> HttpResponse:
    if _is_api(request):
        return problem(403, _("Set up a second factor first."))
    return render(request, "offices/second_factor.html", status=403)


def _forbidden(request: HttpRequest, sentence: str) -> HttpResponse:
    if _is_api(request):
        return problem(403, sentence)
    raise PermissionDenied(sentence)


def _is_api(request: HttpRequest) -> bool:
    return "api" in request.resolver_match.namespaces
