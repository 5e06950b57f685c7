"""Tally sums as a witness, beside oracles that try every way the lines can be filled."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.reading.digits.classifier import CLASSES, classify
from siaga.engines.reading.rows import (
    LINE_HOLDS,
    UNUSED,
    filled_freely,
    filled_in_turn,
    total_witness,
    unused_odds,
)
from tests.kit.boxes import boxes

SIGNS = "0123456789X"


def odds_of(*lines: str, sure: float = 0.98) -> np.ndarray:
    """(5, 2, 11) of a classifier that reads these lines, equally sure of every box."""
    text = "".join([*lines, *["XX"] * (5 - len(lines))])
    rows = np.full((10, 11), (1 - sure) / 10)
    rows[np.arange(10), [SIGNS.index(sign) for sign in text]] = sure
    return np.log(rows).reshape(5, 2, 11)


@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(2, 6))
def test_lines_filled_in_turn_as_the_oracle_says(seed, lines, holds):
    rng = np.random.default_rng(seed)
    sums, unused = rng.normal(0, 2, (lines, holds + 1)), rng.normal(0, 2, lines)
    said = filled_in_turn(sums, unused)
    for total in range(lines * holds + 1):
        parts = [min(max(total - line * holds, 0), holds) for line in range(lines)]
        each = [unused[line] if part == 0 else sums[line, part] for line, part in enumerate(parts)]
        if total == 0:
            each[0] = sums[0, 0]
        assert said[total] == pytest.approx(sum(each))


@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(1, 4))
def test_lines_filled_freely_as_the_oracle_says(seed, lines, holds):
    rng = np.random.default_rng(seed)
    sums, unused = rng.normal(0, 2, (lines, holds + 1)), rng.normal(0, 2, lines)
    by_total: dict[int, list[float]] = {}
    for used in range(1, lines + 1):
        of_these: dict[int, list[float]] = {}
        for parts in product(range(1, holds + 1), repeat=used):
            said = sum(sums[line, part] for line, part in enumerate(parts)) + unused[used:].sum()
            of_these.setdefault(sum(parts), []).append(np.exp(said))
        for total, each in of_these.items():
            by_total.setdefault(total, []).append(np.mean(each))
    said = filled_freely(sums, unused)
    assert said[0] == -np.inf
    assert np.allclose(said[1:], [np.log(np.mean(by_total[t])) for t in range(1, lines * holds + 1)])


def test_the_classes_of_unused_boxes_share_out_one():
    assert sum(UNUSED) == pytest.approx(1)


def test_an_unused_line_is_weighed_class_by_class():
    odds = odds_of("17")
    expected = [sum(np.log(np.exp(box) @ np.array(UNUSED)) for box in line) for line in odds]
    assert np.allclose(unused_odds(odds), expected)


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        (("43",), 43),
        (("60", "33"), 93),
        (("60", "60", "X7"), 127),
        (("60", "60", "07"), 127),
        (("X5",), 5),
        (("60",) * 5, 300),
        (("60",), 60),
        (("96",), 96),
    ],
)
def test_totals_of_lines(lines, total):
    witness = total_witness("paslon1", odds_of(*lines))
    assert (witness.kind, witness.odds.shape) == ("rows", (1000,))
    assert witness.odds.argmax() == total
    assert witness.odds.max() > witness.blank


def test_a_z_through_the_unused_lines_is_no_sum():
    """As it is read on real forms: its top bar and its diagonal look like 7 and 1."""
    assert total_witness("paslon1", odds_of("43", "X7", "X1", "1X", "4X")).odds.argmax() == 43
    assert total_witness("paslon1", odds_of("60", "33", "X7", "1X", "4X")).odds.argmax() == 93


def test_lines_that_are_not_full_stay_possible():
    odds = total_witness("paslon1", odds_of("59", "47", sure=0.9999)).odds
    assert set(np.argsort(odds)[-2:]) == {59, 106}


def test_no_line_used_is_blank():
    witness = total_witness("suara_tidak_sah", odds_of())
    assert witness.blank > witness.odds.max()


def test_a_crew_that_left_the_sums_out_is_not_contradicted():
    """Two of 254 tallies of 2024: votes, and no sum beside their strokes."""
    witness = total_witness("suara_tidak_sah", odds_of())
    assert witness.blank - witness.odds[7] < 6


def test_what_the_lines_cannot_hold_needs_lines_without_sums():
    odds = total_witness("paslon1", odds_of("60", "33")).odds
    assert np.ptp(odds[5 * 99 + 1 :]) == 0
    assert odds[93] - odds[999] > 10
    assert np.isfinite(odds[: 5 * LINE_HOLDS + 1]).all()


def test_a_total_of_two_digits_has_a_hundred_values():
    assert total_witness("paslon1", odds_of("43"), boxes=2).odds.shape == (100,)


def test_from_crops_to_total():
    odds = classify(boxes("60" + "33" + " " * 6, seed=104)).reshape(5, 2, CLASSES)
    assert total_witness("paslon1", odds).odds.argmax() == 93
