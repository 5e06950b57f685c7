"""The compiled inner loops: one pass over the columns that checks every row and adds up every ward.

Three things make it run near the speed of memory. Blocks of whole wards stay in the nearest cache while
their rows are judged and then added. Judging is arithmetic on whole columns without a branch. Adding packs
three columns into the 21-bit lanes of one 64-bit word (``forms.MAX_FIGURE`` says why they cannot overflow)
and takes ward totals as differences of running sums, so that no loop is as short as a ward.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from siaga.engines.recap.columns.forms import MAX_FIGURE, WIDTH
from siaga.engines.recap.columns.table import COUNTED, EXTRA, HELD, MISSING_ROW, STATIONS_PER_WARD

BLOCK = 2_048
"""Rows judged at a time: at least the 1,000 that a ward can have, so that a block holds whole wards."""

GROUP = 9
"""Columns read together, in three words of three lanes."""

LANE = 21
LANE_MASK = (1 << LANE) - 1

Array = Any
"""A NumPy array; numba compiles for the types it is called with."""

F = TypeVar("F", bound=Callable[..., Any])


def _compiled(function: F) -> F:
    """Compile on the first call, keep the machine code on disk, let other threads run meanwhile."""
    return cast(F, njit(nogil=True, cache=True)(function))


@_compiled
def find_wards(codes: Array, first: int, stop: int, wards: Array, starts: Array) -> int:
    """Write the code and the first row of each ward among the rows ``first`` to ``stop``, and ``stop`` last.

    Returns how many wards there are, or -1 when a row is not above the one before it. Both arrays need one
    place more than there are rows: every row is written, and kept only when it begins a ward.
    """
    count = 0
    below = codes[first] - 1
    ward = np.int64(-1)
    ascending = True
    for row in range(first, stop):
        code = codes[row]
        ascending &= code > below
        below = code
        wards[count] = code // STATIONS_PER_WARD
        starts[count] = row
        count += code // STATIONS_PER_WARD != ward
        ward = code // STATIONS_PER_WARD
    starts[count] = stop
    return count if ascending else -1


@_compiled
def _read(
    cells: Array, column: int, first: int, n: int, words: Array, any_bit: Array, all_bits: Array
) -> None:
    """Pack nine columns into three arrays of words, and note the bits that any and all figures of a row have.

    Past the last column the last one is repeated; ``words`` is (3, n + 1) and its first word stays 0.
    """
    last = cells.shape[0] - 1
    a = cells[min(column, last), first : first + n]
    b = cells[min(column + 1, last), first : first + n]
    c = cells[min(column + 2, last), first : first + n]
    d = cells[min(column + 3, last), first : first + n]
    e = cells[min(column + 4, last), first : first + n]
    f = cells[min(column + 5, last), first : first + n]
    g = cells[min(column + 6, last), first : first + n]
    h = cells[min(column + 7, last), first : first + n]
    i = cells[min(column + 8, last), first : first + n]
    x, y, z = words[0, 1 : n + 1], words[1, 1 : n + 1], words[2, 1 : n + 1]
    for row in range(n):
        any_bit[row] |= a[row] | b[row] | c[row] | d[row] | e[row] | f[row] | g[row] | h[row] | i[row]
        all_bits[row] &= a[row] & b[row] & c[row] & d[row] & e[row] & f[row] & g[row] & h[row] & i[row]
        x[row] = np.int64(a[row]) | np.int64(b[row]) << LANE | np.int64(c[row]) << (2 * LANE)
        y[row] = np.int64(d[row]) | np.int64(e[row]) << LANE | np.int64(f[row]) << (2 * LANE)
        z[row] = np.int64(g[row]) | np.int64(h[row]) << LANE | np.int64(i[row]) << (2 * LANE)


@_compiled
def _judge_short(
    cells: Array, fields: Array, weights: Array, constant: int, floor: int, first: int, n: int, broken: Array
) -> None:
    """Mark the rows that break an identity of a single step; nearly every identity is one."""
    a = cells[fields[0], first : first + n]
    b = cells[fields[1], first : first + n]
    c = cells[fields[2], first : first + n]
    d = cells[fields[3], first : first + n]
    u, v, w, x = weights[0], weights[1], weights[2], weights[3]
    for row in range(n):
        value = np.int32(constant + u * a[row] + v * b[row] + w * c[row] + x * d[row])
        broken[row] |= max(value, floor)


@_compiled
def _judge_long(
    cells: Array, fields: Array, weights: Array, constant: int, floor: int, first: int, n: int, broken: Array
) -> None:
    """Mark the rows that break an identity of several steps, such as a sum over many pairs."""
    values = np.full(n, constant, np.int32)
    for step in range(len(fields)):
        for term in range(WIDTH):
            weight, column = weights[step, term], cells[fields[step, term], first : first + n]
            for row in range(n):
                values[row] += weight * column[row]
    for row in range(n):
        broken[row] |= max(values[row], floor)


@_compiled
def _judge_cap(cells: Array, capped: Array, cap: int, first: int, n: int, broken: Array) -> None:
    """Mark the rows where one of WIDTH columns is above the column ``cap``."""
    a = cells[capped[0], first : first + n]
    b = cells[capped[1], first : first + n]
    c = cells[capped[2], first : first + n]
    d = cells[capped[3], first : first + n]
    e = cells[cap, first : first + n]
    for row in range(n):
        broken[row] |= max(max(a[row], b[row]), max(c[row], d[row])) > e[row]


@_compiled
def _judge(cells: Array, forms: Array, first: int, n: int, broken: Array) -> None:
    """Leave in ``broken`` something other than zero for each row that breaks an identity."""
    fields, weights, starts, constants, floors, capped, caps = forms
    for k in range(len(constants)):
        step, stop, constant, floor = starts[k], starts[k + 1], constants[k], floors[k]
        if stop - step == 1:
            _judge_short(cells, fields[step], weights[step], constant, floor, first, n, broken)
        else:
            _judge_long(cells, fields[step:stop], weights[step:stop], constant, floor, first, n, broken)
    for k in range(len(caps)):
        _judge_cap(cells, capped[k], caps[k], first, n, broken)


@_compiled
def _decide(any_bit: Array, all_bits: Array, broken: Array, n: int, keep: Array, states: Array) -> None:
    """The state of each row, and a mask that lets only counted rows into the sums.

    No figure is negative or too large when no bit above those of MAX_FIGURE is set in any; every figure is
    MISSING (-1) when every bit is set in all.
    """
    for row in range(n):
        sound = (any_bit[row] & ~MAX_FIGURE) | broken[row] == 0
        keep[row] = -1 if sound else 0
        states[row] = MISSING_ROW if all_bits[row] == -1 else (COUNTED if sound else HELD)


@_compiled
def _run(words: Array, keep: Array, n: int) -> None:
    """Turn three arrays of words into running sums of the counted rows, side by side so that they overlap."""
    x, y, z = words[0], words[1], words[2]
    s = t = u = np.int64(0)
    for row in range(n):
        mask = keep[row]
        s += x[row + 1] & mask
        x[row + 1] = s
        t += y[row + 1] & mask
        y[row + 1] = t
        u += z[row + 1] & mask
        z[row + 1] = u


@_compiled
def _unpack(words: Array, column: int, sums: Array, starts: Array, ward: int, stop: int) -> None:
    """Write the ward totals of nine columns: differences of running sums at the ends of each ward."""
    last = sums.shape[1] - EXTRA - 1
    c1, c2, c3 = min(column + 1, last), min(column + 2, last), min(column + 3, last)
    c4, c5, c6 = min(column + 4, last), min(column + 5, last), min(column + 6, last)
    c7, c8 = min(column + 7, last), min(column + 8, last)
    x, y, z = words[0], words[1], words[2]
    first = starts[ward]
    s = t = u = np.int64(0)
    for index in range(ward, stop):
        end = starts[index + 1] - first
        a, b, c = x[end] - s, y[end] - t, z[end] - u
        s, t, u = x[end], y[end], z[end]
        sums[index, column] = a & LANE_MASK
        sums[index, c1] = (a >> LANE) & LANE_MASK
        sums[index, c2] = a >> (2 * LANE)
        sums[index, c3] = b & LANE_MASK
        sums[index, c4] = (b >> LANE) & LANE_MASK
        sums[index, c5] = b >> (2 * LANE)
        sums[index, c6] = c & LANE_MASK
        sums[index, c7] = (c >> LANE) & LANE_MASK
        sums[index, c8] = c >> (2 * LANE)


@_compiled
def _count(
    states: Array, ballots: Array, found: Array, sums: Array, starts: Array, ward: int, stop: int
) -> None:
    """Stations of each state in each ward, and ballots of those not counted; ``found`` is scratch space."""
    first = starts[ward]
    extra = sums.shape[1] - EXTRA
    for index in range(ward, stop):
        sums[index, extra] = starts[index + 1] - starts[index]
        for kind in range(1, EXTRA):
            sums[index, extra + kind] = 0
    outside = 0
    for row in range(first, starts[stop]):
        found[outside] = row
        outside += states[row] != COUNTED
    index = ward
    for row in found[:outside]:
        while starts[index + 1] <= row:
            index += 1
        state = states[row]
        sums[index, extra] -= 1
        sums[index, extra + state] += 1
        if len(ballots):
            sums[index, extra + 2 + state] += ballots[row]


@_compiled
def add_wards(
    cells: Array,
    ballots: Array,
    forms: Array,
    starts: Array,
    ward: int,
    last: int,
    states: Array,
    sums: Array,
) -> None:
    """Judge and add the wards ``ward`` to ``last``, whose rows begin at ``starts``.

    Fills the ``states`` of their rows and their ``sums``, (wards, columns + 5): see ``table.LevelTotals``.
    """
    groups = (cells.shape[0] + GROUP - 1) // GROUP
    words = np.zeros((groups, 3, BLOCK + 1), np.int64)
    keep = np.empty(BLOCK, np.int64)
    any_bit, all_bits = np.empty(BLOCK, np.int32), np.empty(BLOCK, np.int32)
    broken = np.empty(BLOCK, np.int32)
    while ward < last:
        first = starts[ward]
        stop = ward + 1
        while stop < last and starts[stop + 1] - first <= BLOCK:
            stop += 1
        n = starts[stop] - first
        any_bit[:n] = 0
        all_bits[:n] = -1
        broken[:n] = 0
        for group in range(groups):
            _read(cells, group * GROUP, first, n, words[group], any_bit, all_bits)
        _judge(cells, forms, first, n, broken)
        _decide(any_bit, all_bits, broken, n, keep, states[first : first + n])
        for group in range(groups):
            _run(words[group], keep, n)
            _unpack(words[group], group * GROUP, sums, starts, ward, stop)
        _count(states, ballots, keep, sums, starts, ward, stop)
        ward = stop


@_compiled
def add_regions(children: Array, starts: Array, first: int, stop: int, parents: Array) -> None:
    """Sum the children of each of the parent regions ``first`` to ``stop``."""
    width = children.shape[1]
    for region in range(first, stop):
        total = parents[region]
        total[:] = 0
        for child in range(starts[region], starts[region + 1]):
            for column in range(width):
                total[column] += children[child, column]
