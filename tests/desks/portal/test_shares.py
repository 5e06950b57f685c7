"""Shares of votes, against arithmetic done another way."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.portal.queries.shares import leaders, percentage, shares
from siaga.desks.results.queries import PairLine

votes = st.dictionaries(st.integers(1, 6), st.integers(0, 10**7), min_size=1, max_size=6)


def ballot(numbers) -> list[PairLine]:
    return [PairLine(n, f"Paslon {n}", False) for n in sorted(numbers)]


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_percentages_are_rounded_half_up_to_two_decimals(part: int, whole: int) -> None:
    exact = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert Decimal(str(percentage(part, whole))).quantize(Decimal("0.01")) == pytest.approx(
        exact, abs=Decimal("0.01")
    )


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (56385, 93640, 60.21),
        (37255, 93640, 39.79),
        (1, 8, 12.5),
        (1, 800, 0.13),
        (0, 5, 0.0),
        (5, 5, 100.0),
        (0, 0, None),
    ],
)
def test_percentages_people_can_check(part: int, whole: int, percent: float | None) -> None:
    assert percentage(part, whole) == percent


@given(votes)
def test_the_leaders_are_those_with_the_most_votes(counted: dict[int, int]) -> None:
    found = shares(ballot(counted), counted)
    most = max(counted.values())
    assert set(leaders(found)) == ({n for n, v in counted.items() if v == most} if most else set())
    assert [s.votes for s in found] == [counted[n] for n in sorted(counted)]


def test_nothing_published_shows_no_number_at_all() -> None:
    found = shares(ballot([1, 2]), None)
    assert [(s.votes, s.share, s.leads) for s in found] == [(None, None, False)] * 2


def test_a_tie_is_a_tie() -> None:
    assert leaders(shares(ballot([1, 2, 3]), {1: 5, 2: 5, 3: 1})) == (1, 2)
