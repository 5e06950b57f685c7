"""Pages that enter, correct and withdraw an agreement, and enter the proposal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siaga.desks.elections.models import Election
from siaga.desks.grants.forms import CorrectionForm, NewGrantForm, ProposalForm, WithdrawalForm
from siaga.desks.grants.models import Grant
from siaga.desks.grants.queries.steps import address
from siaga.desks.grants.services import add_grant, correct_grant, propose, withdraw_grant
from siaga.desks.grants.services.agreement import Agreement
from siaga.desks.grants.views.common import Words, act_page, election_at, line_at
from siaga.desks.offices.access import granting
from siaga.desks.offices.models import Institution
from siaga.desks.trail.access import requires

FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires("grants.edit")
@FORM
def add(request: HttpRequest) -> HttpResponse:
    """Enter an agreement of one's own government."""
    election = election_at(request)
    form = NewGrantForm(request.POST or None, grantors=_grantors(request), **_choices(election))

    def act() -> Grant:
        said = form.cleaned_data
        named = (said["grantor"], said["code"], said["purpose"])
        return add_grant(election, request.user, *named, form.agreement())

    words = Words(
        title=_("Enter a grant"),
        button=_("Enter the grant"),
        note=_("Copy the agreement. Whatever it leaves out stays empty: it is shown as not stated."),
        done=_("Entered. Its tranches, reports and the return are expected from now on."),
    )
    return act_page(request, form, act, words, reverse("grants:grants"))


@requires("grants.edit")
@FORM
def correct(request: HttpRequest, election: str, code: str) -> HttpResponse:
    """Bring a grant in line with its paper."""
    line = line_at(request, election, code)
    grant = line.grant
    initial = {name: getattr(grant, name) for name in (*Agreement.__dataclass_fields__, "revision")}
    form = CorrectionForm(request.POST or None, initial=initial, **_choices(grant.election, grant))

    def act() -> Grant:
        said = form.cleaned_data
        return correct_grant(grant, request.user, form.agreement(), said["reason"], said["revision"])

    words = Words(
        title=_("Correct from the agreement"),
        button=_("Correct"),
        note=_("What stood before stays in the trail. Days that depend on it are counted again."),
        done=_("Corrected, and the days were counted again."),
    )
    return act_page(request, form, act, words, address(grant), line=line)


@requires("grants.edit")
@FORM
def withdraw(request: HttpRequest, election: str, code: str) -> HttpResponse:
    """Take a grant that never was out of every list and sum."""
    line = line_at(request, election, code)
    form = WithdrawalForm(request.POST or None, initial={"revision": line.grant.revision})

    def act() -> Grant:
        said = form.cleaned_data
        return withdraw_grant(line.grant, request.user, said["reason"], said["revision"])

    words = Words(
        title=_("Withdraw the grant"),
        button=_("Withdraw"),
        note=_("The grant leaves every list and sum; it is kept, with the reason."),
        done=_("Withdrawn."),
    )
    return act_page(request, form, act, words, reverse("grants:grants"), line=line)


@requires("grants.edit")
@FORM
def proposal(request: HttpRequest) -> HttpResponse:
    """Enter the day the elected pair was proposed for appointment."""
    election = election_at(request)
    form = ProposalForm(request.POST or None)
    words = Words(
        title=_("Proposal of the elected pair"),
        button=_("Enter the day"),
        note=_(
            "The return of unspent money and the accountability reports are counted from the day the elected "
            "pair was proposed for confirmation and appointment."
        ),
        done=_("Entered; the returns and reports have their day now."),
    )
    return act_page(
        request,
        form,
        lambda: propose(election, request.user, **form.cleaned_data),
        words,
        reverse("grants:due"),
    )


def _choices(election: Election, without: Grant | None = None) -> dict[str, Any]:
    """The grants an amount may be part of, and the institutions that may receive one."""
    grants = Grant.objects.filter(election=election, withdrawn_reason="").order_by("code")
    province = election.region.parent_id or election.region_id
    bodies = Institution.objects.filter(region__in=[election.region_id, province]).order_by("name")
    return {"grants": grants.exclude(pk=without.pk) if without else grants, "bodies": bodies}


def _grantors(request: HttpRequest) -> Any:
    """The institutions one enters grants for, and the governments they belong to."""
    bodies = [membership.institution for membership in granting(request.user, "grants.edit")]
    numbers = {number for body in bodies for number in (body.pk, body.parent_id) if number}
    return Institution.objects.filter(pk__in=numbers).order_by("name")
