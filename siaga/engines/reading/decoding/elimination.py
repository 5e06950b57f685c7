"""Exact sums over a factor graph of small lists: one variable after another is summed out, then back again.

The cluster-tree (bucket) algorithm of Dechter, "Bucket elimination" (1999), in plain probabilities; every
table is scaled to a largest entry of 1, which changes no marginal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Factor:
    """`table`: one axis per variable, in their order; non-negative weights."""

    names: tuple[str, ...]
    table: Weights


@dataclass(frozen=True, slots=True)
class _Bucket:
    """What was summed when `name` was eliminated: the product over `cluster` (`name` last), and the
    message."""

    name: str
    cluster: Factor
    message: Factor


def cost(sizes: Mapping[str, int], scopes: Sequence[tuple[str, ...]]) -> int:
    """Cells of the largest table that `marginals` will need."""
    return max((cells for _, cells in _order(sizes, scopes)), default=0)


def marginals(sizes: Mapping[str, int], factors: Sequence[Factor]) -> dict[str, Weights]:
    """By variable: (size,) its probabilities under the product of all factors. Raises ValueError when the
    product is 0 everywhere."""
    buckets: list[_Bucket] = []
    open_factors = list(factors)
    for name, _ in _order(sizes, [factor.names for factor in factors]):
        mine = [factor for factor in open_factors if name in factor.names]
        bucket = _summed_out(name, sizes, mine)
        open_factors = [factor for factor in open_factors if name not in factor.names] + [bucket.message]
        buckets.append(bucket)
    return _back(buckets)


def _order(sizes: Mapping[str, int], scopes: Sequence[tuple[str, ...]]) -> list[tuple[str, int]]:
    """Variables by smallest next table, each with the cells of that table."""
    around = {name: {name} for name in sizes}
    for scope in scopes:
        for name in scope:
            around[name].update(scope)
    order: list[tuple[str, int]] = []
    while around:
        cells = {name: prod(sizes[each] for each in near) for name, near in around.items()}
        name = min(cells, key=cells.__getitem__)
        order.append((name, cells[name]))
        near = around.pop(name) - {name}
        for each in near:
            around[each] = (around[each] | near) - {name}
    return order


def _summed_out(name: str, sizes: Mapping[str, int], factors: Sequence[Factor]) -> _Bucket:
    others = tuple(dict.fromkeys(each for factor in factors for each in factor.names if each != name))
    names = (*others, name)
    table = np.ones([sizes[each] for each in names])
    for factor in factors:
        table *= _spread(factor, names)
    table = _scaled(table)
    return _Bucket(name, Factor(names, table), Factor(others, _scaled(table.sum(axis=-1))))


def _back(buckets: Sequence[_Bucket]) -> dict[str, Weights]:
    """From the last bucket to the first: a cluster's belief is its table times what the others learnt
    later."""
    beliefs: dict[str, Factor] = {}
    found: dict[str, Weights] = {}
    for bucket in reversed(buckets):
        table = bucket.cluster.table
        if bucket.message.names:
            later = _onto(beliefs, bucket.message.names)
            sent = bucket.message.table
            table = table * np.divide(later, sent, out=np.zeros_like(sent), where=sent > 0)[..., np.newaxis]
        beliefs[bucket.name] = Factor(bucket.cluster.names, _scaled(table))
        marginal = table.sum(axis=tuple(range(table.ndim - 1)))
        found[bucket.name] = marginal / marginal.sum()
    return found


def _onto(beliefs: Mapping[str, Factor], names: tuple[str, ...]) -> Weights:
    """The belief of the cluster that took the message, summed down to these variables and in their order."""
    parent = next(belief for belief in reversed([*beliefs.values()]) if set(names) <= set(belief.names))
    kept = [name for name in parent.names if name in names]
    axes = tuple(axis for axis, name in enumerate(parent.names) if name not in names)
    summed: Weights = parent.table.sum(axis=axes)
    return _scaled(summed.transpose([kept.index(name) for name in names]))


def _spread(factor: Factor, names: tuple[str, ...]) -> Weights:
    """The table with its axes in the order of `names`, and axes of length 1 for those it does not have."""
    table = factor.table.transpose([factor.names.index(each) for each in names if each in factor.names])
    sizes = iter(table.shape)
    return table.reshape([next(sizes) if each in factor.names else 1 for each in names])


def _scaled(table: Weights) -> Weights:
    largest = table.max()
    if not largest > 0:
        raise ValueError("no assignment has any weight")
    scaled: Weights = table / largest
    return scaled
