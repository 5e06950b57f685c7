"""Money that moves: the paying side enters it, the receiving side says whether it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from siaga.desks.grants.errors import (
    AboveGrant,
    AbovePaid,
    GranteeNotStated,
    OtherSide,
    SamePerson,
    Settled,
)
from siaga.desks.grants.models import Grant, Payment, Receipt, Tranche
from siaga.desks.grants.queries.money import moved_back, moved_out
from siaga.desks.grants.services._once import (
    Side,
    acting_for,
    come,
    grantee_side,
    grantor_side,
    house,
    locked,
    once,
)
from siaga.desks.offices.models import Institution, User
from siaga.desks.trail.models import Precision, StoredFile
from siaga.desks.trail.refused import needed
from siaga.desks.trail.services import record

EDITS, CONFIRMS = "grants.edit", "grants.confirm"
OUT, BACK = Payment.Direction.OUT, Payment.Direction.BACK


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer as its paper says: amount in rupiah, day, number of the SP2D (or STS), a scan of it."""

    amount: Decimal
    paid_on: date
    document: str
    client_id: UUID
    tranche: Tranche | None = None
    file: StoredFile | None = None

    def said(self) -> dict[str, Any]:
        return {
            "amount": f"{self.amount:.2f}",
            "paid_on": self.paid_on,
            "document": self.document,
            "tranche": self.tranche.number if self.tranche else None,
            "file": self.file.pk if self.file else None,
        }


@dataclass(frozen=True, slots=True)
class Word:
    """What the receiving side says of a payment: arrived, or not and why."""

    arrived: bool
    reason: str
    client_id: UUID


def pay_out(grant: Grant, by: User, transfer: Transfer) -> Payment:
    """The grantor's side enters money paid to the grantee, which then confirms it.

    Safe to repeat under one receipt number. Raises PermissionDenied, OtherSide, Withdrawn, AboveGrant,
    Clashed.
    """
    said = transfer.said() | {"grant": grant.pk, "direction": OUT}
    return once(Payment, transfer.client_id, by, said, lambda digest: _pay_out(grant, by, transfer, digest))


def pay_back(grant: Grant, by: User, transfer: Transfer) -> Payment:
    """The grantee enters money it returned to the treasury, which the grantor's side then confirms.

    Safe to repeat under one receipt number. Raises PermissionDenied, OtherSide, Withdrawn, GranteeNotStated,
    AbovePaid, Clashed.
    """
    said = transfer.said() | {"grant": grant.pk, "direction": BACK}
    return once(Payment, transfer.client_id, by, said, lambda digest: _pay_back(grant, by, transfer, digest))


def take_back(payment: Payment, by: User, reason: str, client_id: UUID) -> Payment:
    """The paying side declares an entry wrong. One the other side had confirmed counts on until that side
    confirms this too.

    Raises PermissionDenied, OtherSide, ReasonMissing, Settled, AbovePaid, Clashed.
    """
    said = {"reverses": payment.pk, "reason": reason}
    return once(
        Payment, client_id, by, said, lambda digest: _take_back(payment, by, reason, client_id, digest)
    )


def answer(payment: Payment, by: User, word: Word) -> Receipt:
    """The receiving side says whether the money arrived; nothing can be said after a confirmation.

    Raises PermissionDenied, OtherSide, SamePerson, ReasonMissing, Settled, GranteeNotStated, Clashed.
    """
    said = {"payment": payment.pk, "arrived": word.arrived, "reason": word.reason}
    return once(Receipt, word.client_id, by, said, lambda digest: _answer(payment, by, word, digest))


def receiving_side(payment: Payment, grant: Grant) -> tuple[str, Side]:
    """The action it takes to confirm a payment, and the side that may."""
    if payment.direction == BACK:
        return EDITS, grantor_side(grant)
    return CONFIRMS, grantee_side(grant)


def paying_side(direction: str, grant: Grant) -> tuple[str, Side]:
    """The action it takes to enter a payment of a direction, and the side that may."""
    if direction == BACK:
        return CONFIRMS, grantee_side(grant)
    return EDITS, grantor_side(grant)


def _pay_out(grant: Grant, by: User, transfer: Transfer, digest: str) -> Payment:
    now = locked(grant)
    body = acting_for(by, now, *paying_side(OUT, now))
    if now.amount is not None and moved_out(now) + transfer.amount > now.amount:
        raise AboveGrant
    return _entered(now, by, body, transfer, OUT, digest)


def _pay_back(grant: Grant, by: User, transfer: Transfer, digest: str) -> Payment:
    now = locked(grant)
    if now.grantee is None:
        raise GranteeNotStated
    body = acting_for(by, now, *paying_side(BACK, now))
    if moved_back(now) + transfer.amount > moved_out(now):
        raise AbovePaid
    return _entered(now, by, body, transfer, BACK, digest)


def _entered(
    grant: Grant, by: User, body: Institution, transfer: Transfer, direction: str, digest: str
) -> Payment:
    payment = Payment.objects.create(
        grant=grant,
        tranche=transfer.tranche if direction == OUT else None,
        direction=direction,
        amount=transfer.amount,
        precision=Precision.EXACT,
        paid_on=come(transfer.paid_on, grant),
        document=transfer.document.strip(),
        file=transfer.file,
        client_id=transfer.client_id,
        digest=digest,
        entered_by=by,
        institution=body,
        at=timezone.now(),
    )
    action = "grants.pay_out" if direction == OUT else "grants.pay_back"
    record(action, grant, after=transfer.said() | {"payment": payment.pk, "institution": body.code})
    return payment


def _take_back(payment: Payment, by: User, reason: str, client_id: UUID, digest: str) -> Payment:
    now = locked(payment.grant)
    body = acting_for(by, now, *paying_side(payment.direction, now))
    if payment.kind != Payment.Kind.PAID or Payment.objects.filter(reverses=payment).exists():
        raise Settled
    why = needed(reason)
    if payment.direction == OUT and moved_out(now) - payment.amount < moved_back(now):
        raise AbovePaid
    reversal = Payment.objects.create(
        grant=now,
        tranche=payment.tranche,
        direction=payment.direction,
        kind=Payment.Kind.REVERSAL,
        amount=payment.amount,
        precision=Precision.EXACT,
        reverses=payment,
        reason=why,
        client_id=client_id,
        digest=digest,
        entered_by=by,
        institution=body,
        at=timezone.now(),
    )
    told = {"payment": payment.pk, "amount": payment.amount, "institution": body.code}
    record("grants.take_back", now, after=told, reason=reason)
    return reversal


def _answer(payment: Payment, by: User, word: Word, digest: str) -> Receipt:
    now = locked(payment.grant)
    if payment.direction == OUT and now.grantee is None:
        raise GranteeNotStated
    body = acting_for(by, now, *receiving_side(payment, now))
    _may_answer(payment, by, body)
    why = word.reason.strip() if word.arrived else needed(word.reason)
    receipt = Receipt.objects.create(
        payment=payment,
        outcome=Receipt.Outcome.CONFIRMED if word.arrived else Receipt.Outcome.DISPUTED,
        reason=why,
        client_id=word.client_id,
        digest=digest,
        entered_by=by,
        institution=body,
        at=timezone.now(),
    )
    told = {"payment": payment.pk, "outcome": receipt.outcome, "institution": body.code}
    record("grants.receive", now, after=told, reason=word.reason)
    return receipt


def _may_answer(payment: Payment, by: User, body: Institution) -> None:
    if payment.entered_by_id == by.pk:
        raise SamePerson
    if payment.institution and house(payment.institution) == house(body):
        raise OtherSide
    confirmed = payment.receipts.filter(outcome=Receipt.Outcome.CONFIRMED).exists()
    taken_back = Payment.objects.filter(reverses=payment).exists()
    if confirmed or taken_back or payment.kind == Payment.Kind.PLANNED:
        raise Settled
