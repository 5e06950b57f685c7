"""A receipt looked up again: that something was received, when, for which form, with which photos. It
shows no figures.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from siaga.desks.results.queries.photos import received
from siaga.desks.results.receipts import beginning_of
from siaga.desks.trail.access import public


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
    found = received(code)
    context = {"found": found, "asked": code}
    return render(request, "results/receipts.html", context, status=200 if found else 404)
