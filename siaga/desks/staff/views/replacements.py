"""Proposing a replacement, and deciding about one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siaga.desks.elections.days import is_voting_day
from siaga.desks.staff import rights
from siaga.desks.staff.errors import Refused
from siaga.desks.staff.forms import DecideForm, ReplaceForm
from siaga.desks.staff.models import Replacement
from siaga.desks.staff.queries.services import replacements
from siaga.desks.staff.rights import EDIT, Names, require_on
from siaga.desks.staff.services import confirm_replacement, propose_replacement, refuse_replacement
from siaga.desks.staff.services.replacement import Change
from siaga.desks.staff.views.common import election_or_404, service_or_404, told
from siaga.desks.trail.access import requires
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("state", gettext_lazy("State"), lambda row: row[0].get_state_display()),
    Column("seat", gettext_lazy("Seat"), lambda row: str(row[0].outgoing.post)),
    Column("outgoing", gettext_lazy("Leaves"), lambda row: row[2]),
    Column("incoming", gettext_lazy("Comes"), lambda row: row[3]),
    Column("reason", gettext_lazy("Reason"), lambda row: row[0].get_reason_display()),
    Column("proposed", gettext_lazy("Proposed"), lambda row: row[0].proposed_at),
    Column("by", gettext_lazy("By"), lambda row: str(row[0].proposed_by), shown=False),
    Column("decided", gettext_lazy("Decided"), lambda row: row[0].decided_at, shown=False),
]


@requires(rights.READ)
@require_safe
def replacement_list(request: HttpRequest) -> HttpResponse:
    """Replacements in one's own places, those that wait for a second person first."""
    election = election_or_404(request)
    names = Names(request.user)
    rows = [
        (row, may, *_people(row, names.shown(row.outgoing.post.kind, row.outgoing.post.place)))
        for row, may in replacements(request.user, election)
    ]
    listing = Listing(request, rows, COLUMNS, sort="-proposed")
    if kind := wanted(request):
        return listing.download(kind, name=f"pergantian-{election.code}")
    return render(request, "staff/replacements.html", {"election": election, "listing": listing})


@requires(rights.EDIT)
@never_cache
@sensitive_post_parameters("nik", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose who takes the seat; on voting day it takes effect at once."""
    service = service_or_404(pk)
    require_on(request.user, EDIT, service.post)
    at_once = is_voting_day(service.post.election)
    form, status = ReplaceForm(request.POST or None, today=at_once), 200
    if form.is_valid():
        data = form.cleaned_data
        change = Change(data["why"], data["note"], bool(data.get("sworn")))
        try:
            propose_replacement(request.user, service, form.candidate(), change)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
            status = refusal.status
        else:
            messages.success(request, _DONE[at_once])
            return redirect("staff:service", pk)
    context = {"form": form, "service": service, "at_once": at_once}
    return render(request, "staff/replace.html", context, status=status)


@requires(rights.READ)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Be the second person: confirm or refuse."""
    replacement = get_object_or_404(Replacement, pk=pk)
    form = DecideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Confirm or refuse, the latter with a reason."))
    elif form.cleaned_data["agree"] == "yes":
        told(request, lambda: confirm_replacement(request.user, replacement), _("Confirmed."))
    else:
        note = form.cleaned_data["note"]
        told(request, lambda: refuse_replacement(request.user, replacement, note), _("Refused."))
    return redirect("staff:replacements")


_DONE = {
    True: gettext_lazy("The seat has changed hands. A second person confirms it after."),
    False: gettext_lazy("Proposed. It takes effect when a second person confirms it."),
}


def _people(row: Replacement, shown: bool) -> tuple[str | None, str | None]:
    return (row.outgoing.person.name, row.person.name) if shown else (None, None)
