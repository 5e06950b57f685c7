"""The list of meetings, of series, a series with its meetings, and who was absent from what."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from siaga.desks.elections import choice
from siaga.desks.meetings.forms_meetings import MeetingFilter, PeriodFilter
from siaga.desks.meetings.queries.absences import absences
from siaga.desks.meetings.queries.lists import Wanted, meetings, series_list
from siaga.desks.meetings.reading import reader_of
from siaga.desks.meetings.states import AHEAD
from siaga.desks.meetings.views.common import election_of
from siaga.desks.offices.access import may
from siaga.desks.trail.access import public, requires
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("day", _("Day"), lambda m: m.day),
    Column("title", _("Meeting"), lambda m: m.title),
    Column("series", _("Series"), lambda m: m.series.name),
    Column("state", _("State"), lambda m: m.get_state_display()),
    Column("came", _("Came"), lambda m: m.came, numeric=True),
    Column("actions", _("Open actions"), lambda m: m.open_actions, numeric=True),
    Column("invited", _("Invited"), lambda m: m.invited, numeric=True, shown=False),
    Column("kind", _("Kind"), lambda m: m.series.get_kind_display(), shown=False),
    Column("starts", _("Begins"), lambda m: m.starts and m.starts.isoformat("minutes"), shown=False),
    Column("venue", _("Place"), lambda m: m.venue or None, shown=False),
    Column("chair", _("Chair"), lambda m: str(m.chair) if m.chair else None, shown=False),
    Column("visibility", _("Who may read it"), lambda m: m.get_visibility_display(), shown=False),
    Column("code", _("Code"), lambda m: f"{m.series.code}/{m.code}", shown=False),
]
ABSENCE_COLUMNS = [
    Column("institution", _("Institution"), lambda c: c.institution),
    Column("series", _("Series"), lambda c: c.series),
    Column("invited", _("Invited"), lambda c: c.invited, numeric=True),
    Column("present", _("Present"), lambda c: c.present, numeric=True),
    Column("represented", _("Represented"), lambda c: c.represented, numeric=True),
    Column("excused", _("Absent with reason"), lambda c: c.excused, numeric=True),
    Column("absent", _("Absent"), lambda c: c.absent, numeric=True),
    Column("not_stated", _("Not stated"), lambda c: c.not_stated, numeric=True),
    Column("share", _("Missed"), lambda c: c.share, numeric=True),
]


@public
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Every meeting the visitor may know of, filtered by its address; CSV and Excel with ``?unduh=``."""
    reader, election = reader_of(request.user), choice.election_of(request)
    if election is None:
        return render(request, "meetings/list.html", {"election": None})
    known = series_list(reader, election)
    form = MeetingFilter(request.GET, series=known)
    rows = meetings(reader, election, _wanted(form))
    listing = Listing(request, rows, COLUMNS, sort="-day")
    if kind := wanted(request):
        return listing.download(kind, name="rapat")
    context = {"form": form, "listing": listing, "election": election, "series": known}
    return render(request, "meetings/list.html", context | _rights(request, election.region_id))


@public
@require_safe
def series_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One series: its meetings one after the other, what the next one takes up, what is left open."""
    reader, election = reader_of(request.user), election_of(request)
    found = get_object_or_404(series_list(reader, election), pk=pk)
    rows = list(meetings(reader, election, Wanted(series=found.pk)))
    ahead = [m for m in rows if m.state in AHEAD]
    listing = Listing(request, rows, COLUMNS, sort="-day")
    if kind := wanted(request):
        return listing.download(kind, name=f"rapat-rangkaian-{found.pk}")
    context = {"series": found, "listing": listing, "ahead": ahead, "left": sum(m.open_actions for m in rows)}
    return render(request, "meetings/series.html", context | _rights(request, found.region_id))


@requires("meetings.read")
@require_safe
def absence_report(request: HttpRequest) -> HttpResponse:
    """Who was absent from which kind of meeting; ``?kind=forum&since=2024-10-01``."""
    form = PeriodFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    election = election_of(request)
    period = {name: chosen.get(name) for name in ("since", "until")}
    rows = absences(reader_of(request.user), election, kind=chosen.get("kind") or "", **period)
    listing = Listing(request, rows, ABSENCE_COLUMNS, sort="-share")
    if kind := wanted(request):
        return listing.download(kind, name="kehadiran")
    return render(request, "meetings/absences.html", {"form": form, "listing": listing})


def _wanted(form: MeetingFilter) -> Wanted:
    """What the filter says; a field that makes no sense does not narrow."""
    form.is_valid()
    chosen: dict[str, Any] = getattr(form, "cleaned_data", {})
    series, institution = chosen.get("series"), chosen.get("institution")
    return Wanted(
        series=series.pk if series else None,
        institution=institution.pk if institution else None,
        **{name: chosen.get(name) or "" for name in ("kind", "state", "words")},
        **{name: chosen.get(name) for name in ("since", "until")},
    )


def _rights(request: HttpRequest, region: str) -> dict[str, bool]:
    return {
        "may_write": may(request.user, "meetings.write", region),
        "may_read": may(request.user, "meetings.read"),
    }
