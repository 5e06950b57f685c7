"""What the pages of this desk share: the meeting of an address, the election, an act with its refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from siaga.desks.elections import choice
from siaga.desks.elections.models import Election
from siaga.desks.meetings.errors import Refused
from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.queries.meeting_page import meeting_at
from siaga.desks.meetings.reading import reader_of
from siaga.desks.offices.access import require

POSTED = ["GET", "HEAD", "POST"]


def election_of(request: HttpRequest) -> Election:
    """The election the visitor looks at. Raises Http404 when there is none."""
    election = choice.election_of(request)
    if election is None:
        raise Http404(_("No election has been loaded yet."))
    return election


def readable(request: HttpRequest, pk: int) -> Meeting:
    """The meeting of an address. Raises Http404 as well where the visitor may not know of it."""
    return meeting_at(reader_of(request.user), pk)


def writable(request: HttpRequest, pk: int) -> Meeting:
    """The same for who keeps its record. Raises PermissionDenied to others."""
    meeting = readable(request, pk)
    require(request.user, "meetings.write", meeting.series.region_id)
    if meeting.loaded:
        raise PermissionDenied(_("This meeting comes from a pack of sources: it is corrected there."))
    return meeting


def page_of(meeting: Meeting, part: str = "") -> str:
    """The address of a meeting's page."""
    return reverse("meetings:meeting", args=[meeting.pk]) + (f"#{part}" if part else "")


def done(request: HttpRequest, act: Callable[[], Any], sentence: Any, to: str) -> HttpResponse:
    """Do an act that has no form to be shown again: the answer goes to `to` either way."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, sentence)
    return redirect(to)


def submitted(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], Any],
    *,
    template: str,
    context: dict[str, Any],
    sentence: Any,
    to: Callable[[Any], str],
) -> HttpResponse:
    """Show a form; when it is posted and valid do the act; on a refusal show it again with the sentence."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                result = act()
            except Refused as refusal:
                form.add_error(None, str(refusal.sentence))
                status = refusal.status
            else:
                messages.success(request, sentence)
                return redirect(to(result))
    return render(request, template, context | {"form": form}, status=status)
