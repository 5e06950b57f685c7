"""The circles under the digit boxes as a witness: one filled in each column, and what crews do instead.

Under a crossed-out box crews fill the circle of 0 or none at all. Elsewhere a column has one filled circle;
rarely none, two (a slip, crossed out or not, beside the right one), or only that of another digit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.digits.figure import number_odds
from siaga.engines.reading.model import Odds, Witness

PER_SHARE, HALF_WAY = 40.0, 0.20
"""Log-odds of a filled circle per share of ink above the printed ones, and where they are even."""
SUREST = 7.0
"""No circle is surer than this many nats: shadows and folds look like ink."""

NONE, TWO, OTHER = 0.01, 0.005, 0.003
"""Share of columns under a digit with no filled circle, with two, with only that of another digit."""
NONE_UNDER_CROSS = 0.08
"""Share of columns under a crossed-out box with no filled circle; the others have that of 0."""


def bubbles_witness(field: str, shares: NDArray[np.float64]) -> Witness:
    """What the circles of one figure say: shares (boxes, 10) of ink in each, the hundreds first.

    `Witness.blank`: that every column is one under a crossed-out box. Raises ValueError for another shape.
    """
    if shares.ndim != 2 or shares.shape[1] != 10:
        raise ValueError(f"shares of ink are (boxes, 10), not {shares.shape}")
    columns = column_odds(filled_odds(shares))
    return Witness(field, "bubbles", number_odds(columns), float(columns[:, 10].sum()))


def filled_odds(shares: NDArray[np.float64]) -> Odds:
    """(boxes, 10) log-odds that each circle is filled rather than as printed.

    What the printed digit and the light of the photo leave in a circle is the same for all: the median.
    """
    above = shares - np.median(shares)
    return np.asarray(np.clip(PER_SHARE * (above - HALF_WAY), -SUREST, SUREST))


def column_odds(filled: Odds) -> Odds:
    """(boxes, 10) odds of circles → (boxes, 11) log-likelihood of what stands in each box, up to a constant.

    The last column is that of a crossed-out or empty box.
    """
    ratios = np.exp(filled)
    others = (ratios.sum(axis=1, keepdims=True) - ratios) / 9
    right = (1 - NONE - TWO) * ratios + NONE + TWO * ratios * others
    digits = (1 - OTHER) * right + OTHER * others
    crossed = (1 - NONE_UNDER_CROSS) * digits[:, :1] + NONE_UNDER_CROSS
    said: Odds = np.log(np.hstack([digits, crossed]))
    return said
