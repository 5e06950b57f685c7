"""The same totals in plain NumPy: the fallback where numba does not run, several times slower."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from siaga.engines.recap.codes import Level
from siaga.engines.recap.columns.forms import MAX_FIGURE, WIDTH, Forms
from siaga.engines.recap.columns.table import (
    ABOVE_WARD,
    COUNTED,
    EXTRA,
    HELD,
    MISSING,
    MISSING_ROW,
    STATIONS_PER_WARD,
    LevelTotals,
    Table,
    Tally,
    require_order,
)


def tally(table: Table, forms: Forms, threads: int | None = None) -> Tally:
    """What ``columns.tally.tally`` gives, in one thread whatever ``threads`` says."""
    require_order(table.codes)
    states = _states(table.cells, forms)
    codes, sums = table.codes, _rows(table, states)
    levels = []
    for level, divisor in ((Level.WARD, STATIONS_PER_WARD), *ABOVE_WARD):
        codes = codes // divisor
        starts = np.flatnonzero(np.diff(codes, prepend=codes[0] - 1))
        codes, sums = codes[starts], np.add.reduceat(sums, starts, axis=1)
        levels.append(LevelTotals(level, codes, sums.T))
    return Tally(states, tuple(levels))


def _states(cells: NDArray[np.int32], forms: Forms) -> NDArray[np.int8]:
    low, high = cells.min(axis=0), cells.max(axis=0)
    held = (low < 0) | (high > MAX_FIGURE)
    for k, floor in enumerate(forms.floors):
        held |= np.maximum(_values(cells, forms, k), floor) != 0
    for capped, cap in zip(forms.capped, forms.caps, strict=True):
        held |= (cells[capped] > cells[cap]).any(axis=0)
    missing = (low == MISSING) & (high == MISSING)
    return np.select([missing, held], [np.int8(MISSING_ROW), np.int8(HELD)], np.int8(COUNTED))


def _values(cells: NDArray[np.int32], forms: Forms, k: int) -> NDArray[np.int64]:
    """The value of identity ``k`` in every row."""
    total = np.full(cells.shape[1], forms.constants[k], np.int64)
    for step in range(forms.starts[k], forms.starts[k + 1]):
        for term in range(WIDTH):
            if weight := int(forms.weights[step, term]):
                total += weight * cells[forms.fields[step, term]].astype(np.int64)
    return total


def _rows(table: Table, states: NDArray[np.int8]) -> NDArray[np.int64]:
    """What each station adds to its ward: its figures if counted, then the five columns of ``EXTRA``."""
    rows = np.zeros((len(table.cells) + EXTRA, len(states)), np.int64)
    rows[:-EXTRA] = np.where(states == COUNTED, table.cells, 0)
    for state in (COUNTED, HELD, MISSING_ROW):
        rows[state - EXTRA] = states == state
    if len(table.ballots):
        for state in (HELD, MISSING_ROW):
            rows[state - EXTRA + 2] = np.where(states == state, table.ballots, 0)
    return rows
