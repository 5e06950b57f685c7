"""The few values of every figure worth weighing.

A value is ranked by its own witnesses and by the sums it stands in: one round of messages of sum-product,
each worked out from the likeliest values of the other figures of an identity. A second round starts from
the ranks of the first, so that a value that only the sums bring up counts for its neighbours as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.decoding.priors import Priors
from siaga.engines.reading.model import Odds
from siaga.law.form.catalogue import Check
from siaga.law.form.formulas import Side

OTHER = -1
"""Stands in a list for all values that are not in it."""
NEGLIGIBLE = 1e-15
"""Rank that may be left out of a list. A rank is guessed from the likeliest neighbours only and can be far
too low for a value that holds where they fail, so it lies below any probability that matters."""
TRIED = 4
"""Likeliest values of each other figure from which a sum is worked out."""
ROUNDS = 2

Whole = NDArray[np.int64]
Ranks = Mapping[str, Odds]
Tops = Mapping[str, tuple[Whole, Odds]]
"""By figure: its likeliest values, and how likely each is."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """An equality solved for one figure: ``target = sign × (sum over others of coefficient × figure +
    shares)``."""

    check: Check
    target: str
    others: tuple[str, ...]


def ranks(own: Ranks, checks: tuple[Check, ...], known: Mapping[str, int], priors: Priors) -> dict[str, Odds]:
    """By figure: (values,) its own probabilities and the sums' together, adding up to 1."""
    found = dict(own)
    tops = {name: _top(odds) for name, odds in own.items()}
    fixed = {name: (np.array([value]), np.ones(1)) for name, value in known.items()}
    for _ in range(ROUNDS):
        found = {name: odds.copy() for name, odds in own.items()}
        for asking in _askings(checks):
            if asking.target in found:
                found[asking.target] *= _message(asking, {**tops, **fixed}, len(own[asking.target]), priors)
        found = {name: odds / odds.sum() for name, odds in found.items()}
        tops = {name: _top(odds) for name, odds in found.items()}
    return found


def listed(rank: Odds, most: int) -> Whole:
    """Ascending: the `most` highest ranked values, fewer when the others are negligible; `OTHER` comes
    first where these are not all."""
    count = min(most, len(rank))
    top = np.argpartition(-rank, count - 1)[:count]
    top = top[np.argsort(-rank[top], kind="stable")]
    needed = int(np.searchsorted(np.cumsum(rank[top]), 1 - NEGLIGIBLE)) + 1
    values = np.sort(top[:needed])
    return values if len(values) == len(rank) else np.concatenate([[OTHER], values])


@lru_cache(maxsize=64)
def _askings(checks: tuple[Check, ...]) -> tuple[_Asking, ...]:
    """Every equality, solved for each figure that stands in it as it is."""
    found = []
    for check in checks:
        formula = check.formula
        if formula.relation != "=":
            continue
        rounded = {name for side in (formula.left, formula.right) for _, name in side.shares}
        for name in formula.names():
            if name not in rounded:
                others = tuple(other for other in formula.names() if other != name)
                found.append(_Asking(check, name, others))
    return tuple(found)


def _top(odds: Odds) -> tuple[Whole, Odds]:
    count = min(TRIED, len(odds))
    values = np.argpartition(-odds, count - 1)[:count]
    return values, odds[values]


def _message(asking: _Asking, tops: Tops, size: int, priors: Priors) -> Odds:
    """(size,) weight of every value of the target by one identity."""
    formula = asking.check.formula
    left, right = _side(formula.left, asking, tops), _side(formula.right, asking, tops)
    asked = (right - left if asking.target in formula.left.figures else left - right).ravel()
    weights = np.ones(1)
    for other in asking.others:
        weights = np.multiply.outer(weights, tops[other][1])
    broken = priors.broken_share(asking.check)
    untried = max(0.0, 1.0 - weights.sum())
    message = np.full(size, broken * priors.any_size + (1 - broken) * untried / size)
    possible = (asked >= 0) & (asked < size)
    np.add.at(message, asked[possible], (1 - broken) * weights.ravel()[possible])
    return message


def _side(side: Side, asking: _Asking, tops: Tops) -> Whole:
    """The side without the target, one axis per other figure."""
    total = np.full((1,) * len(asking.others), side.constant, np.int64)
    for axis, name in enumerate(asking.others):
        shape = [1] * len(asking.others)
        shape[axis] = -1
        values = tops[name][0]
        parts = [values] * side.figures.count(name)
        parts += [rounded_up(share, values) for share, each in side.shares if each == name]
        for part in parts:
            total = total + part.reshape(shape)
    return total


def rounded_up(share: Fraction, counts: Whole) -> Whole:
    """`share_rounded_up` of the law for many counts at once."""
    return np.asarray(-(-counts * share.numerator // share.denominator))
