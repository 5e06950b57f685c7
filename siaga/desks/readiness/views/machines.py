"""What the operator's machines ask: is it fit (`/kesehatan/`), how is it doing (`/metrik/`)."""

from __future__ import annotations

import os
from dataclasses import asdict
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from siaga.desks.readiness.queries.health import health_for_machines
from siaga.desks.readiness.queries.monitor import HouseCollector
from siaga.desks.trail.access import public

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
"""A request that carries one of these came through a proxy, so its near end says nothing about its far end.
"""


@public
@never_cache
@require_safe
def health_page(request: HttpRequest) -> HttpResponse:
    """200 when every dependency works, 503 otherwise; each with its sentence and its time in milliseconds."""
    found = health_for_machines()
    body = {
        "status": "fit" if found.fit else "unfit",
        "version": settings.SIAGA_VERSION,
        "checks": [asdict(check) for check in found.checks],
    }
    return JsonResponse(body, status=200 if found.fit else 503)


@public
@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Prometheus text format, for this very machine or for who knows the token (SIAGA_METRICS_TOKEN)."""
    if not (_from_here(request) or _knows_token(request)):
        raise PermissionDenied(_("Metrics are for this machine only, or for a monitor with the token."))
    return HttpResponse(_requests() + _house(), content_type=CONTENT_TYPE_LATEST)


def _from_here(request: HttpRequest) -> bool:
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _knows_token(request: HttpRequest) -> bool:
    token = settings.SIAGA_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and constant_time_compare(given, token)


def _requests() -> bytes:
    """What the middleware measured: in this process, or in all of them when they share a folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    shared = CollectorRegistry()
    MultiProcessCollector(shared)
    return generate_latest(shared)


def _house() -> bytes:
    figures = CollectorRegistry()
    figures.register(HouseCollector())
    return generate_latest(figures)
