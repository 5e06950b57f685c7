"""Reporting on a duty from a phone or a desk, the word of another institution, and the files shown."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siaga.desks.meetings.reading import reader_of
from siaga.desks.readiness.forms import ReportForm, VerdictForm
from siaga.desks.readiness.models import Duty, DutyReport
from siaga.desks.readiness.reading import reports_for
from siaga.desks.readiness.services import judge, report
from siaga.desks.readiness.services.progress import CONFIRM, REPORT, reporter_of
from siaga.desks.readiness.views.common import context_of, duty_at, page_of
from siaga.desks.readiness.views.duties import show_duty
from siaga.desks.trail.access import requires
from siaga.desks.trail.refused import Refused
from siaga.desks.trail.services.files import FileRefused, keep
from siaga.desks.trail.views.files import download_file


@requires(REPORT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Report how far a duty of one's own institution is."""
    duty = duty_at(request, pk)
    if reporter_of(duty, request.user) is None:
        raise PermissionDenied(_("Only the institution a duty falls to reports on it."))
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _kept(duty, request, form):
        messages.success(request, _("Thank you. Your report is kept."))
        return redirect("duties:duty", pk)
    context = context_of(request, duty.election, duty=duty, page=page_of(request, duty), form=form)
    return render(request, "readiness/report.html", context, status=422 if form.errors else 200)


@requires(CONFIRM)
@require_POST
def judge_report(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Confirm that another institution's duty is done, or send its report back."""
    duty = duty_at(request, pk)
    kept = get_object_or_404(DutyReport, duty=duty, number=number)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return show_duty(request, duty, form, 422)
    try:
        judge(kept, request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return show_duty(request, duty, form, refusal.status)
    messages.success(request, _("Thank you. What you found is kept."))
    return redirect("duties:duty", pk)


@requires("board.read")
@require_safe
def evidence(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """The file of a report, for whoever may read the report; to be saved, never shown by the site."""
    readable = DutyReport.objects.filter(reports_for(reader_of(request.user)), file__isnull=False)
    kept = get_object_or_404(readable.select_related("file"), duty=pk, number=number)
    if kept.file is None:
        raise Http404
    return download_file(kept.file, f"kesiapan-{pk}-{number}")


def _kept(duty: Duty, request: HttpRequest, form: ReportForm) -> bool:
    """Keep file and report; on refusal the form carries the sentence."""
    upload = form.cleaned_data["file"]
    try:
        report(duty, request.user, form.report(keep(upload) if upload else None))
    except FileRefused as refusal:
        form.add_error("file", refusal.sentence)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
    return not form.errors
