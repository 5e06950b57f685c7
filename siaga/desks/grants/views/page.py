"""One grant: the agreement, what is due and why, the money, its use, what may be done next."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siaga.desks.elections.days import today_in
from siaga.desks.grants.models import Filing, Payment, Realisation
from siaga.desks.grants.queries.doubts import subject_of
from siaga.desks.grants.queries.steps import payment_acts, steps
from siaga.desks.grants.views.common import line_at
from siaga.desks.offices.access import may
from siaga.desks.trail.access import public, requires
from siaga.desks.trail.queries import timeline_of
from siaga.desks.trail.views.files import download_file

KEEPERS = {
    "pembayaran": (Payment, "grant"),
    "realisasi": (Realisation, "grant"),
    "laporan": (Filing, "report__grant"),
}
"""What holds a file, by its word in the address, and how it leads to its grant."""


@public
@never_cache
@require_safe
def grant(request: HttpRequest, election: str, code: str) -> HttpResponse:
    """One grant; people, papers and the story of the record are for the room."""
    line = line_at(request, election, code)
    room = may(request.user, "grants.read", line.grant.election.region_id)
    acts = payment_acts(line, request.user)
    context = {
        "line": line,
        "grant": line.grant,
        "subject": subject_of(code),
        "today": today_in(line.grant.election),
        "payments": [(item, acts.get(item.payment.pk, [])) for item in line.payments],
        "steps": steps(line, request.user),
        "room": room,
        "story": timeline_of(line.grant) if room else (),
    }
    return render(request, "grants/grant.html", context)


@requires("grants.read")
@require_safe
def file(request: HttpRequest, election: str, code: str, keeper: str, pk: int) -> FileResponse:
    """The paper behind a payment, a report of use, or a filed report."""
    line = line_at(request, election, code)
    if keeper not in KEEPERS or not may(request.user, "grants.read", line.grant.election.region_id):
        raise Http404(_("There is no such file."))
    model, path = KEEPERS[keeper]
    row = model.objects.filter(pk=pk, **{path: line.grant}).select_related("file").first()
    if row is None or row.file is None:
        raise Http404(_("There is no such file."))
    return download_file(row.file, f"hibah-{code}-{keeper}-{pk}")
