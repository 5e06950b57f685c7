"""Every value knows how sharply its source states it, and a doubtful one says why."""

from __future__ import annotations

from typing import Any

from ..draft import Draft, at
from ..model import Origin, Precision

VALUES = (("published_totals", "value"), ("staffing", "claimed"), ("claims", "value"), ("grants", "amount"))
"""Tables whose rows state one value, and its column."""

WITH_SAMPLES = ("stations", "results")
"""Tables whose pages mark a made-up row; a sample elsewhere would pass for a fact."""


def check(draft: Draft) -> None:
    """Precision, doubt and sample must fit together, and fit the value."""
    for origin in draft.origins():
        _check_origin(draft, origin)
    marked = {draft.file(table) for table in WITH_SAMPLES}
    for origin in draft.origins():
        if origin.sample and origin.file not in marked:
            draft.faults.add("no_sample", at(origin, "sample"), names=", ".join(sorted(marked)))
    for table, column in VALUES:
        for row in draft.rows(table):
            _check_value(draft, row, column)


def _check_origin(draft: Draft, origin: Origin) -> None:
    if origin.precision is Precision.AMBIGUOUS and not origin.doubt:
        draft.faults.add("missing_doubt", at(origin, "doubt"))
    if origin.sample and origin.precision is not Precision.NOT_STATED:
        draft.faults.add("sample_precision", at(origin, "precision"), precision=origin.precision)


def _check_value(draft: Draft, row: Any, column: str) -> None:
    origin, value = row.origin, getattr(row, column)
    stated = origin.precision is not Precision.NOT_STATED
    if value is None and stated:
        draft.faults.add("no_value", at(origin, column), precision=origin.precision)
    if value is not None and not stated and not origin.sample:
        draft.faults.add("value_not_stated", at(origin, "precision"))
