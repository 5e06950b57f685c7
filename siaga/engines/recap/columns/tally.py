"""Totals at every level from the rows of a whole country, in about the time it takes to read them once."""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from siaga.engines.recap.codes import Level
from siaga.engines.recap.columns import kernel
from siaga.engines.recap.columns.forms import Forms
from siaga.engines.recap.columns.table import (
    ABOVE_WARD,
    EXTRA,
    STATIONS_PER_WARD,
    LevelTotals,
    Table,
    Tally,
    Totals,
    require_order,
)

T = TypeVar("T")
Part = tuple[int, int]
"""A stretch of rows, wards or columns that one thread works on: the first, and the one after the last."""


def tally(table: Table, forms: Forms, threads: int | None = None) -> Tally:
    """Check every row against ``forms`` and add up the sound ones at every level.

    A row that breaks an identity, lacks a figure or has one that cannot be is held; a row of nothing but
    MISSING is missing; neither is counted. Uses ``threads`` threads, by default two if there are two cores.

    Raises ``ValueError`` when there is no row, or a row does not follow the one before it in code order.
    """
    rows = _parts(table.codes, threads or min(2, os.cpu_count() or 1))
    found = _each(lambda part: _wards(table.codes, part), rows)
    codes = np.concatenate([codes for codes, _ in found])
    starts = np.concatenate([*(starts[:-1] for _, starts in found), [len(table.codes)]])
    states = np.empty(len(table.codes), np.int8)
    sums = np.empty((len(codes), len(table.cells) + EXTRA), np.int32)
    _each(
        lambda part: kernel.add_wards(table.cells, table.ballots, forms, starts, *part, states, sums),
        _ranges(len(codes), len(rows)),
    )
    return Tally(states, tuple(_levels(LevelTotals(Level.WARD, codes, sums), len(rows))))


def _parts(codes: NDArray[np.int64], parts: int) -> list[Part]:
    """Stretches of rows of about equal size that do not divide a ward."""
    if not len(codes):
        require_order(codes)
    middles = codes[[first for first, _ in _ranges(len(codes), parts)]]
    cuts = np.searchsorted(codes, middles // STATIONS_PER_WARD * STATIONS_PER_WARD)
    return list(itertools.pairwise(sorted({0, len(codes), *cuts.tolist()})))


def _wards(codes: NDArray[np.int64], part: Part) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Code and first row of each ward in a stretch of rows, which must follow the row before it."""
    first, stop = part
    wards = np.empty(stop - first + 1, np.int64)
    starts = np.empty(stop - first + 1, np.int64)
    count = kernel.find_wards(codes, first, stop, wards, starts)
    if count < 0 or (first and codes[first] <= codes[first - 1]):
        require_order(codes)
    return wards[:count], starts[: count + 1]


def _levels(wards: LevelTotals, threads: int) -> Iterator[LevelTotals]:
    """The wards and then each level above, every one from the level below it."""
    yield wards
    below = wards
    for level, divisor in ABOVE_WARD:
        codes = below.codes // divisor
        changes = np.flatnonzero(codes[1:] != codes[:-1]) + 1
        starts = np.concatenate(([0], changes, [len(codes)]))
        below = LevelTotals(level, codes[starts[:-1]], _sum_children(below.sums, starts, threads))
        yield below


def _sum_children(children: Totals, starts: NDArray[np.int64], threads: int) -> NDArray[np.int64]:
    parents = np.empty((len(starts) - 1, children.shape[1]), np.int64)
    _each(
        lambda part: kernel.add_regions(children, starts, *part, parents),
        _ranges(len(parents), threads if len(children) > kernel.BLOCK else 1),
    )
    return parents


def _ranges(length: int, parts: int) -> list[Part]:
    bounds = [length * part // parts for part in range(parts + 1)]
    return [(first, stop) for first, stop in itertools.pairwise(bounds) if first < stop]


def _each(work: Callable[[Part], T], parts: Sequence[Part]) -> list[T]:
    """What ``work`` returns for each part; the last part runs here, the others on other threads."""
    others = [_pool().submit(work, part) for part in parts[:-1]]
    mine = work(parts[-1])
    return [*(other.result() for other in others), mine]


@functools.cache
def _pool() -> ThreadPoolExecutor:
    """Threads that live on: starting them costs more than counting a city."""
    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="recap")


os.register_at_fork(after_in_child=_pool.cache_clear)
