"""The circles as a witness, beside an oracle that goes through every way a column can be filled."""

from __future__ import annotations

from itertools import combinations
from math import log, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.reading.bubbles import (
    NONE,
    NONE_UNDER_CROSS,
    OTHER,
    TWO,
    bubbles_witness,
    column_odds,
    filled_odds,
)

FILLED, PRINTED = 0.85, 0.22


def shares(*columns: tuple[int, ...]) -> np.ndarray:
    """Ink in columns with these circles filled."""
    ink = np.full((len(columns), 10), PRINTED)
    for at, digits in enumerate(columns):
        ink[at, list(digits)] = FILLED
    return ink + np.random.default_rng(1).normal(0, 0.02, ink.shape)


def slow(ratios: np.ndarray, digit: int | None) -> float:
    """Likelihood of one column under a digit, or under a crossed box, from all sets of filled circles."""
    filled_sets = [set(), *({d} for d in range(10)), *map(set, combinations(range(10), 2))]
    return sum(habit(chosen, digit) * prod(ratios[d] for d in chosen) for chosen in filled_sets)


def habit(filled: set[int], digit: int | None) -> float:
    if digit is None:
        return NONE_UNDER_CROSS * (not filled) + (1 - NONE_UNDER_CROSS) * habit(filled, 0)
    if len(filled) == 2:
        return (1 - OTHER) * TWO / 9 if digit in filled else 0
    if len(filled) == 1:
        return (1 - OTHER) * (1 - NONE - TWO) if digit in filled else OTHER / 9
    return (1 - OTHER) * NONE


@given(st.integers(0, 10_000))
def test_columns_as_the_oracle_says(seed):
    filled = np.random.default_rng(seed).normal(0, 3, (3, 10))
    expected = [[log(slow(np.exp(column), d)) for d in (*range(10), None)] for column in filled]
    assert np.allclose(column_odds(filled), expected)


@pytest.mark.parametrize("digit", [*range(10), None])
def test_the_habits_of_a_column_share_out_one(digit):
    sets = [set(), *({d} for d in range(10)), *map(set, combinations(range(10), 2))]
    assert sum(habit(chosen, digit) for chosen in sets) == pytest.approx(1)


@pytest.mark.parametrize(("columns", "value"), [(((0,), (4,), (3,)), 43), (((2,), (0,), (6,)), 206)])
def test_one_filled_circle_in_each_column(columns, value):
    witness = bubbles_witness("paslon1", shares(*columns))
    assert (witness.kind, witness.odds.shape) == ("bubbles", (1000,))
    assert witness.odds.argmax() == value


def test_nothing_under_the_crossed_box_reads_the_same():
    assert bubbles_witness("paslon1", shares((), (4,), (3,))).odds.argmax() == 43


def test_two_filled_circles_leave_both_open():
    odds = bubbles_witness("paslon1", shares((1,), (3, 8), (5,))).odds
    assert set(np.argsort(odds)[-2:]) == {135, 185}
    assert abs(odds[135] - odds[185]) < 1


def test_an_empty_column_says_nothing_of_its_digit():
    odds = bubbles_witness("paslon1", shares((1,), (3,), ())).odds
    assert set(np.argsort(odds)[-10:]) == set(range(130, 140))
    assert np.ptp(odds[130:140]) < 0.5


def test_no_filled_circle_at_all_is_blank():
    witness = bubbles_witness("paslon1", shares((), (), ()))
    assert witness.blank > witness.odds.max()


def test_a_wrong_circle_is_bounded():
    """A crew that filled the circle of another number does not rule the right one out."""
    odds = bubbles_witness("paslon1", shares((1,), (1,), (7,))).odds
    assert odds[117] - odds[617] < 12


def test_the_light_of_the_photo_does_not_matter():
    ink = shares((0,), (4,), (3,))
    assert np.allclose(filled_odds(ink), filled_odds(ink + 0.1), atol=1e-6)


@pytest.mark.parametrize("shape", [(10,), (3, 9)])
def test_other_shapes_are_refused(shape):
    with pytest.raises(ValueError, match="shares of ink"):
        bubbles_witness("paslon1", np.zeros(shape))
