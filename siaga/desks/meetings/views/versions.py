"""The versions of the minutes: what each says, what changed, who signed, and whether it still is that."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siaga.desks.meetings.errors import Refused
from siaga.desks.meetings.models import Meeting, Minutes, Signature
from siaga.desks.meetings.queries.versions import open_to, version_page
from siaga.desks.meetings.reading import reader_of
from siaga.desks.meetings.services.signing import capacities_of, sign
from siaga.desks.meetings.states import State
from siaga.desks.meetings.views.common import readable
from siaga.desks.trail.access import requires


@requires("meetings.read")
@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version with its signatures, as far as the reader may read it."""
    meeting, minutes = _laid(request, pk, number)
    page = version_page(meeting, minutes, reader_of(request.user))
    waiting = page.newest and meeting.state == State.HELD
    mine = capacities_of(meeting, request.user) if waiting else ()
    signed = {s.capacity for s in page.signatures}
    capacities = [(c, Signature.Capacity(c).label) for c in mine if c not in signed]
    context = {"meeting": meeting, "page": page, "capacities": capacities, "waiting": waiting}
    return render(request, "meetings/version.html", context)


@requires("meetings.read")
@require_POST
def sign_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Sign a version as chair or as note-taker."""
    _meeting, minutes = _laid(request, pk, number)
    try:
        sign(minutes, request.user, request.POST.get("capacity", ""))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Signed, and written into the trail."))
    return redirect("meetings:version", pk=pk, number=number)


def _laid(request: HttpRequest, pk: int, number: int) -> tuple[Meeting, Minutes]:
    """The version of an address and its meeting. Raises Http404 as well where the person may not open it."""
    meeting = readable(request, pk)
    minutes = get_object_or_404(meeting.minutes, number=number)
    if not open_to(reader_of(request.user), minutes):
        raise Http404
    return meeting, minutes
