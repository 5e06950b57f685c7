"""Situation reports of the election desk: those there are, writing the next one, how often."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.elections.views.common import of_election
from siaga.desks.meetings.queries.papers import document_of, file_of, readable
from siaga.desks.offices.access import may
from siaga.desks.readiness.forms import PlanForm
from siaga.desks.readiness.models import ReportPlan, SituationReport
from siaga.desks.readiness.queries.rhythm import next_report, rhythm
from siaga.desks.readiness.services.situation import WRITE, Plan, set_rhythm, write_report
from siaga.desks.readiness.views.common import context_of
from siaga.desks.trail.access import requires
from siaga.desks.trail.refused import Refused
from siaga.engines.documents import Format, TemplateError
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("number", gettext_lazy("Number"), lambda report: report.number, numeric=True),
    Column("day", gettext_lazy("Day"), lambda report: report.day),
    Column("since", gettext_lazy("Since"), lambda report: report.since),
    Column("state", gettext_lazy("State"), lambda report: report.paper.get_state_display()),
    Column("letter", gettext_lazy("Number of the letter"), lambda report: report.paper.number or None),
    Column("institution", gettext_lazy("Institution"), lambda report: report.institution.name),
    Column("digest", gettext_lazy("Digest"), lambda report: report.digest, shown=False),
]
MEDIA = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@requires("meetings.read")
@never_cache
@require_safe
@of_election
def reports_page(request: HttpRequest, election: Election) -> HttpResponse:
    """Every report there is, when the next one is due, and how often."""
    return _page(request, election)


@requires("meetings.read")
@never_cache
@require_safe
@of_election
def report_page(request: HttpRequest, election: Election, number: int) -> HttpResponse:
    """One report as it was written, section by section."""
    found = _report(request, election, number)
    paper = document_of(found.paper)
    context = context_of(request, election, report=found, paper=paper)
    return render(request, "readiness/situation.html", context)


@requires("meetings.read")
@never_cache
@require_safe
@of_election
def report_file(request: HttpRequest, election: Election, number: int, form: str) -> HttpResponse:
    """A report as a Word file or as PDF."""
    found = _report(request, election, number)
    try:
        content = file_of(found.paper, form, request.build_absolute_uri("/"))
    except TemplateError as error:
        messages.error(request, _("The template of the institution fails: %(why)s") % {"why": error.id})
        return redirect("readiness:report", number)
    response = HttpResponse(content, content_type=MEDIA[Format(form)])
    name = f"siaga-laporan-situasi-{found.number}-{found.day:%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(WRITE)
@require_POST
@of_election
def write(request: HttpRequest, election: Election) -> HttpResponse:
    """Write the next report from what stands now."""
    made = write_report(election, request.user)
    messages.success(request, _("Written. It is a draft until it is numbered and issued."))
    return redirect("readiness:report", made.number)


@requires(WRITE)
@require_POST
@of_election
def plan(request: HttpRequest, election: Election) -> HttpResponse:
    """Set how often reports are due."""
    form = PlanForm(request.POST)
    if form.is_valid():
        try:
            set_rhythm(election, Plan(**form.cleaned_data), request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    if form.errors:
        return _page(request, election, form, 422)
    messages.success(request, _("Set. It holds from the day you named."))
    return redirect("readiness:reports")


def _page(
    request: HttpRequest, election: Election, form: PlanForm | None = None, status: int = 200
) -> HttpResponse:
    _require_city(request, election)
    today = today_in(election)
    known = election.situation_reports.select_related("paper", "institution", "by")
    listing = Listing(request, known, COLUMNS, sort="-number")
    if kind := wanted(request):
        return listing.download(kind, f"laporan-situasi-{election.code}")
    context = context_of(
        request,
        election,
        listing=listing,
        mine=set(readable(request.user).filter(situation_report__in=known).values_list("pk", flat=True)),
        rhythm=rhythm(election, today),
        next=next_report(election, today),
        plans=ReportPlan.objects.filter(election=election).select_related("by"),
        form=form or _plan_form(request, election, today),
    )
    return render(request, "readiness/situations.html", context, status=status)


def _report(request: HttpRequest, election: Election, number: int) -> SituationReport:
    """The report, if the visitor may read its paper; a draft is for those who can issue it."""
    _require_city(request, election)
    known = SituationReport.objects.filter(election=election, paper__in=readable(request.user))
    return get_object_or_404(known.select_related("paper__institution", "institution", "by"), number=number)


def _require_city(request: HttpRequest, election: Election) -> None:
    if not may(request.user, "meetings.read", election.region):
        raise PermissionDenied(_("Your role does not allow this here."))


def _plan_form(request: HttpRequest, election: Election, today: date) -> PlanForm | None:
    """The form for the rhythm, for whoever writes the reports."""
    if not may(request.user, WRITE, election.region):
        return None
    return PlanForm(initial={"starts": today, "every": 7})
