"""The rows of a whole country as columns in memory, and what is counted from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from siaga.engines.recap.codes import Level
from siaga.engines.recap.columns.forms import MAX_FIGURE

MISSING = -1
"""The figure that is not there. A row of nothing else is a missing row; a row with some is held."""

EXTRA = 5
"""Columns of ``LevelTotals.sums`` after the figures: counted, held, missing; ballots of held, of missing."""

COUNTED, HELD, MISSING_ROW = 0, 1, 2
"""The state of a row."""

STATIONS_PER_WARD = 1_000
"""Station codes of one ward share all but their last three digits."""

ABOVE_WARD = ((Level.DISTRICT, 10_000), (Level.CITY, 100), (Level.PROVINCE, 100), (Level.NATION, 100))
"""Each level above the ward, and what divides the codes of the level below: 4, 2, 2 and 2 digits fewer."""

Totals = NDArray[np.int32] | NDArray[np.int64]
"""Sums of figures. Those of a ward stay below 2**21 (``forms.MAX_FIGURE``), those above it need 64 bits."""


@dataclass(frozen=True, slots=True)
class Table:
    """Result rows as columns, sorted by station code; ``Table.of`` checks shapes and types.

    ``codes``   (stations,) int64: the 13 digits of each station, strictly ascending.
    ``cells``   (columns, stations) int32: each column contiguous; MISSING where a figure is not there.
    ``ballots`` (stations,) int32: the most votes each station can bring, that is its ballots (DPT and spare);
    empty when not known, and then nothing can be said about the order of the pairs.
    """

    codes: NDArray[np.int64]
    cells: NDArray[np.int32]
    ballots: NDArray[np.int32]

    @classmethod
    def of(
        cls, codes: NDArray[np.int64], cells: NDArray[np.int32], ballots: NDArray[np.int32] | None = None
    ) -> Table:
        """A table of these arrays, copied only where not contiguous. ``tally`` checks their order.

        Raises ``ValueError`` on a wrong type or shape and on a number of ballots that cannot be.
        """
        if codes.dtype != np.int64 or cells.dtype != np.int32 or cells.ndim != 2:
            raise ValueError("a table needs int64 station codes and int32 cells of (columns, stations)")
        if codes.shape != cells.shape[1:] or not len(cells):
            raise ValueError(f"{len(codes)} station codes do not fit cells of shape {cells.shape}")
        known = np.empty(0, np.int32) if ballots is None else np.ascontiguousarray(ballots, np.int32)
        if ballots is not None and (known.shape != codes.shape or ((known < 0) | (known > MAX_FIGURE)).any()):
            raise ValueError(f"ballots need one number for each station, from 0 to {MAX_FIGURE}")
        return cls(np.ascontiguousarray(codes), np.ascontiguousarray(cells), known)

    def in_order(self) -> Table:
        """The same rows sorted by station code."""
        order = np.argsort(self.codes, kind="stable")
        ballots = self.ballots[order] if len(self.ballots) else self.ballots
        return Table(self.codes[order], np.ascontiguousarray(self.cells[:, order]), ballots)


@dataclass(frozen=True, slots=True)
class LevelTotals:
    """Totals of every region of one level; R regions in the order of their codes.

    ``codes`` (R,) the digits of each region as a number (0: the nation); ``cells`` (R, columns) sums of the
    counted rows; ``counted``, ``held``, ``missing`` (R,) numbers of stations; ``held_ballots`` and
    ``missing_ballots`` (R,) the most votes those rows can still bring.
    """

    level: Level
    codes: NDArray[np.int64]
    sums: Totals

    @property
    def cells(self) -> Totals:
        return self.sums[:, :-EXTRA]

    @property
    def counted(self) -> Totals:
        return self.sums[:, -5]

    @property
    def held(self) -> Totals:
        return self.sums[:, -4]

    @property
    def missing(self) -> Totals:
        return self.sums[:, -3]

    @property
    def held_ballots(self) -> Totals:
        return self.sums[:, -2]

    @property
    def missing_ballots(self) -> Totals:
        return self.sums[:, -1]

    @property
    def stations(self) -> NDArray[np.int64]:
        """Stations expected in each region."""
        total: NDArray[np.int64] = self.sums[:, -5:-2].sum(axis=1, dtype=np.int64)
        return total

    def could_change_order(self, pairs: Sequence[int]) -> NDArray[np.bool_]:
        """Whether the held and missing rows of each region could still change the order of these columns.

        The rule of ``recap.order`` for all regions at once: the ballots outside the count against the
        smallest margin between neighbours. Needs a table with ballots.
        """
        outside = self.held_ballots.astype(np.int64) + self.missing_ballots
        margins = np.diff(np.sort(self.cells[:, list(pairs)].astype(np.int64), axis=1), axis=1)
        narrowest = margins.min(axis=1, initial=np.iinfo(np.int64).max)
        could: NDArray[np.bool_] = outside >= np.maximum(narrowest, 1)
        return could


@dataclass(frozen=True, slots=True)
class Tally:
    """``states`` (stations,) int8: 0 counted, 1 held, 2 missing; ``levels`` from ward up to nation."""

    states: NDArray[np.int8]
    levels: tuple[LevelTotals, ...]

    def at(self, level: Level) -> LevelTotals:
        """The totals of one level above the station."""
        return next(totals for totals in self.levels if totals.level == level)


def require_order(codes: NDArray[np.int64]) -> None:
    """Raise ``ValueError`` when there is no row, or one does not follow the row before it in code order."""
    if not len(codes):
        raise ValueError("there is no row to count")
    wrong = np.flatnonzero(codes[1:] <= codes[:-1])
    if len(wrong):
        row = int(wrong[0]) + 1
        raise ValueError(
            f"row {row}: station {codes[row]} does not follow {codes[row - 1]}; "
            "sort the rows by station code, each station once"
        )
