"""The identities as conditions of a query, written as tightly as a person tuning the query would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from siaga.engines.recap.columns import MAX_FIGURE, LinearForm
from siaga.engines.recap.columns.forms import gather


def sound_sql(forms: Iterable[LinearForm], columns: Sequence[str], greatest: str, least: str) -> str:
    """The condition of a counted row in SQL; ``greatest`` and ``least`` are the engine's names for them."""
    sums, capped_by = gather(forms)
    every = ", ".join(columns)
    conditions = [f"{least}({every}) >= 0", f"{greatest}({every}) <= {MAX_FIGURE}"]
    for form in sums:
        value = " ".join(f"{weight:+d} * {columns[column]}" for column, weight in form.weights.items())
        relation = "<=" if form.at_most else "="
        conditions.append(f"{value} {relation} {-form.constant}".replace("1 * ", " "))
    for cap, capped in capped_by.items():
        names = ", ".join(columns[column] for column in capped)
        conditions.append(f"{f'{greatest}({names})' if len(capped) > 1 else names} <= {columns[cap]}")
    return " AND ".join(conditions)


def missing_sql(columns: Sequence[str], greatest: str, least: str) -> str:
    """The condition of a row that has not come in."""
    every = ", ".join(columns)
    return f"{greatest}({every}) = -1 AND {least}({every}) = -1"
