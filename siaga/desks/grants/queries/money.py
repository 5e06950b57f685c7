"""What moved under one grant: the sums the services and the database both hold to."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Sum

from siaga.desks.grants.models import Grant, Payment, Receipt

ZERO = Decimal(0)


def moved_out(grant: Grant) -> Decimal:
    """Rupiah paid to the grantee, whether confirmed yet or not, without what was taken back."""
    return _moved(grant, Payment.Direction.OUT)


def moved_back(grant: Grant) -> Decimal:
    """Rupiah returned to the treasury, without what was taken back."""
    return _moved(grant, Payment.Direction.BACK)


def _moved(grant: Grant, direction: str) -> Decimal:
    standing = Payment.objects.filter(grant=grant, direction=direction, kind=Payment.Kind.PAID)
    return standing.exclude(taken_back()).aggregate(sum=Sum("amount"))["sum"] or ZERO


def taken_back() -> Q:
    """Payments that no longer count: a reversal of what the other side had confirmed needs its word too."""
    confirmed = Receipt.objects.filter(outcome=Receipt.Outcome.CONFIRMED)
    reversals = Payment.objects.filter(reverses=OuterRef("pk")).filter(
        Q(entered_by__isnull=True)
        | Q(Exists(confirmed.filter(payment=OuterRef("pk"))))
        | ~Q(Exists(confirmed.filter(payment=OuterRef("reverses"))))
    )
    return Q(Exists(reversals))
