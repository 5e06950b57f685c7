"""The kinds of fault a pack can have, each with its two sentences and its remedy in two languages."""

from __future__ import annotations

from .cells import CELLS, COLUMNS
from .files import FILES, HEADER, MAP
from .kind import Kind
from .meetings import MEETINGS
from .parcel import PARCEL
from .rows import ROWS, SUMS

KINDS: dict[str, Kind] = {
    **FILES,
    **HEADER,
    **COLUMNS,
    **CELLS,
    **ROWS,
    **SUMS,
    **MEETINGS,
    **MAP,
    **PARCEL,
}
"""Every kind of fault by its code."""

__all__ = ["KINDS", "PARCEL", "Kind"]
