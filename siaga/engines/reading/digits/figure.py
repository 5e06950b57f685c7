"""From boxes to a figure: how crews write a number into a row of boxes, with the odds of each habit."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.digits.classifier import BLANK, classify
from siaga.engines.reading.model import Grey, Odds, Witness

LEADING_CROSSED = 0.95
"""Share of leading boxes that are crossed out or left empty rather than filled with a 0."""
ZERO_CROSSED = 0.004
"""Share of zeros inside a number, or at its end, for which a crew drew a cross."""
TO_THE_LEFT = 0.002
"""Share of numbers that begin in the first box, with crossed boxes behind them ("49X" for 49)."""


def digits_witness(field: str, crops: Grey) -> Witness:
    """What the boxes of one figure say: crops (boxes, 48, 40), the box of the hundreds first."""
    return figure_witness(field, classify(crops))


def figure_witness(field: str, odds: Odds) -> Witness:
    """The same from what was already classified: odds (boxes, 11) log-probabilities.

    A leading box may be crossed out or hold a 0. That every box is crossed out or empty is no value: it is
    told apart as `Witness.blank`.
    """
    return Witness(field, "digits", number_odds(odds), float(odds[:, BLANK].sum()))


def number_odds(odds: Odds) -> Odds:
    """(boxes, 11) log-probabilities of each box → (10 ** boxes,) log-likelihood of every number written."""
    usual = _right_aligned(odds) + np.log(1 - TO_THE_LEFT)
    said: Odds = np.logaddexp(usual, _left_aligned(odds) + np.log(TO_THE_LEFT))
    return said


def _right_aligned(odds: Odds) -> Odds:
    boxes = len(odds)
    digits, leading = _written(boxes)
    inner = _either(odds[:, 0], odds[:, BLANK], ZERO_CROSSED)
    ahead = _either(odds[:, 0], odds[:, BLANK], LEADING_CROSSED)
    total = np.zeros(10**boxes)
    for box in range(boxes):
        column = odds[box, :10].copy()
        column[0] = inner[box]
        total += np.where(leading[:, box], ahead[box], column[digits[:, box]])
    total[0] += odds[-1, 0] - inner[-1]
    return total


def _left_aligned(odds: Odds) -> Odds:
    """Numbers with fewer digits than boxes, moved to the first box; -inf for those that fill the boxes."""
    boxes = len(odds)
    total = np.full(10**boxes, -np.inf)
    for length in range(1, boxes):
        first = 10 ** (length - 1) if length > 1 else 0
        digits, _ = _written(length)
        said = odds[np.arange(length), digits[first:]].sum(axis=1)
        total[first : 10**length] = said + odds[length:, BLANK].sum()
    return total


def _either(one: Odds, other: Odds, share: float) -> Odds:
    return np.asarray(np.logaddexp(one + np.log(1 - share), other + np.log(share)))


@cache
def _written(boxes: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For every value: (values, boxes) its digits, and which of them are leading zeros.

    The last box is never a leading one: a lone 0 is written.
    """
    values = np.arange(10**boxes)[:, None]
    powers = 10 ** np.arange(boxes - 1, -1, -1)
    digits = values // powers % 10
    leading = (values < powers) & (powers > 1)
    return digits, leading
