"""Measures every request: latency by view and status for the monitor, one line for the log. No address, no
name.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

log = logging.getLogger("siaga.requests")

LATENCY = Histogram(
    "siaga_request_seconds",
    "Time to answer a request",
    ["view", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MetricsMiddleware:
    """Label by the name of the view, never by the address: an address may hold a code that belongs to a
    person, and there are as many addresses as an attacker cares to invent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = perf_counter()
        response = self.get_response(request)
        seconds = perf_counter() - start
        LATENCY.labels(view_name(request), _method(request), response.status_code).observe(seconds)
        _tell(request, response, seconds)
        return response


def view_name(request: HttpRequest) -> str:
    """``portal:home``, or ``unknown`` for an address that leads nowhere."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name if match else "") or "unknown"


def _method(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "other"


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    facts = {
        "view": view_name(request),
        "method": _method(request),
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
        "request": getattr(request, "siaga_request_id", ""),
    }
    log.info("%(method)s %(view)s %(status)s in %(milliseconds)s ms", facts, extra={"facts": facts})
