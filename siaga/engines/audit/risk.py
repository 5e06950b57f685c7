"""The Kaplan-Markov P-value: how surprising the papers would be if a published outcome were wrong.

Draws are independent, batch p with probability u_p / U where U is the sum of all bounds. The taint of a draw
is t = e_p / u_p. If an outcome is wrong, the e_p add up to 1 or more, so a taint is 1/U or more in
expectation, and

    P = product over the draws of (1 - 1/U) / (1 - t)

is the inverse of a non-negative supermartingale. By Ville's inequality it falls to the risk limit or below,
at any time, with at most that probability: the audit may stop at whichever draw shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor, log

MOST_DRAWS = 100_000
"""More draws than any audit makes: then reading every form is less work."""


def p_value(total: Fraction, taints: Iterable[Fraction]) -> Fraction:
    """The P-value after draws with these taints, exactly; at most 1. See `product` for the rest."""
    found = product(total, taints)
    return Fraction(1) if found is None else min(found, Fraction(1))


def product(total: Fraction, taints: Iterable[Fraction]) -> Fraction | None:
    """The Kaplan-Markov product, which may exceed 1 after large differences; None when it is infinite.

    ``total`` is U. Below 1 no error the ballots allow can change an outcome, and the product is 0. Raises
    ValueError for a taint above 1, which no paper within its ballots has.
    """
    if total < 1:
        return Fraction(0)
    drawn = Counter(taints)
    if any(taint > 1 for taint in drawn):
        raise ValueError("a taint above 1: the paper has more votes than the station has ballots")
    if 1 in drawn:
        return None
    clean = 1 - 1 / total
    found = Fraction(1)
    for taint, times in drawn.items():
        found *= (clean / (1 - taint)) ** times
    return found


def draws_needed(total: Fraction, limit: Fraction, so_far: Fraction | None = Fraction(1)) -> int | None:
    """How many draws without a difference bring the product from ``so_far`` to the risk limit.

    None when it is infinite, or more than `MOST_DRAWS` would be needed. Raises ValueError for a limit
    outside (0, 1).
    """
    if not 0 < limit < 1:
        raise ValueError("a risk limit is more than 0 and less than 1")
    if total < 1:
        return 0
    if so_far is None:
        return None
    if so_far <= limit:
        return 0
    if total == 1:
        return 1
    clean = 1 - 1 / total
    estimate = (log(limit) - log(so_far)) / log(clean)
    if estimate > MOST_DRAWS:
        return None
    return _exactly(so_far, clean, limit, max(0, floor(estimate) - 1), ceil(estimate) + 1)


def _exactly(so_far: Fraction, clean: Fraction, limit: Fraction, low: int, high: int) -> int:
    """The smallest number of clean draws that suffices, near an estimate by logarithms."""
    return next(draws for draws in range(low, high + 1) if so_far * clean**draws <= limit)


def expected_batches(bounds: Iterable[Fraction], draws: int) -> float:
    """How many different batches so many draws name in expectation: a form drawn twice is pulled once."""
    listed = [float(bound) for bound in bounds]
    total = sum(listed)
    return sum(1 - (1 - bound / total) ** draws for bound in listed) if total else 0.0
