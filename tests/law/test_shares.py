"""Tranches add up to the grant, to the rupiah."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.law.profiles import load
from siaga.law.shares import split

LEGAL = [clock.share for clock in load("pilkada-2024").clocks.values() if clock.share]
AMOUNTS = st.integers(1, 10**15).map(lambda sen: Decimal(sen) / 100)
SHARES = st.lists(st.integers(1, 50), min_size=1, max_size=6).map(
    lambda parts: [Fraction(part, sum(parts)) for part in parts]
)


@pytest.mark.parametrize(
    ("amount", "parts"),
    [
        ("29286275000", ("11714510000", "17571765000")),  # Sukoharjo, as published
        ("13607923530", ("5443169412", "8164754118")),  # KPU Kota Metro
        ("1", ("0", "1")),
        ("1.25", ("1", "0.25")),  # 0.5 up; the rest keeps the sen
    ],
)
def test_forty_and_sixty_per_cent(amount, parts):
    assert split(Decimal(amount), LEGAL) == tuple(map(Decimal, parts))


@given(AMOUNTS, SHARES)
def test_nothing_is_lost_and_no_part_is_off_by_more_than_rounding(amount, shares):
    parts = split(amount, shares)
    assert sum(parts) == amount
    for part, share in zip(parts[:-1], shares, strict=False):
        assert part == int(part)
        assert abs(Fraction(part) - Fraction(amount) * share) <= Fraction(1, 2)


def test_shares_that_are_no_whole_are_refused():
    with pytest.raises(ValueError, match="add up to 9/10"):
        split(Decimal(10), [Fraction(2, 5), Fraction(1, 2)])
