"""Pages that enter money, answer for it, and tell of its use."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siaga.desks.grants.forms import (
    AnswerForm,
    FilingForm,
    PayOutForm,
    ReversalForm,
    TransferForm,
    UseForm,
    WithFile,
)
from siaga.desks.grants.models import Payment, Report
from siaga.desks.grants.queries.lines import GrantLine
from siaga.desks.grants.queries.steps import address
from siaga.desks.grants.services import answer as answer_payment
from siaga.desks.grants.services import file_report, pay_back, pay_out, take_back, tell_use
from siaga.desks.grants.views.common import Words, act_page, line_at
from siaga.desks.trail.access import requires

FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires("grants.edit")
@FORM
def pay(request: HttpRequest, election: str, code: str) -> HttpResponse:
    """Enter money paid to the grantee, which then confirms it."""
    line = line_at(request, election, code)
    form = PayOutForm(*_posted(request), tranches=line.grant.tranches.all())
    words = Words(
        title=_("Enter a payment (SP2D)"),
        button=_("Enter the payment"),
        note=_("The grantee is asked to confirm that the money arrived."),
        done=_("Entered. The grantee must now confirm that it arrived."),
    )
    return _with_file(
        request, line, form, lambda f: pay_out(line.grant, request.user, form.transfer(f)), words
    )


@requires("grants.confirm")
@FORM
def give_back(request: HttpRequest, election: str, code: str) -> HttpResponse:
    """Enter money returned to the treasury, which the grantor's side then confirms."""
    line = line_at(request, election, code)
    form = TransferForm(*_posted(request))
    words = Words(
        title=_("Enter a return (STS)"),
        button=_("Enter the return"),
        note=_("The grantor is asked to confirm that the money reached the treasury."),
        done=_("Entered. The grantor must now confirm that it arrived."),
    )
    return _with_file(
        request, line, form, lambda f: pay_back(line.grant, request.user, form.transfer(f)), words
    )


@requires("grants.confirm")
@FORM
def use(request: HttpRequest, election: str, code: str) -> HttpResponse:
    """Tell how much of the grant was used."""
    line = line_at(request, election, code)
    form = UseForm(*_posted(request))
    words = Words(title=_("Report the use"), button=_("Report the use"), done=_("Reported."))
    return _with_file(request, line, form, lambda f: tell_use(line.grant, request.user, form.use(f)), words)


@requires("grants.read")
@FORM
def file_page(request: HttpRequest, election: str, code: str, kind: str) -> HttpResponse:
    """Say that a report was filed; whose report it is, is looked at by the service."""
    line = line_at(request, election, code)
    report = next((report for report in line.grant.reports.all() if report.kind == kind), None)
    if report is None:
        raise Http404(_("There is no such report."))
    form = FilingForm(*_posted(request))
    words = Words(title=Report.Kind(kind).label, button=_("It is filed"), done=_("Kept as filed."))
    return _with_file(request, line, form, lambda f: file_report(report, request.user, form.filed(f)), words)


@requires("grants.read")
@FORM
def answer(request: HttpRequest, election: str, code: str, pk: int) -> HttpResponse:
    """Say whether a payment arrived, or whether one that is taken back was wrong."""
    line = line_at(request, election, code)
    payment = _payment(line, pk)
    form = AnswerForm(request.POST or None)
    reversal = payment.kind == Payment.Kind.REVERSAL
    title = _("Was the payment entered wrongly?") if reversal else _("Did the money arrive?")
    words = Words(title=title, button="", done=_("Thank you. What you found is kept."))
    return act_page(
        request,
        form,
        lambda: answer_payment(payment, request.user, form.word()),
        words,
        address(line.grant),
        line=line,
        payment=payment,
        reversal=reversal,
    )


@requires("grants.read")
@FORM
def reverse(request: HttpRequest, election: str, code: str, pk: int) -> HttpResponse:
    """Declare an entry wrong; it stays on record beside what takes it back."""
    line = line_at(request, election, code)
    payment = _payment(line, pk)
    form = ReversalForm(request.POST or None)
    words = Words(
        title=_("Take a payment back"),
        button=_("Take it back"),
        note=_("Nothing is deleted. A payment the other side confirmed counts until it agrees to this too."),
        done=_("Taken back, or waiting for the other side to agree."),
    )

    def act() -> Any:
        said = form.cleaned_data
        return take_back(payment, request.user, said["reason"], said["client_id"])

    return act_page(request, form, act, words, address(line.grant), line=line, payment=payment)


def _with_file(request: HttpRequest, line: GrantLine, form: WithFile, act: Any, words: Words) -> HttpResponse:
    """An act with a scan, which is kept first; without a fit file nothing is done."""

    def keep_and_act() -> None:
        stored = form.stored()
        if not form.errors:
            act(stored)

    return act_page(request, form, keep_and_act, words, address(line.grant), line=line, upload=True)


def _posted(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _payment(line: GrantLine, pk: int) -> Payment:
    found = line.grant.payments.filter(pk=pk).select_related("grant__election", "institution").first()
    if found is None:
        raise Http404(_("There is no such payment."))
    return found
