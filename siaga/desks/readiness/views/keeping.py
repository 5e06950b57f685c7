"""Writing duties down, taking them over from the checklist, ending them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from siaga.desks.elections.models import Election
from siaga.desks.elections.views.common import of_election
from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.reading import meetings_for, reader_of
from siaga.desks.offices.models import Institution
from siaga.desks.readiness.checklists import Checklist, checklist_for, checklists
from siaga.desks.readiness.forms import DutyForm, ReasonForm
from siaga.desks.readiness.services import NewDuty, add_duty, close_duty, take_over
from siaga.desks.readiness.services.duties import KEEP, may_keep, practice_code
from siaga.desks.readiness.services.progress import REPORT
from siaga.desks.readiness.views.common import context_of, duty_at
from siaga.desks.readiness.views.duties import institution_at
from siaga.desks.trail.access import requires
from siaga.desks.trail.refused import Refused


@requires(REPORT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_election
def checklist_page(request: HttpRequest, election: Election, code: str) -> HttpResponse:
    """Take items of the checklist of general practice over as duties of an institution."""
    body = institution_at(code)
    if not may_keep(request.user, body):
        raise PermissionDenied(_("Your role does not allow this here."))
    kinds, chosen = checklists(), request.POST.get("kind") or request.GET.get("jenis", "")
    checklist = kinds.get(chosen) or checklist_for(body)
    refusal = ""
    if request.method == "POST" and checklist:
        try:
            made = take_over(election, body, checklist, request.POST.getlist("item"), request.user)
        except Refused as refused:
            refusal = str(refused.sentence)
        else:
            told = ngettext("%(n)d duty taken over.", "%(n)d duties taken over.", len(made))
            messages.success(request, told % {"n": len(made)})
            return redirect("duties:institution", code)
    context = context_of(
        request,
        election,
        institution=body,
        kinds=kinds.values(),
        checklist=checklist,
        items=_items(election, body, checklist),
        refusal=refusal,
    )
    return render(request, "readiness/checklist.html", context, status=422 if refusal else 200)


@requires(KEEP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_election
def add_page(request: HttpRequest, election: Election, code: str) -> HttpResponse:
    """Write a duty down that an institution took upon itself."""
    body = institution_at(code)
    form = DutyForm(request.POST or None)
    known = Meeting.objects.filter(meetings_for(reader_of(request.user)), series__election=election)
    form.fields["meeting"].queryset = known
    if request.method == "POST" and form.is_valid():
        try:
            made = add_duty(election, NewDuty(body, **form.cleaned_data), request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Written down."))
            return redirect("duties:duty", made.pk)
    context = context_of(request, election, institution=body, form=form)
    return render(request, "readiness/add.html", context, status=422 if form.errors else 200)


@requires(REPORT)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a duty that was entered on screen, with a reason."""
    found, form = duty_at(request, pk), ReasonForm(request.POST)
    try:
        close_duty(found, request.user, form.cleaned_data["reason"] if form.is_valid() else "")
    except Refused as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, _("Closed. It stays on record with your reason."))
    return redirect("duties:duty", pk)


def _items(election: Election, body: Institution, checklist: Checklist | None) -> list[dict[str, object]]:
    """The items of the checklist, with whether the institution has each already."""
    if checklist is None:
        return []
    taken = set(election.duties.filter(institution=body).values_list("code", flat=True))
    return [
        {
            "item": item,
            "taken": practice_code(body, item.code) in taken,
            "due": item.due(election.voting_date),
        }
        for item in checklist.items
    ]
