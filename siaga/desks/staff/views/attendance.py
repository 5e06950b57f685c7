"""Voting day on a telephone: a list of stations, a crew, a tap each. Plain forms, no script needed."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siaga.desks.elections.days import has_begun, is_voting_day
from siaga.desks.elections.models import Election
from siaga.desks.places.models import PollingStation
from siaga.desks.staff import rights
from siaga.desks.staff.forms import CrewForm, TapForm, receipt
from siaga.desks.staff.models import Presence
from siaga.desks.staff.queries import attendance as queries
from siaga.desks.staff.queries.tallies import total
from siaga.desks.staff.services import Tap, note_crew, note_presence
from siaga.desks.staff.views.common import election_or_404, service_or_404, told
from siaga.desks.trail.access import requires
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

MANY = 300
"""Stations above which the list begins with the wards."""

COLUMNS = [
    Column("station", gettext_lazy("Station"), lambda line: line.code),
    Column("ward", gettext_lazy("Ward"), lambda line: line.ward),
    Column("seats", gettext_lazy("Seats"), lambda line: line.tally.seats, numeric=True),
    Column("present", gettext_lazy("Present"), lambda line: line.tally.present, numeric=True),
    Column("late", gettext_lazy("Late"), lambda line: line.tally.late, numeric=True),
    Column("absent", gettext_lazy("Absent"), lambda line: line.tally.absent, numeric=True),
    Column("unknown", gettext_lazy("Not noted"), lambda line: line.tally.unknown, numeric=True),
]


@requires(rights.ATTEND)
@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The stations one answers for, with how many have come; a single station opens at once."""
    election = election_or_404(request)
    ward, own = request.GET.get("kelurahan", ""), queries.wards(request.user, election)
    by_ward = not ward and queries.reach(request.user, election) > MANY
    lines = (
        queries.ward_lines(request.user, election, own)
        if by_ward
        else queries.stations(request.user, election, ward)
    )
    listing = Listing(request, lines, COLUMNS, sort="station")
    if form := wanted(request):
        return listing.download(form, name=f"kehadiran-{election.code}")
    if len(lines) == 1 and not ward and not by_ward:
        return _crew(request, election, _place(request, lines[0].code)[1])
    context = {
        "election": election,
        "listing": listing,
        "whole": total(line.tally for line in lines),
        "wards": own,
        "by_ward": by_ward,
        "begun": has_begun(election),
    }
    return render(request, "staff/attendance.html", context)


@requires(rights.ATTEND)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def crew_page(request: HttpRequest, station: str) -> HttpResponse:
    """The crew of a station: one tap each. Sent twice is noted once."""
    election, place = _place(request, station)
    if request.method == "POST":
        _tap(request, election)
        return redirect("staff:crew", place.code)
    return _crew(request, election, place)


@requires(rights.ATTEND)
@require_POST
def all_here(request: HttpRequest, station: str) -> HttpResponse:
    """Everybody of the station who is sworn and not noted yet has come."""
    election, place = _place(request, station)
    form = CrewForm(request.POST)
    if form.is_valid():
        told(request, lambda: _count(request, election, place, form.cleaned_data["client_id"]))
    return redirect("staff:crew", place.code)


def _crew(request: HttpRequest, election: Election, place: PollingStation) -> HttpResponse:
    mates = queries.crew(request.user, election, place)
    context = {
        "election": election,
        "station": place,
        "mates": [(mate, receipt()) for mate in mates],
        "waiting": sum(not m.service.presence and m.service.sworn_on is not None for m in mates),
        "empty": queries.empty_seats(request.user, election, place),
        "receipt": receipt(),
        "begun": has_begun(election),
        "today": is_voting_day(election),
        "states": Presence,
    }
    return render(request, "staff/crew.html", context)


def _count(request: HttpRequest, election: Election, place: PollingStation, client_id: str) -> None:
    done = note_crew(request.user, election, place, client_id)
    sentence = ngettext("Noted: %(n)d person.", "Noted: %(n)d people.", done) % {"n": done}
    messages.success(request, sentence)


def _tap(request: HttpRequest, election: Election) -> None:
    form = TapForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This page is out of order. Open it again."))
        return
    data = form.cleaned_data
    tap = Tap(data["state"], data["client_id"], _hour(election, data["hour"]), data["oath"])
    service = service_or_404(data["service"])
    label = Presence(data["state"]).label
    done = _("%(name)s: %(state)s.") % {"name": service.person.name, "state": label}
    if told(request, lambda: note_presence(request.user, service, tap)):
        messages.success(request, done)


def _hour(election: Election, hour: time | None) -> datetime | None:
    if hour is None:
        return None
    return datetime.combine(election.voting_date, hour, ZoneInfo(election.time_zone))


def _place(request: HttpRequest, code: str) -> tuple[Election, PollingStation]:
    election = election_or_404(request)
    rows = PollingStation.objects.filter(map=election.station_map_id).select_related("ward")
    return election, get_object_or_404(rows, code=code)
