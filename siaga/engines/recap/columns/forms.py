"""Identities of a result form as arrays, so that one kernel serves every form and every law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

MAX_FIGURE = 2_047
"""The largest figure the column path believes; a row with a larger one is held.

A station has a few hundred voters, so such a figure is a misreading whatever the law of the day says. The
bound buys speed: the figures of the at most 1,000 stations of a ward (station numbers have three digits)
then add up to less than 2**21, and three columns fit into one 64-bit sum.
"""

WIDTH = 4
"""Terms the kernel adds in one go; shorter identities are padded with weight 0."""

_INT32 = np.iinfo(np.int32)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LinearForm:
    """One identity: the weighted sum of a row's figures plus ``constant`` is zero, or at most zero.

    ``weights`` maps a column index to its whole-number weight; ``at_most`` turns ``= 0`` into ``<= 0``.
    Men + women = total is ``LinearForm({total: 1, men: -1, women: -1})``.
    """

    weights: Mapping[int, int]
    constant: int = 0
    at_most: bool = False


class Forms(NamedTuple):
    """Identities compiled for the kernel.

    ``fields`` and ``weights`` are (steps, WIDTH): one step adds WIDTH weighted columns. Identity k takes the
    steps ``starts[k]`` to ``starts[k + 1]``, begins at ``constants[k]`` and is broken when its sum is above
    ``floors[k]`` and not zero: the floor is 0 for an upper bound and the smallest integer for an equality.

    Identities that say no more than "this column is at most that one" stand apart, WIDTH to a step: none of
    the columns ``capped[k]`` may be above the column ``caps[k]``.
    """

    fields: NDArray[np.int64]
    weights: NDArray[np.int32]
    starts: NDArray[np.int64]
    constants: NDArray[np.int32]
    floors: NDArray[np.int32]
    capped: NDArray[np.int64]
    caps: NDArray[np.int64]


def compile_forms(forms: Iterable[LinearForm], columns: int) -> Forms:
    """Identities over ``columns`` columns as arrays.

    Raises ``ValueError`` when an identity has no term, names a column that is not there, or could leave the
    range of 32-bit integers.
    """
    entries = list(forms)
    for form in entries:
        _check(form, columns)
    sums, capped_by = gather(entries)
    sum_steps = [_steps(sorted(form.weights.items()), (min(form.weights), 0)) for form in sums]
    cap_steps = [(step, cap) for cap, capped in capped_by.items() for step in _steps(capped, capped[0])]
    terms = np.array([step for steps in sum_steps for step in steps], np.int64).reshape(-1, WIDTH, 2)
    return Forms(
        fields=np.ascontiguousarray(terms[:, :, 0]),
        weights=np.ascontiguousarray(terms[:, :, 1], np.int32),
        starts=np.cumsum([0, *map(len, sum_steps)], dtype=np.int64),
        constants=np.array([form.constant for form in sums], np.int32),
        floors=np.array([0 if form.at_most else _INT32.min for form in sums], np.int32),
        capped=np.array([step for step, _ in cap_steps], np.int64).reshape(-1, WIDTH),
        caps=np.array([cap for _, cap in cap_steps], np.int64),
    )


def gather(forms: Iterable[LinearForm]) -> tuple[list[LinearForm], dict[int, list[int]]]:
    """The identities that add, and the columns that are no more than capped, by the column that caps them."""
    sums: list[LinearForm] = []
    capped_by: dict[int, list[int]] = {}
    for form in forms:
        if form.at_most and not form.constant and sorted(form.weights.values()) == [-1, 1]:
            cap, capped = sorted(form.weights, key=lambda column: form.weights[column])
            capped_by.setdefault(cap, []).append(capped)
        else:
            sums.append(form)
    return sums, capped_by


def _check(form: LinearForm, columns: int) -> None:
    if not form.weights:
        raise ValueError("an identity needs at least one term")
    for field in form.weights:
        if not 0 <= field < columns:
            raise ValueError(f"an identity names column {field}, but there are {columns}")
    reach = sum(map(abs, form.weights.values())) * MAX_FIGURE + abs(form.constant)
    if reach > _INT32.max:
        raise ValueError(f"the weights of an identity are too large: its sum could reach {reach:,}")


def _steps(terms: Sequence[T], filler: T) -> list[list[T]]:
    """The terms, WIDTH at a time; the last step is filled up."""
    filled = [*terms, *[filler] * (-len(terms) % WIDTH)]
    return [filled[start : start + WIDTH] for start in range(0, len(filled), WIDTH)]
