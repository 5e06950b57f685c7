"""Grants of the city to its bodies, their tranches by law, and what was paid and seen to arrive."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from siaga.desks.grants.models import Grant, Payment, Receipt
from siaga.desks.grants.services.expectation import expect
from tests.kit.year.making import Making

PART = Decimal("0.4")


def make(making: Making, count: int) -> None:
    """Every grant from one treasury to another body; two thirds have had their first part."""
    purposes = Grant.Purpose.values
    grants = Grant.objects.bulk_create(
        Grant(
            election=making.election,
            code=f"nphd-{n}",
            grantor=making.bodies[0],
            grantee=making.bodies[1 + n % (len(making.bodies) - 1)],
            purpose=purposes[n % len(purposes)],
            amount=Decimal(1_000_000 * (n + 1)),
            precision="exact",
            signed=making.today - timedelta(days=300),
        )
        for n in range(count)
    )
    for grant in grants:
        expect(grant)
    paid = Payment.objects.bulk_create(_payment(making, grant) for n, grant in enumerate(grants) if n % 3)
    Receipt.objects.bulk_create(_receipt(making, payment) for n, payment in enumerate(paid) if n % 3)


def _payment(making: Making, grant: Grant) -> Payment:
    return Payment(
        grant=grant,
        amount=grant.amount * PART,
        precision="exact",
        paid_on=making.today - timedelta(days=280),
        document=f"SP2D-{grant.code}",
        client_id=making.receipt(),
        digest=making.digest(),
        entered_by=making.member(grant.grantor_id),
        institution_id=grant.grantor_id,
        at=making.now,
    )


def _receipt(making: Making, payment: Payment) -> Receipt:
    grantee = payment.grant.grantee_id
    return Receipt(
        payment=payment,
        outcome=Receipt.Outcome.CONFIRMED,
        client_id=making.receipt(),
        digest=making.digest(),
        entered_by=making.member(grantee),
        institution_id=grantee,
        at=making.now,
    )
