"""The agenda: its points, their order, and taking them off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from siaga.desks.meetings.forms_meetings import ActForm
from siaga.desks.meetings.forms_record import PointForm
from siaga.desks.meetings.models import AgendaItem, Meeting
from siaga.desks.meetings.queries.meeting_page import agenda_of
from siaga.desks.meetings.reading import reader_of
from siaga.desks.meetings.services import agenda as services
from siaga.desks.meetings.views.common import POSTED, done, submitted, writable
from siaga.desks.trail.access import requires


@requires("meetings.write")
@require_http_methods(POSTED)
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The points in their order, and one more."""
    meeting = writable(request, pk)
    form = PointForm(request.POST or None, initial={"visibility": meeting.visibility})
    return submitted(
        request,
        form,
        lambda: services.add_point(meeting, request.user, form.point()),
        template="meetings/agenda.html",
        context={"meeting": meeting, "points": agenda_of(meeting, reader_of(request.user))},
        sentence=_("The point is on the agenda."),
        to=lambda _point: _address(meeting),
    )


@requires("meetings.write")
@require_http_methods(POSTED)
def point(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Change a point."""
    meeting = writable(request, pk)
    item = _point(request, meeting, point)
    names = ("title", "note", "presenter", "visibility")
    form = PointForm(request.POST or None, initial={name: getattr(item, name) for name in names})
    return submitted(
        request,
        form,
        lambda: services.change_point(item, request.user, form.point()),
        template="meetings/point.html",
        context={"meeting": meeting, "point": item, "back": _address(meeting)},
        sentence=_("The point was changed."),
        to=lambda _point: _address(meeting),
    )


@requires("meetings.write")
@require_http_methods(POSTED)
def withdraw_point(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Take a point off, with the reason."""
    meeting = writable(request, pk)
    item = _point(request, meeting, point)
    form = ActForm(request.POST or None, initial={"revision": meeting.revision})
    return submitted(
        request,
        form,
        lambda: services.withdraw_point(item, request.user, form.cleaned_data["reason"]),
        template="meetings/act.html",
        context={
            "meeting": meeting,
            "back": _address(meeting),
            "title": _("Take off the agenda"),
            "name": item.title,
        },
        sentence=_("The point is off the agenda."),
        to=lambda _point: _address(meeting),
    )


@requires("meetings.write")
@require_POST
def move_point(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Let a point change places with its neighbour."""
    meeting = writable(request, pk)
    item = _point(request, meeting, point)
    up = request.POST.get("up") == "1"
    return done(
        request,
        lambda: services.move_point(item, request.user, up),
        _("The order was changed."),
        _address(meeting),
    )


def _point(request: HttpRequest, meeting: Meeting, pk: int) -> AgendaItem:
    return get_object_or_404(agenda_of(meeting, reader_of(request.user)), pk=pk, withdrawn=False)


def _address(meeting: Meeting) -> str:
    return reverse("meetings:agenda", args=[meeting.pk])
