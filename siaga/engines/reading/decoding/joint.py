"""All figures of a form at once: the probability of every value given every witness and every identity.

The figures are the variables of a factor graph; a figure's witnesses are a factor of one variable, an
identity one of three or four, soft by how often crews break it. 25 figures of 1000 values have no table,
but the witnesses leave few values standing: each figure keeps a short list (`candidates`) and the graph
over the lists is summed exactly (`elimination`). What no list holds is not thrown away: it stands in each
list as one entry that breaks every sum it is in. Sum-product over full arrays (a convolution per sum) was
the other way: it needs no lists, but the form's sums close circles (rows and columns of the voters'
table), where it only approximates and tends to say more than it knows, and calibration is what acceptance
rests on.

A product of soft identities counts those that follow from the others (the last column of the voters' table)
once more than independent crews' errors would: a paper with one wrong figure breaks two or three of them at
once. That makes arithmetic firmer than it should be only where the figures are already consistent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.decoding.candidates import OTHER, listed, ranks, rounded_up
from siaga.engines.reading.decoding.elimination import Factor, Weights, cost, marginals
from siaga.engines.reading.decoding.priors import Priors
from siaga.engines.reading.model import Odds
from siaga.law.form.catalogue import Check
from siaga.law.form.formulas import Side

Lists = Mapping[str, NDArray[np.int64]]

LENGTHS = (24, 12, 8, 5, 3, 2, 1)
"""Lengths of the lists, tried from the longest until no table is larger than `LARGEST_TABLE`."""
LARGEST_TABLE = 60_000


def posterior(
    own: Mapping[str, Odds], checks: tuple[Check, ...], known: Mapping[str, int], priors: Priors
) -> dict[str, dict[int, float]]:
    """By figure: its listed values with their probability; the remainder to 1 is that of all other values.

    `own`: (values,) probabilities of every figure the checks name, but of those in `known` (trusted figures).
    """
    lists, factors = _graph(ranks(own, checks, known, priors), checks, known, priors)
    factors += [Factor((name,), _own_weights(own[name], values)) for name, values in lists.items()]
    found = marginals({name: len(values) for name, values in lists.items()}, factors)
    return {
        name: {int(v): float(p) for v, p in zip(lists[name], shares, strict=True) if v != OTHER}
        for name, shares in found.items()
    }


def _graph(
    ranked: Mapping[str, Odds], checks: Sequence[Check], known: Mapping[str, int], priors: Priors
) -> tuple[Lists, list[Factor]]:
    """The longest lists whose factor graph is small enough, and the factors of the identities over them."""
    for most in LENGTHS:
        lists = {name: listed(rank, most) for name, rank in ranked.items()}
        sizes = {name: len(values) for name, values in lists.items()}
        mattering = [check for check in checks if _matters(check, lists, known)]
        scopes = [tuple(name for name in check.formula.names() if name in lists) for check in mattering]
        if most == LENGTHS[-1] or cost(sizes, scopes) <= LARGEST_TABLE:
            return lists, [_identity(check, lists, known, priors) for check in mattering]
    raise AssertionError("the last length is always taken")


def _own_weights(own: Odds, values: NDArray[np.int64]) -> Weights:
    weights = own[values]
    if values[0] == OTHER:
        weights[0] = max(0.0, 1.0 - weights[1:].sum())
    return weights


def _matters(check: Check, lists: Lists, known: Mapping[str, int]) -> bool:
    """Whether the lists leave an identity open: a limit that all of them keep says nothing."""
    if check.formula.relation == "=":
        return True
    names = [name for name in check.formula.names() if name in lists]
    least = {name: int(np.abs(lists[name]).min()) for name in names}
    most = {name: int(lists[name].max()) for name in names}
    sides = (check.formula.left, check.formula.right)
    small, large = sides if check.formula.relation == "<=" else sides[::-1]
    return small.value({**known, **most}) > large.value({**known, **least})


def _identity(check: Check, lists: Lists, known: Mapping[str, int], priors: Priors) -> Factor:
    """The factor of an identity over the lists."""
    formula = check.formula
    names = tuple(name for name in formula.names() if name not in known)
    axes = _axes(names, lists)
    difference = _total(formula.left, axes, known) - _total(formula.right, axes, known)
    table = priors.weights(check, np.asarray(difference))
    strangers = sum((axes[name] == OTHER).astype(np.int64) for name in names)
    if np.any(strangers):
        table = np.where(strangers == 0, table, priors.blind_weights(check)[np.minimum(strangers, 2)])
    return Factor(names, table)


def _axes(names: Sequence[str], lists: Lists) -> dict[str, NDArray[np.int64]]:
    """The list of each figure along an axis of its own."""
    shape = np.ones((len(names), len(names)), np.int64)
    np.fill_diagonal(shape, -1)
    return {name: lists[name].reshape(row) for name, row in zip(names, shape, strict=True)}


def _total(side: Side, axes: Mapping[str, NDArray[np.int64]], known: Mapping[str, int]) -> NDArray[np.int64]:
    total = np.int64(side.constant) + sum(axes.get(name, known.get(name, 0)) for name in side.figures)
    for share, name in side.shares:
        counts = axes.get(name, known.get(name, 0))
        total = total + rounded_up(share, np.asarray(counts))
    return np.asarray(total)
