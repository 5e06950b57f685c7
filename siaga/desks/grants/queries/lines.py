"""The grants of an election as one reader may see them, each with its money and what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from siaga.desks.elections.models import Election
from siaga.desks.grants.models import Filing, Grant, Payment, Realisation, Receipt, Report, Tranche
from siaga.desks.grants.queries.cover import cover
from siaga.desks.grants.queries.obligations import LIGHTS, ZERO, Moment, Obligation, State, What, vaguest
from siaga.desks.grants.queries.standing import PaymentLine, Standing, lines_of
from siaga.desks.offices.access import may

OUT, BACK = Payment.Direction.OUT, Payment.Direction.BACK
WORST = (State.LATE, State.SILENT, State.NO_DAY, State.DONE_LATE, State.OPEN, State.DONE)
"""States from the one that needs a person most."""


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant with its payments, its use and everything due, on one day."""

    grant: Grant
    payments: tuple[PaymentLine, ...]
    uses: tuple[Realisation, ...]
    obligations: tuple[Obligation, ...]

    @property
    def to(self) -> str:
        """The grantee; in the words of the source where no institution is known; "not stated"."""
        grantee = self.grant.grantee
        if grantee:
            return grantee.short_name or grantee.name
        return self.grant.grantee_printed or _("not stated")

    @property
    def disbursed(self) -> Decimal:
        return _sum(self.payments, OUT)

    @property
    def confirmed(self) -> Decimal:
        """What the grantee has seen arrive."""
        return _sum([line for line in self.payments if line.seen], OUT)

    @property
    def returned(self) -> Decimal:
        return _sum(self.payments, BACK)

    @property
    def announced(self) -> Decimal:
        standing = [line for line in self.payments if line.standing == Standing.ANNOUNCED]
        return sum((line.payment.amount for line in standing), ZERO)

    @property
    def told(self) -> bool:
        """Whether anything at all is recorded of its payment; without, nothing is not zero."""
        return any(line.payment.direction == OUT and line.counts for line in self.payments)

    @property
    def used(self) -> Decimal | None:
        """The newest total; the sum of the newest lines where only lines are told; None: not stated."""
        return used_of(self.uses)

    @property
    def left(self) -> Decimal | None:
        """What the grantee should still hold or give back; None while its use is not stated."""
        return None if self.used is None else self.disbursed - self.used - self.returned

    @property
    def precision(self) -> str:
        """How sharply the disbursed sum is stated: as its vaguest payment."""
        return vaguest(line.payment.precision for line in self.payments if line.counts)

    @property
    def state(self) -> State:
        """The state of what needs a person most."""
        found = {obligation.state for obligation in self.obligations}
        return next((state for state in WORST if state in found), State.DONE)

    @property
    def light(self) -> str:
        return LIGHTS[self.state]


def grant_lines(election: Election, user: Any, today: date) -> list[GrantLine]:
    """Every grant that stands; whoever may not read grants in the city sees the public ones only."""
    return [line_of(grant, today) for grant in _counted(visible(election, user))]


def grant_line(election: Election, user: Any, code: str, today: date) -> GrantLine | None:
    """One grant, withdrawn ones too for those of the room; None where the reader knows of none."""
    room = may(user, "grants.read", election.region_id)
    found = election.grants.all() if room else visible(election, user)
    grant = _whole(found.filter(code=code)).first()
    return line_of(grant, today) if grant else None


def visible(election: Election, user: Any) -> QuerySet[Grant]:
    """The grants a reader may know of that were not withdrawn."""
    standing = election.grants.filter(withdrawn_reason="")
    if may(user, "grants.read", election.region_id):
        return standing
    return standing.filter(visibility=Grant.Visibility.PUBLIC)


def line_of(grant: Grant, today: date) -> GrantLine:
    """One grant, read by `_counted` or `_whole`, on a day."""
    payments, uses = lines_of(grant.told_payments), tuple(grant.told_uses)
    moment = Moment(today, _tended(grant, payments, uses))
    obligations = (
        *_tranches(grant, payments, moment),
        *(_report(report, moment) for report in grant.told_reports),
        *_return(grant, payments, uses, moment),
    )
    return GrantLine(grant, payments, uses, obligations)


def used_of(uses: Iterable[Realisation]) -> Decimal | None:
    """Rupiah used: rows come with the latest day first, so the first of each budget line holds."""
    newest: dict[str, Decimal] = {}
    for use in uses:
        newest.setdefault(use.budget_line, use.used)
    if not newest:
        return None
    return newest[""] if "" in newest else sum(newest.values(), ZERO)


Said = Callable[[Any], QuerySet[Any]]
RELATED = ("grantor", "grantee", "source", "part_of", "refund")


def _counted(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Grants with what their figures and days need; who wrote a line is on the page of the grant."""
    return _told(grants, Payment.objects.select_related("tranche"), _plain)


def _whole(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    payments = Payment.objects.select_related("source", "tranche", "institution", "entered_by", "file")
    return _told(grants, payments, _with_hands)


def _told(grants: QuerySet[Grant], payments: QuerySet[Payment], said: Said) -> QuerySet[Grant]:
    """Grants with all that is told of each, as plain lists; no order joins what the rows belong to."""
    receipts, filings = said(Receipt).order_by("id"), said(Filing).order_by("-id")
    payments = payments.order_by("id").prefetch_related(Prefetch("receipts", receipts, "told_receipts"))
    reports = Report.objects.order_by("kind").prefetch_related(Prefetch("filings", filings, "told_filings"))
    uses = said(Realisation).order_by("budget_line", "-as_of", "-id")
    return grants.select_related(*RELATED).prefetch_related(
        Prefetch("payments", payments, "told_payments"),
        Prefetch("realisations", uses, "told_uses"),
        Prefetch("tranches", Tranche.objects.order_by("number"), "told_tranches"),
        Prefetch("reports", reports, "told_reports"),
    )


def _plain(model: Any) -> QuerySet[Any]:
    return model.objects.all()


def _with_hands(model: Any) -> QuerySet[Any]:
    """Rows with who said them, and the paper where they have one."""
    names = ("institution", "entered_by") if model is Receipt else ("institution", "entered_by", "file")
    return model.objects.select_related(*names)


def _tended(grant: Grant, payments: Iterable[PaymentLine], uses: tuple[Realisation, ...]) -> bool:
    by_hand = any(line.payment.entered_by_id or line.answer for line in payments)
    return not grant.loaded or grant.revision > 0 or by_hand or bool(uses)


def _tranches(grant: Grant, payments: Iterable[PaymentLine], moment: Moment) -> Iterable[Obligation]:
    rows = {tranche.number: tranche for tranche in grant.told_tranches}
    out = [line.payment for line in payments if line.payment.direction == OUT and line.counts]
    named: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for payment in out:
        if payment.tranche:
            named[payment.tranche.number] += payment.amount
    unnamed = sum((payment.amount for payment in out if not payment.tranche_id), ZERO)
    covered = cover({n: t.amount for n, t in rows.items()}, named, unnamed)
    for number, tranche in rows.items():
        found = _tranche(grant, tranche, covered[number], _paid_by(tranche, out), moment)
        yield replace(found, moved_precision=vaguest(payment.precision for payment in out))


def _tranche(
    grant: Grant, tranche: Tranche, moved: Decimal, paid_on: date | None, moment: Moment
) -> Obligation:
    done = moved > 0 and (tranche.amount is None or moved >= tranche.amount)
    return Obligation(
        grant=grant,
        what=What.TRANCHE,
        title=_("Tranche %(n)d, %(share)s %%") % {"n": tranche.number, "share": f"{tranche.share * 100:.0f}"},
        row=tranche,
        state=moment.state(tranche.due, done, paid_on),
        amount=tranche.amount,
        moved=moved,
        done_on=paid_on if done else None,
        precision=grant.precision,
    )


def _paid_by(tranche: Tranche, payments: Iterable[Payment]) -> date | None:
    """The day of the last payment of a tranche; None as soon as one of them has no stated day."""
    days = [payment.paid_on for payment in payments if payment.tranche_id in (tranche.pk, None)]
    return None if not days or None in days else max(day for day in days if day)


def _report(report: Report, moment: Moment) -> Obligation:
    filed_on = min((filing.filed_on for filing in report.told_filings), default=None)
    state = moment.state(report.due, filed_on is not None, filed_on)
    kind = Report.Kind(report.kind)
    return Obligation(report.grant, What.REPORT, kind.label, report, state, done_on=filed_on)


def _return(
    grant: Grant, payments: Iterable[PaymentLine], uses: tuple[Realisation, ...], moment: Moment
) -> Iterable[Obligation]:
    refund = getattr(grant, "refund", None)
    if refund is None:
        return
    used = used_of(uses)
    out, back = _sum(payments, OUT), _sum(payments, BACK)
    owed = None if used is None else max(out - used, ZERO)
    days = [line.payment.paid_on for line in payments if line.payment.direction == BACK and line.counts]
    done_on = max((day for day in days if day), default=None)
    done = owed is not None and out > 0 and back >= owed
    yield Obligation(
        grant=grant,
        what=What.RETURN,
        title=What.RETURN.label,
        row=refund,
        state=moment.state(refund.due, done, done_on),
        amount=owed,
        moved=back,
        done_on=done_on if done else None,
    )


def _sum(payments: Iterable[PaymentLine], direction: str) -> Decimal:
    counted = (line.payment for line in payments if line.counts)
    return sum((payment.amount for payment in counted if payment.direction == direction), ZERO)
