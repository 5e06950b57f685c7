"""What can be done next with a grant, and by whom; the services check each of it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from siaga.desks.grants.models import Grant, Payment, Report
from siaga.desks.grants.queries.lines import GrantLine
from siaga.desks.grants.queries.standing import ANSWERABLE, REVERSIBLE, PaymentLine, Standing
from siaga.desks.offices.access import granting
from siaga.desks.offices.models import Institution
from siaga.desks.places.queries import contains

Side = Callable[[Grant, Institution], bool]
EDITS, CONFIRMS = "grants.edit", "grants.confirm"


@dataclass(frozen=True, slots=True)
class Step:
    """An act that is open now: its words, its page, whose it is, and whether this reader may do it."""

    label: str
    url: str
    whose: str
    allowed: bool
    main: bool = False


@dataclass(frozen=True, slots=True)
class Hands:
    """For which institutions a person may act in the grant's city, by action."""

    bodies: dict[str, tuple[Institution, ...]]

    @classmethod
    def of(cls, user: Any, grant: Grant) -> Hands:
        region = grant.election.region_id
        return cls(
            {
                action: tuple(m.institution for m in granting(user, action) if contains(m.place, region))
                for action in (EDITS, CONFIRMS)
            }
        )

    def grantor(self, grant: Grant) -> bool:
        ours = grant.grantor.parent_id or grant.grantor_id
        return any((body.parent_id or body.pk) == ours for body in self.bodies[EDITS])

    def grantee(self, grant: Grant) -> bool:
        return any(body.pk == grant.grantee_id for body in self.bodies[CONFIRMS])


def steps(line: GrantLine, user: Any) -> tuple[Step, ...]:
    """Every act that is open, those of this reader first."""
    if line.grant.withdrawn:
        return ()
    hands = Hands.of(user, line.grant)
    found = [*_answers(line, hands), *_of_grantor(line, hands), *_of_grantee(line, hands)]
    return tuple(sorted(found, key=lambda step: not step.allowed))


def payment_acts(line: GrantLine, user: Any) -> dict[int, list[tuple[str, str]]]:
    """For each payment, the acts this reader may do: their words and addresses."""
    if line.grant.withdrawn:
        return {}
    hands = Hands.of(user, line.grant)
    return {item.payment.pk: list(_acts(line.grant, item, hands)) for item in line.payments}


def address(grant: Grant, name: str = "grant", *more: Any) -> str:
    """The address of a page of a grant."""
    return reverse(f"grants:{name}", args=[grant.election.code, grant.code, *more])


def _acts(grant: Grant, item: PaymentLine, hands: Hands) -> Iterator[tuple[str, str]]:
    out = item.payment.direction == Payment.Direction.OUT
    pays, receives = (hands.grantor, hands.grantee) if out else (hands.grantee, hands.grantor)
    if item.standing in ANSWERABLE and receives(grant):
        yield _("Did it arrive?"), address(grant, "answer", item.payment.pk)
    if item.standing == Standing.REVERSING and item.reversal and receives(grant):
        yield _("Was it wrong?"), address(grant, "answer", item.reversal.pk)
    if item.standing in REVERSIBLE and pays(grant):
        yield _("Take back"), address(grant, "take-back", item.payment.pk)


def _answers(line: GrantLine, hands: Hands) -> Iterable[Step]:
    grant = line.grant
    for item in line.payments:
        if item.standing not in (Standing.WAITING, Standing.REVERSING):
            continue
        out = item.payment.direction == Payment.Direction.OUT
        may, whose = (hands.grantee, _grantee(grant)) if out else (hands.grantor, str(grant.grantor))
        waits = item.reversal if item.standing == Standing.REVERSING and item.reversal else item.payment
        label = _("Say whether the money arrived")
        if waits is item.reversal:
            label = _("Say whether the payment was wrong")
        yield Step(label, address(grant, "answer", waits.pk), whose, may(grant), main=True)


def _of_grantor(line: GrantLine, hands: Hands) -> Iterable[Step]:
    grant, may = line.grant, hands.grantor(line.grant)
    whose = str(grant.grantor)
    if grant.amount is None or line.disbursed < grant.amount:
        yield Step(_("Enter a payment (SP2D)"), address(grant, "pay"), whose, may, main=True)
    for report in grant.told_reports:
        if report.kind == Report.Kind.DISBURSEMENT:
            yield Step(_("File the report of disbursement"), address(grant, "file", report.kind), whose, may)
    yield Step(_("Correct from the agreement"), address(grant, "correct"), whose, may)
    if not line.disbursed:
        yield Step(_("Withdraw"), address(grant, "withdraw"), whose, may)


def _of_grantee(line: GrantLine, hands: Hands) -> Iterable[Step]:
    grant = line.grant
    if grant.grantee is None:
        return
    may, whose = hands.grantee(grant), _grantee(grant)
    yield Step(_("Report the use"), address(grant, "use"), whose, may)
    if line.returned < line.disbursed:
        yield Step(_("Enter a return (STS)"), address(grant, "return"), whose, may)
    for report in grant.told_reports:
        if report.kind == Report.Kind.ACCOUNTABILITY:
            yield Step(_("File the accountability report"), address(grant, "file", report.kind), whose, may)


def _grantee(grant: Grant) -> str:
    return str(grant.grantee) if grant.grantee else _("recipient not stated")
