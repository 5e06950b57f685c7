"""One stage: its dates and sources, whether it is completed, and the forms that say so."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siaga.desks.elections.days import today_in
from siaga.desks.elections.forms import CompletionForm, VerdictForm
from siaga.desks.elections.models import Election, StageReport
from siaga.desks.elections.queries import Mark, StageLine, history, stages
from siaga.desks.elections.services import Completed, complete, judge
from siaga.desks.elections.services.completion import COMPLETE, CONFIRM
from siaga.desks.elections.views.common import carried, context_of, of_election
from siaga.desks.offices.access import may
from siaga.desks.trail.access import public, requires
from siaga.desks.trail.refused import Refused


@public
@never_cache
@require_safe
@of_election
def stage_page(request: HttpRequest, election: Election, code: str) -> HttpResponse:
    """One stage; who reported it and who confirmed it, and for the room in which words."""
    return _page(request, election, _line(election, code))


@requires(COMPLETE)
@require_http_methods(["GET", "HEAD", "POST"])
@of_election
def completion_page(request: HttpRequest, election: Election, code: str) -> HttpResponse:
    """Report the stage as completed, with what shows it."""
    line = _line(election, code)
    form = CompletionForm(request.POST or None, initial={"done_on": _suggested(election, line)})
    if request.method == "POST" and form.is_valid():
        try:
            complete(line.stage, request.user, _sent(form))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Reported. It counts when a second person has confirmed it."))
            return redirect(_address(request, code))
    context = context_of(request, election, line=line, stage=line.stage, form=form)
    return render(request, "elections/complete.html", context, status=422 if form.errors else 200)


@requires(CONFIRM)
@require_POST
@of_election
def judge_completion(request: HttpRequest, election: Election, code: str, number: int) -> HttpResponse:
    """Confirm the newest report of a stage or send it back."""
    line = _line(election, code)
    report = get_object_or_404(StageReport, stage=line.stage, number=number)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _page(request, election, line, form, 422)
    try:
        judge(report, request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, election, line, form, refusal.status)
    messages.success(request, _("Thank you. What you found is kept."))
    return redirect(_address(request, code))


def _page(
    request: HttpRequest, election: Election, line: StageLine, form: Any = None, status: int = 200
) -> HttpResponse:
    waiting = line.completion.mark == Mark.WAITING
    context = context_of(
        request,
        election,
        line=line,
        stage=line.stage,
        reports=history(line.stage),
        room=may(request.user, "elections.read", election.region),
        may_complete=may(request.user, COMPLETE, election.region),
        form=form or VerdictForm() if waiting and _may_judge(request, election, line) else None,
    )
    return render(request, "elections/stage.html", context, status=status)


def _may_judge(request: HttpRequest, election: Election, line: StageLine) -> bool:
    report = line.completion.report
    own = report is not None and report.by_id == request.user.pk
    return not own and may(request.user, CONFIRM, election.region)


def _line(election: Election, code: str) -> StageLine:
    found = next((line for line in stages(election, today_in(election)) if line.stage.code == code), None)
    if found is None:
        raise Http404(_("There is no stage %(code)s.") % {"code": code})
    return found


def _suggested(election: Election, line: StageLine) -> Any:
    """The stage's own last day, where it has come."""
    today = today_in(election)
    return line.stage.ends if line.stage.ends and line.stage.ends <= today else today


def _sent(form: CompletionForm) -> Completed:
    said = form.cleaned_data
    return Completed(said["done_on"], said["words"], str(said["client_id"]), said["link"])


def _address(request: HttpRequest, code: str) -> str:
    return reverse("elections:stage", args=[code]) + carried(request)
