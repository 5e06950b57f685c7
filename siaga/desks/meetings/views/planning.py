"""Planning: series, meetings, invitations."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siaga.desks.meetings.forms_meetings import ActForm, FrameForm, InviteForm, SeriesForm
from siaga.desks.meetings.models import Attendance, Meeting, Series
from siaga.desks.meetings.queries.lists import series_list
from siaga.desks.meetings.queries.meeting_page import attendance_of
from siaga.desks.meetings.reading import reader_of
from siaga.desks.meetings.services import meetings as services
from siaga.desks.meetings.services import series as series_services
from siaga.desks.meetings.views.common import POSTED, election_of, page_of, submitted, writable
from siaga.desks.offices.access import require
from siaga.desks.trail.access import requires


@requires("meetings.write")
@require_http_methods(POSTED)
def new_series(request: HttpRequest) -> HttpResponse:
    """Begin a series of meetings."""
    election = election_of(request)
    form = SeriesForm(request.POST or None, user=request.user)
    return submitted(
        request,
        form,
        lambda: series_services.open_series(election, request.user, form.plan()),
        template="meetings/series_form.html",
        context={},
        sentence=_("The series is open."),
        to=_series_address,
    )


@requires("meetings.write")
@require_http_methods(POSTED)
def change_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a series is."""
    series = _series(request, pk)
    names = ("name", "kind", "convener", "region", "visibility")
    first = {name: getattr(series, name) for name in names}
    form = SeriesForm(request.POST or None, user=request.user, initial=first)
    return submitted(
        request,
        form,
        lambda: series_services.change_series(series, request.user, form.plan()),
        template="meetings/series_form.html",
        context={"series": series},
        sentence=_("The series was changed."),
        to=_series_address,
    )


@requires("meetings.write")
@require_http_methods(POSTED)
def close_series(request: HttpRequest, pk: int) -> HttpResponse:
    """End a series; its meetings stay."""
    series = _series(request, pk)
    form = ActForm(request.POST or None, initial={"revision": 0})
    return submitted(
        request,
        form,
        lambda: series_services.close_series(series, request.user, form.cleaned_data["reason"]),
        template="meetings/act.html",
        context={"back": _series_address(series), "title": _("Close the series"), "name": series.name},
        sentence=_("The series is closed."),
        to=_series_address,
    )


@requires("meetings.write")
@require_http_methods(POSTED)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan the next meeting of a series; it begins with what the last one had."""
    series = _series(request, pk)
    form = FrameForm(request.POST or None, series=series, initial=_like_the_last(series, request))
    return submitted(
        request,
        form,
        lambda: services.plan(series, request.user, form.frame()),
        template="meetings/plan.html",
        context={"series": series},
        sentence=_("The meeting is planned. What its series left open is on its agenda."),
        to=page_of,
    )


@requires("meetings.write")
@require_http_methods(POSTED)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when, where, under whom and for whose eyes."""
    meeting = writable(request, pk)
    form = FrameForm(request.POST or None, series=meeting.series, initial=FrameForm.first(meeting))
    return submitted(
        request,
        form,
        lambda: services.change(meeting, request.user, form.frame(), form.cleaned_data["revision"] or 0),
        template="meetings/plan.html",
        context={"series": meeting.series, "meeting": meeting},
        sentence=_("Changed, and written into the trail."),
        to=page_of,
    )


@requires("meetings.write")
@require_http_methods(POSTED)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose whom to invite; those of the last meeting of the series are chosen already."""
    meeting = writable(request, pk)
    form = InviteForm(request.POST or None, meeting=meeting, initial=_guests_of_the_last(meeting))
    return submitted(
        request,
        form,
        lambda: services.invite(meeting, request.user, form.guests()),
        template="meetings/invite.html",
        context={"meeting": meeting, "rows": attendance_of(meeting)},
        sentence=_("Invited. The attendance list and the door sign are ready."),
        to=lambda _came: page_of(meeting, "daftar-hadir"),
    )


@requires("meetings.write")
@require_http_methods(POSTED)
def uninvite(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Withdraw an invitation that nobody has followed yet."""
    meeting = writable(request, pk)
    row = get_object_or_404(attendance_of(meeting), pk=line, presence=Attendance.Presence.EXPECTED)
    form = ActForm(request.POST or None, initial={"revision": meeting.revision})
    return submitted(
        request,
        form,
        lambda: services.uninvite(row, request.user, form.cleaned_data["reason"]),
        template="meetings/act.html",
        context={
            "meeting": meeting,
            "back": page_of(meeting),
            "title": _("Withdraw an invitation"),
            "name": str(row),
        },
        sentence=_("The invitation is withdrawn."),
        to=lambda _row: page_of(meeting, "daftar-hadir"),
    )


def _series(request: HttpRequest, pk: int) -> Series:
    """A series the visitor may convene in. Raises Http404 and PermissionDenied."""
    series = get_object_or_404(series_list(reader_of(request.user), election_of(request)), pk=pk)
    require(request.user, "meetings.write", series.region_id)
    if series.closed_at is not None:
        raise PermissionDenied(_("This series is closed."))
    return series


def _series_address(series: Series) -> str:
    return reverse("meetings:series", args=[series.pk])


def _like_the_last(series: Series, request: HttpRequest) -> dict[str, object]:
    """Hours, place and people as at the last meeting of the series."""
    first = {
        "visibility": series.visibility,
        "title": series.name,
        "note_taker": request.user.pk,
        "time_zone": series.election.time_zone,
        "regime": series.election.regime,
    }
    last = Meeting.objects.filter(series=series).order_by("-day", "-pk").first()
    names = ("starts", "venue", "chair", "moderator", "legal_basis")
    return first | ({name: getattr(last, name) for name in names} if last else {})


def _guests_of_the_last(meeting: Meeting) -> dict[str, list[int]]:
    """Whoever was invited to the meeting before this one, and is not invited yet."""
    if meeting.attendance.exists():
        return {}
    others = Meeting.objects.filter(series=meeting.series_id).exclude(pk=meeting.pk)
    last = others.filter(attendance__isnull=False).order_by("-day", "-pk").first()
    if last is None:
        return {}
    lines = list(last.attendance.filter(withdrawn=False).values_list("institution", "office"))
    return {
        "institutions": [institution for institution, office in lines if office is None],
        "offices": [office for _institution, office in lines if office is not None],
    }
