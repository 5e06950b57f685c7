"""Working on an action: make it, change it, show evidence, confirm or send back, end it, open it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siaga.desks.meetings.errors import Refused
from siaga.desks.meetings.forms_actions import ChangeForm, EvidenceForm, JudgeForm, PlanForm, ReasonForm
from siaga.desks.meetings.models import Action, Meeting, Progress
from siaga.desks.meetings.queries.action_page import (
    action_page,
    may_judge,
    may_show,
    readable_action,
)
from siaga.desks.meetings.reading import meetings_for, reader_of
from siaga.desks.meetings.services import actions as services
from siaga.desks.meetings.services.carry import UNSETTLED
from siaga.desks.meetings.services.evidence import show
from siaga.desks.meetings.services.verdicts import Judgement, judge
from siaga.desks.offices.access import require
from siaga.desks.trail.access import requires

_POSTED = require_http_methods(["GET", "HEAD", "POST"])
_PLAN = ("title", "owner", "due", "event_day", "priority", "visibility")


@requires("meetings.write")
@_POSTED
def new(request: HttpRequest, meeting: int) -> HttpResponse:
    """Make an action of a meeting; ``?kesimpulan=`` names the conclusion it follows from."""
    readable = Meeting.objects.filter(meetings_for(reader_of(request.user))).select_related("series__region")
    found = get_object_or_404(readable, pk=meeting)
    require(request.user, "meetings.write", found.series.region)
    first = {"conclusion": request.GET.get("kesimpulan", ""), "visibility": _usual(found)}
    form = PlanForm(request.POST or None, user=request.user, meeting=found, initial=first)
    page = _Page(request, "plan.html", form, {"meeting": found})
    if not form.is_valid():
        return page.show()
    return page.submit(lambda: services.create(found, request.user, form.plan()), _("The action was made."))


@requires("meetings.write")
@_POSTED
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Owner, partners, due day, priority and visibility anew, with a reason."""
    action = _action(request, pk)
    require(request.user, "meetings.write", action.meeting.series.region)
    first = {name: getattr(action, name) for name in _PLAN}
    first |= {"partners": action.partners.all(), "revision": action.revision}
    form = ChangeForm(request.POST or None, user=request.user, meeting=action.meeting, initial=first)
    page = _Page(request, "plan.html", form, {"action": action, "meeting": action.meeting})
    if not form.is_valid():
        return page.show()
    said = form.cleaned_data
    return page.submit(
        lambda: services.change(
            action, request.user, form.plan(action), said["reason"], seen=said["revision"]
        ),
        _("The change is kept; the trail holds what was before."),
    )


@requires("meetings.act")
@_POSTED
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Show that it was done: words, a photo taken on the spot or a file, an address."""
    action = _action(request, pk)
    allowed = action.state in UNSETTLED and may_show(request.user, action)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    page = _Page(request, "evidence.html", form, {"action": action, "allowed": allowed})
    if request.method != "POST":
        return page.show(200 if allowed else 403)
    if not may_show(request.user, action):
        return page.show(403)
    shown = form.shown() if form.is_valid() else None
    if shown is None:
        return page.show(422)
    return page.submit(
        lambda: show(action, request.user, shown).evidence.action,
        _("Received. An officer of another institution must now confirm it."),
    )


@requires("meetings.confirm")
@_POSTED
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the evidence that waits; confirm it, or send it back with a reason."""
    action = _action(request, pk)
    allowed = action.state == Progress.REPORTED and may_judge(request.user, action)
    form = JudgeForm(request.POST or None, initial={"evidence": action.evidence_id})
    shown = action_page(request.user, action).evidence
    page = _Page(request, "judge.html", form, {"action": action, "allowed": allowed, "evidence": shown[:1]})
    if not form.is_valid():
        return page.show(200 if allowed or request.method == "POST" else 403)
    said = Judgement(**form.cleaned_data)
    return page.submit(
        lambda: judge(action, request.user, said).evidence.action, _("Your word is in the record.")
    )


@requires("meetings.write")
@_POSTED
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """End an action that is no longer to be done, with a reason."""
    texts = (_("Cancel the action"), _("It leaves the agendas ahead. The chair can open it again."))
    return _with_reason(request, pk, services.cancel, texts)


@requires("meetings.sign")
@_POSTED
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an action again that was done or cancelled: the chair, with a reason."""
    texts = (_("Open the action again"), _("It comes back on the agendas ahead and needs new evidence."))
    return _with_reason(request, pk, services.reopen, texts)


@requires("meetings.act")
@_POSTED
def escalate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an action before the chair, with a reason."""
    effect = _("The chair of its meeting is told with the next reminders.")
    texts = (_("Put the action before the chair"), effect)
    return _with_reason(request, pk, services.escalate, texts)


def _with_reason(
    request: HttpRequest, pk: int, act: Callable[..., Action], texts: tuple[str, str]
) -> HttpResponse:
    action = _action(request, pk)
    form = ReasonForm(request.POST or None, initial={"revision": action.revision})
    page = _Page(request, "reason.html", form, {"action": action, "heading": texts[0], "effect": texts[1]})
    if not form.is_valid():
        return page.show()
    said = form.cleaned_data
    return page.submit(
        lambda: act(action, request.user, said["reason"], said["revision"]), _("Done; the reason is kept.")
    )


class _Page:
    """One page with a form, shown again with what is wrong; on success the reader is led to the action."""

    def __init__(
        self, request: HttpRequest, template: str, form: forms.Form, context: dict[str, Any]
    ) -> None:
        self.request, self.template, self.form, self.context = request, template, form, context

    def show(self, status: int = 200, sentence: Any = "") -> HttpResponse:
        whole = self.context | {"form": self.form, "sentence": sentence}
        if self.request.method == "POST" and status == 200:
            status = 422
        return render(self.request, f"meetings/actions/{self.template}", whole, status=status)

    def submit(self, act: Callable[[], Action], said: str) -> HttpResponse:
        try:
            action = act()
        except Refused as refusal:
            return self.show(refusal.status, refusal.sentence)
        messages.success(self.request, said)
        return redirect("actions:action", action.pk)


def _action(request: HttpRequest, pk: int) -> Action:
    found = readable_action(request.user, pk)
    if found is None:
        raise Http404
    return found


def _usual(meeting: Meeting) -> str:
    """What an action of the meeting is unless somebody decides otherwise: internal, or as closed as it."""
    return "restricted" if meeting.visibility == "restricted" else "internal"
