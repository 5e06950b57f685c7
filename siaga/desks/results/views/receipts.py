"""A receipt looked up again: that something was received, when, for which form, with which photos. It
shows no figures.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from ninja.throttling import SimpleRateThrottle

from siaga.desks.results.queries.photos import received
from siaga.desks.results.receipts import beginning_of
from siaga.desks.trail.access import public


class _Lookups(SimpleRateThrottle):
    """How often one address may look codes up: enough for a crew with slips, too seldom to try them all."""

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"receipts:{self.get_ident(request)}"


@public
@require_safe
def receipts(request: HttpRequest) -> HttpResponse:
    """Type the code of a receipt."""
    asked = request.GET.get("kode", "").strip()
    if beginning_of(asked):
        return redirect("receipts:receipt", code="-".join(asked.replace("-", " ").split()))
    return render(request, "results/receipts.html", {"asked": asked})


@public
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What was received under a code, to be shown or printed."""
    if not _Lookups(settings.SIAGA_RECEIPT_RATE).allow_request(request):
        return render(request, "results/receipts.html", {"asked": code, "wait": True}, status=429)
    found = received(code)
    context = {"found": found, "asked": code}
    return render(request, "results/receipts.html", context, status=200 if found else 404)
