"""Reads of the results desk. All return frozen dataclasses and compute from the leaf rows each time: no
counter, no cache.

`contest_recap`, `station_rows`, `row_detail`, `coverage`, `changed_since`, `public_corrections` and
`public_objections` are for everyone: figures appear in them only while their row is counted. `held_rows`,
`desk_rows` and `source_lines` are for the room.
"""

from siaga.desks.results.queries.corrections import CorrectionStep, public_corrections
from siaga.desks.results.queries.coverage import ContestCoverage, coverage
from siaga.desks.results.queries.events import PublicObjection, public_objections
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
    "CorrectionStep",
    "PairLine",
    "PublicObjection",
    "RegionTotal",
    "RowDetail",
    "StationLine",
    "changed_since",
    "contest_recap",
    "coverage",
    "public_corrections",
    "public_objections",
    "row_detail",
    "station_rows",
]
