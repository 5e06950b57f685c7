"""Attendance: the signature list of the note-taker, the sign on the door, and one tap by the guest."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from siaga.desks.meetings.errors import NotNow, Refused
from siaga.desks.meetings.forms_record import LineForm
from siaga.desks.meetings.models import Attendance, Meeting
from siaga.desks.meetings.queries.meeting_page import attendance_of
from siaga.desks.meetings.reading import meetings_for, reader_of
from siaga.desks.meetings.services.attendance import CheckedIn, check_in, is_open, opens, own_lines, take
from siaga.desks.meetings.states import AT_WORK
from siaga.desks.meetings.views.common import POSTED, writable
from siaga.desks.offices.marks import signed_in
from siaga.desks.trail.access import requires


@requires("meetings.write")
@require_http_methods(POSTED)
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole list, line by line, as people signed it on paper."""
    meeting = writable(request, pk)
    rows = list(attendance_of(meeting))
    posted = request.POST if request.method == "POST" else None
    forms = {row.pk: LineForm(posted, prefix=f"b{row.pk}", initial=LineForm.first(row)) for row in rows}
    sentence, status = "", 200
    if posted is not None:
        sentence, status = _take(request, meeting, forms)
        if not sentence:
            return redirect("meetings:attendance", pk=pk)
    lines = [(row, forms[row.pk]) for row in rows]
    context = {"meeting": meeting, "lines": lines, "sentence": sentence, "open": meeting.state in AT_WORK}
    return render(request, "meetings/attendance.html", context, status=status)


@requires("meetings.write")
@require_safe
@never_cache
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """The sign for the door, to print or to show on a screen."""
    meeting = writable(request, pk)
    if not meeting.door_key:
        messages.error(request, NotNow.sentence)
        return redirect("meetings:meeting", pk=pk)
    link = request.build_absolute_uri(reverse("meetings:check-in", args=[pk, meeting.door_key]))
    picture = segno.make(link, error="m").svg_data_uri(scale=8, border=2)
    context = {"meeting": meeting, "link": link, "picture": picture, "open": is_open(meeting)}
    return render(request, "meetings/door.html", context)


@signed_in
@require_http_methods(POSTED)
@never_cache
def checked_in(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """What the sign on the door opens: one tap says "I am here" for one's own institution."""
    meeting = Meeting.objects.select_related("series", "chair").filter(pk=pk).first()
    if meeting is None or not opens(meeting, key):
        raise Http404(_("This door sign is not valid."))
    lines = own_lines(meeting, request.user)
    outcome: CheckedIn | None = None
    sentence, status = "", 200
    if request.method == "POST":
        try:
            row = get_object_or_404(Attendance, pk=_number(request.POST.get("line")), meeting=meeting)
            outcome = check_in(meeting, request.user, key, row, request.POST.get("as") == "represented")
        except Refused as refusal:
            sentence, status = refusal.sentence, refusal.status
        lines = own_lines(meeting, request.user)
    context = {
        "meeting": meeting,
        "known": Meeting.objects.filter(meetings_for(reader_of(request.user)), pk=pk).exists(),
        "lines": lines,
        "open": is_open(meeting),
        "outcome": outcome,
        "sentence": sentence,
    }
    return render(request, "meetings/check_in.html", context, status=status)


def _take(request: HttpRequest, meeting: Meeting, forms: dict[int, LineForm]) -> tuple[Any, int]:
    """Write the posted list down; a sentence and a status when it must be shown again."""
    if any(form.errors for form in forms.values()):
        return _("Some lines are not complete. They are marked."), 422
    try:
        outcome = take(meeting, request.user, {pk: form.taken() for pk, form in forms.items()})
    except Refused as refusal:
        return refusal.sentence, refusal.status
    messages.success(request, _("%(n)s lines written.") % {"n": outcome.written})
    if outcome.changed_meanwhile:
        names = ", ".join(str(row) for row in outcome.changed_meanwhile)
        messages.warning(
            request,
            _("Somebody else changed these lines meanwhile: %(who)s") % {"who": names},
        )
    return "", 302


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0
