"""The lock after too many wrong passwords: kept in the database by django-axes, per username and address.

allauth and axes name the username differently, and allauth finds an account whatever the case of the letters;
here both are brought to one name, so that ``Admin`` and ``admin`` do not get five attempts each.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def username_of(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The name that attempts are counted under: as typed, without regard to case and surrounding spaces."""
    given = credentials or {}
    typed = given.get("username") or given.get(settings.AXES_USERNAME_FORM_FIELD)
    if typed is None and request is not None:
        typed = request.POST.get(settings.AXES_USERNAME_FORM_FIELD)
    return str(typed or "").strip().lower()[:255]


def address_of(request: HttpRequest) -> str | None:
    """The address that attempts are counted under: the far one, behind as many proxies as the operator names.

    Otherwise everyone behind the proxy would share one address, and any stranger could lock out the city.
    None for a request that no server received, such as a script's own.
    """
    return get_adapter().get_client_ip(request) if "REMOTE_ADDR" in request.META else None


def refuse(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The page that says until when this name is locked on this address (HTTP 429)."""
    context = {"until": locked_until(request, credentials), "failures": settings.AXES_FAILURE_LIMIT}
    return render(request, "account/lockout.html", context, status=429)


def locked_until(request: HttpRequest, credentials: dict[str, Any] | None = None) -> datetime | None:
    """When the next attempt is allowed: the cool-off after the last counted failure; None when none is
    counted.
    """
    attempts = AxesProxyHandler.get_implementation().get_user_attempts(request, credentials)
    last = max((a.aggregate(last=Max("attempt_time"))["last"] for a in attempts), default=None)
    return last + get_cool_off(request) if last else None
