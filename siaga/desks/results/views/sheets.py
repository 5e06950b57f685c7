"""The recapitulation sheets: what there is, and each as PDF and Excel."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from siaga.desks.elections.models import Contest
from siaga.desks.offices.access import may, require
from siaga.desks.places.models import Region
from siaga.desks.results.addresses import election_of
from siaga.desks.results.queries import RegionTotal, contest_recap
from siaga.desks.results.sheets import (
    KINDS,
    EventsSheet,
    RecapSheet,
    events_as_excel,
    events_as_pdf,
    events_sheet,
    excel,
    pdf,
    recap_sheet,
)
from siaga.desks.trail.access import requires

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires("results.sheet")
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets of every contest in the visitor's places, with how far each is counted."""
    election = election_of(request)
    contests = Contest.objects.filter(election=election).select_related("election", "region").order_by("code")
    groups = [(contest, _listed(request, contest)) for contest in contests]
    return render(request, "results/sheets.html", {"election": election, "groups": groups})


@requires("results.sheet")
@require_safe
def sheet_pdf(request: HttpRequest, election: str, contest: str, region: str) -> HttpResponse:
    """D.HASIL as PDF."""
    sheet = _sheet(request, election, contest, region)
    return _file(sheet, pdf(sheet, _address(request, sheet)), "application/pdf", "pdf")


@requires("results.sheet")
@require_safe
def sheet_excel(request: HttpRequest, election: str, contest: str, region: str) -> HttpResponse:
    """D.HASIL as an Excel workbook with live formulas."""
    sheet = _sheet(request, election, contest, region)
    return _file(sheet, excel(sheet, _address(request, sheet)), EXCEL, "xlsx")


@requires("results.sheet")
@require_safe
def events_pdf(request: HttpRequest, election: str, contest: str, region: str) -> HttpResponse:
    """D.KEJADIAN KHUSUS as PDF: the special events and objections of a district or city."""
    sheet = _events_sheet(request, election, contest, region)
    return _events_file(sheet, events_as_pdf(sheet), "application/pdf", "pdf")


@requires("results.sheet")
@require_safe
def events_excel(request: HttpRequest, election: str, contest: str, region: str) -> HttpResponse:
    """D.KEJADIAN KHUSUS as an Excel workbook."""
    sheet = _events_sheet(request, election, contest, region)
    return _events_file(sheet, events_as_excel(sheet), EXCEL, "xlsx")


def _events_sheet(request: HttpRequest, election: str, contest: str, region: str) -> EventsSheet:
    require(request.user, "results.sheet", region)
    found, place = _contest_and_region(election, contest, region)
    sheet = events_sheet(found, place) if found and place else None
    if sheet is None:
        raise Http404(_("There is no recapitulation sheet at this address."))
    return sheet


def _events_file(sheet: EventsSheet, content: bytes, content_type: Any, ending: str) -> HttpResponse:
    kind, name = KINDS[sheet.region.level], f"{sheet.contest.code}-{sheet.region.code}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="d-kejadian-khusus-{kind}-{name}.{ending}"'
    return response


def _contest_and_region(election: str, contest: str, region: str) -> tuple[Contest | None, Region | None]:
    contests = Contest.objects.select_related("election__region", "region")
    found = contests.filter(election__code=election, code=contest).first()
    return found, Region.objects.filter(code=region).first()


def _listed(request: HttpRequest, contest: Contest) -> list[RegionTotal]:
    regions = contest_recap(contest).regions
    return [r for r in regions if r.level in KINDS and may(request.user, "results.sheet", r.code)]


def _sheet(request: HttpRequest, election: str, contest: str, region: str) -> RecapSheet:
    require(request.user, "results.sheet", region)
    found, place = _contest_and_region(election, contest, region)
    sheet = recap_sheet(found, place) if found and place else None
    if sheet is None:
        raise Http404(_("There is no recapitulation sheet at this address."))
    return sheet


def _address(request: HttpRequest, sheet: RecapSheet) -> str:
    args = [sheet.contest.election.code, sheet.contest.code, sheet.region.code]
    return request.build_absolute_uri(reverse("portal:region", args=args))


def _file(sheet: RecapSheet, content: bytes, content_type: Any, ending: str) -> HttpResponse:
    kind, name = KINDS[sheet.region.level], f"{sheet.contest.code}-{sheet.region.code}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="d-hasil-{kind}-{name}.{ending}"'
    return response
