"""Reads of the results desk. All return frozen dataclasses and compute from the leaf rows each time: no
counter, no cache.

`contest_recap`, `station_rows`, `row_detail`, `coverage` and `changed_since` are for everyone: figures
appear in them only while their row is counted. `held_rows`, `desk_rows` and `desk_row` are for the room.
"""

from siaga.desks.results.queries.coverage import ContestCoverage, coverage
from siaga.desks.results.queries.leaves import PairLine
from siaga.desks.results.queries.recap import ContestRecap, RegionTotal, contest_recap
from siaga.desks.results.queries.stations import (
    RowDetail,
    StationLine,
    changed_since,
    row_detail,
    station_rows,
)

__all__ = [
    "ContestCoverage",
    "ContestRecap",
    "PairLine",
    "RegionTotal",
    "RowDetail",
    "StationLine",
    "changed_since",
    "contest_recap",
    "coverage",
    "row_detail",
    "station_rows",
]
