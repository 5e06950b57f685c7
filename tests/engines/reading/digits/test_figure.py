"""From boxes to figures, beside a slow oracle that writes every number in every way a crew would."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.reading.digits import BLANK, digits_witness, figure_witness
from siaga.engines.reading.digits.figure import LEADING_CROSSED, TO_THE_LEFT, ZERO_CROSSED, number_odds
from tests.kit.boxes import boxes

SIGNS = "0123456789X"


def odds_of(text: str, sure: float = 0.99) -> np.ndarray:
    """Log-probabilities of a classifier that is equally sure of every box."""
    rows = np.full((len(text), 11), (1 - sure) / 10)
    rows[np.arange(len(text)), [SIGNS.index(sign) for sign in text]] = sure
    return np.log(rows)


def any_odds(seed: int, count: int) -> np.ndarray:
    rows = np.random.default_rng(seed).dirichlet(np.full(11, 0.3), count) + 1e-6
    return np.log(rows / rows.sum(axis=1, keepdims=True))


def ways(value: int, count: int) -> Iterator[tuple[str, float]]:
    """Every way to write a value into so many boxes, with its share."""
    text = str(value)
    lead = count - len(text)
    yield from _crossed("0" * lead + text, lead, 1 - TO_THE_LEFT)
    if lead:
        yield text + "X" * lead, TO_THE_LEFT


def _crossed(text: str, lead: int, share: float, at: int = 0) -> Iterator[tuple[str, float]]:
    """A text with each of its zeros written or crossed; the last 0 of a lone 0 is always written."""
    if at == len(text):
        yield text, share
        return
    if text[at] == "0" and not (at == len(text) - 1 and set(text[:-1]) <= {"0", "X"}):
        crossed = LEADING_CROSSED if at < lead else ZERO_CROSSED
        yield from _crossed(text[:at] + "X" + text[at + 1 :], lead, share * crossed, at + 1)
        share *= 1 - crossed
    yield from _crossed(text, lead, share, at + 1)


def slow(odds: np.ndarray, value: int) -> float:
    said = (
        share * prod(exp(odds[at, SIGNS.index(sign)]) for at, sign in enumerate(text))
        for text, share in ways(value, len(odds))
    )
    return log(sum(said))


@pytest.mark.parametrize("count", [1, 2])
@given(seed=st.integers(0, 10_000))
def test_as_the_oracle_says(count, seed):
    odds = any_odds(seed, count)
    expected = [slow(odds, value) for value in range(10**count)]
    assert np.allclose(number_odds(odds), expected, atol=1e-9)


@given(seed=st.integers(0, 10_000), value=st.integers(0, 999))
def test_as_the_oracle_says_of_three_boxes(seed, value):
    odds = any_odds(seed, 3)
    assert number_odds(odds)[value] == pytest.approx(slow(odds, value), abs=1e-9)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_ways_of_writing_a_value_share_out_one(count):
    for value in range(10**count):
        assert sum(share for _, share in ways(value, count)) == pytest.approx(
            1 if len(str(value)) < count else 1 - TO_THE_LEFT
        )


@pytest.mark.parametrize(
    ("text", "value"),
    [("X49", 49), ("049", 49), ("XX7", 7), ("007", 7), ("XX0", 0), ("000", 0), ("117", 117), ("205", 205)],
)
def test_leading_boxes_may_be_crossed_or_zero(text, value):
    witness = figure_witness("paslon1", odds_of(text))
    assert witness.odds.argmax() == value
    assert witness.odds.max() > witness.blank


@pytest.mark.parametrize("text", ["XXX", "XX", "X"])
def test_an_empty_figure_is_blank_and_not_a_zero(text):
    witness = figure_witness("suara_tidak_sah", odds_of(text))
    assert witness.blank > witness.odds.max() + 2


def test_a_number_may_stand_at_the_left():
    assert number_odds(odds_of("49X", sure=0.9999)).argmax() in (49, 490)
    odds = number_odds(odds_of("7XX", sure=0.9999))
    assert odds.argmax() == 7


def test_a_six_for_a_crossed_box_costs_what_the_classifier_says():
    """The misread of 2024: X17 with a cross that could be a 6."""
    odds = odds_of("X17")
    odds[0] = np.log(np.full(11, 0.01))
    odds[0, 6], odds[0, BLANK] = np.log(0.45), np.log(0.45)
    said = number_odds(odds)
    assert said[17] - said[617] == pytest.approx(np.log(LEADING_CROSSED), abs=0.02)


@pytest.mark.parametrize("text", ["x49", "117", "206", "xx8", "035"])
def test_from_crops_to_value(text):
    witness = digits_witness("paslon2", boxes(text, seed=104))
    assert (witness.field, witness.kind, witness.odds.shape) == ("paslon2", "digits", (1000,))
    assert witness.odds.argmax() == int(text.replace("x", "0"))


def test_all_crossed_crops_are_blank():
    witness = digits_witness("paslon2", boxes("xxx", seed=104))
    assert witness.blank > witness.odds.max()
