"""Cutting an amount of money into the shares of a law, so that nothing is lost and nothing is invented."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

RUPIAH = Decimal(1)


def split(amount: Decimal, shares: Sequence[Fraction]) -> tuple[Decimal, ...]:
    """The parts of an amount in rupiah, one per share; they always add up to the amount.

    Every part but the last is rounded to the whole rupiah, half a rupiah up; the last part is the rest. No
    regulation we have read says how to round; Sukoharjo's published 40 and 60 per cent come out exactly.
    Raises ValueError when the shares do not add up to 1.
    """
    if sum(shares) != 1:
        raise ValueError(f"shares add up to {sum(shares)}, not to 1")
    first = [_rounded(amount, share) for share in shares[:-1]]
    return (*first, amount - sum(first))


def _rounded(amount: Decimal, share: Fraction) -> Decimal:
    exact = amount * share.numerator / share.denominator
    return exact.quantize(RUPIAH, ROUND_HALF_UP)
