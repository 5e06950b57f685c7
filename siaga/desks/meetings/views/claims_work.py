"""Working on the claims ledger: settle a doubt, note a figure of a statement, withdraw one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from siaga.desks.elections.models import Election
from siaga.desks.elections.views.common import of_election
from siaga.desks.meetings.errors import Refused
from siaga.desks.meetings.forms_claims import ClaimForm, RulingForm, WithdrawForm
from siaga.desks.meetings.models import Claim, Statement
from siaga.desks.meetings.queries.ledger import ledger_of
from siaga.desks.meetings.queries.ledger.known import known_subjects
from siaga.desks.meetings.queries.ledger.places import meeting_url
from siaga.desks.meetings.reading import claims_for, items_for, reader_of
from siaga.desks.meetings.services.claims import enter_claim, withdraw_claim
from siaga.desks.meetings.services.settling import settle
from siaga.desks.meetings.views.claims import doubt_page, line_named
from siaga.desks.offices.access import require
from siaga.desks.trail.access import requires

_READ_AND_SENT = ["GET", "HEAD", "POST"]


@requires("claims.settle")
@require_POST
@of_election
def decide(request: HttpRequest, election: Election, name: str) -> HttpResponse:
    """Say what holds, or open the doubt again."""
    found = ledger_of(election, request.user)
    line = line_named(election, found, name)
    form = RulingForm(request.POST, settled=line.settled is not None)
    if not form.is_valid():
        return doubt_page(request, election, found, line, form, status=422)
    try:
        settle(request.user, election, name, form.ruling())
    except Refused as refusal:
        return doubt_page(request, election, found, line, form, refusal.sentence, refusal.status)
    messages.success(request, _("Settled, and written into the trail. The record stays as it is printed."))
    return redirect(f"{reverse('claims:doubt', args=[name])}?election={election.code}")


@requires("meetings.write")
@require_http_methods(_READ_AND_SENT)
def enter(request: HttpRequest, statement: int) -> HttpResponse:
    """Note a figure that was named in a statement."""
    said = _statement(request, statement)
    form = ClaimForm(request.POST or None, statement=said)
    if request.method == "POST" and form.is_valid():
        try:
            enter_claim(said, request.user, form.named(), form.number)
        except Refused as refusal:
            return _entry(request, said, form, refusal.sentence, refusal.status)
        messages.success(request, _("The figure is in the ledger."))
        return redirect(meeting_url(said.meeting, f"statement-{said.pk}") or reverse("claims:ledger"))
    return _entry(request, said, form, status=422 if form.is_bound else 200)


@requires("meetings.write")
@require_http_methods(_READ_AND_SENT)
def withdraw(request: HttpRequest, claim: int) -> HttpResponse:
    """Take a figure out of the ledger, with a reason."""
    rows = Claim.objects.filter(claims_for(reader_of(request.user)))
    found = rows.select_related("statement__meeting__series").filter(pk=claim).first()
    if found is None or found.statement is None:
        raise Http404
    require(request.user, "meetings.write", found.statement.meeting.series.region_id)
    form, sentence, status = WithdrawForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                withdraw_claim(found, request.user, form.cleaned_data["reason"])
            except Refused as refusal:
                sentence, status = refusal.sentence, refusal.status
            else:
                messages.success(request, _("The figure is withdrawn."))
                return redirect("claims:ledger")
    context = {"claim": found, "form": form, "sentence": sentence}
    return render(request, "meetings/claims/withdraw.html", context, status=status)


def _statement(request: HttpRequest, pk: int) -> Statement:
    """The statement, if the person may read it and keep the record of its meeting."""
    rows = Statement.objects.filter(items_for(reader_of(request.user)), withdrawn=False)
    related = ("institution", "meeting__series__region", "meeting__series__election")
    said = rows.select_related(*related).filter(pk=pk).first()
    if said is None:
        raise Http404
    require(request.user, "meetings.write", said.meeting.series.region_id)
    return said


def _entry(
    request: HttpRequest, said: Statement, form: ClaimForm, sentence: Any = "", status: int = 200
) -> HttpResponse:
    context = {
        "statement": said,
        "form": form,
        "sentence": sentence,
        "subjects": known_subjects(said.meeting.series.election, reader_of(request.user)),
        "back": meeting_url(said.meeting) or reverse("claims:ledger"),
    }
    return render(request, "meetings/claims/enter.html", context, status=status)
