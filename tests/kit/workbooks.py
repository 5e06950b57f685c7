"""Workbooks as spreadsheets save them, right and wrong, for tests of the pack reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

FORMULA = "=SUM(A1:A9)"
DATE = datetime(2024, 1, 25)

Spot = tuple[str, int]
"""A column name and a line; the heading is line 1."""


def write_workbook(
    path: Path,
    columns: list[str],
    rows: list[dict[str, str]],
    *,
    numbers: Sequence[str] = (),
    put: dict[Spot, object] | None = None,
    merge: str = "",
    sheets: int = 1,
) -> None:
    """Write rows as a workbook.

    Columns in ``numbers`` are stored as numbers, as a spreadsheet stores what looks like one; ``put`` places
    other values (the word ``date`` a real date cell); ``merge`` merges a range; more ``sheets`` are empty.
    """
    book = Workbook()
    sheet = book.active
    sheet.append(columns)
    for row in rows:
        sheet.append([_stored(name, row.get(name, ""), numbers) for name in columns])
    for (name, line), value in (put or {}).items():
        sheet.cell(line, columns.index(name) + 1, DATE if value == "date" else value)
    if merge:
        sheet.merge_cells(merge)
    for number in range(1, sheets):
        book.create_sheet(f"Sheet{number}")
    book.save(path)


def _stored(name: str, value: str, numbers: Sequence[str]) -> object:
    if name in numbers and value.replace(".", "").isdigit():
        return float(value) if value.count(".") == 1 else int(value) if value.isdigit() else value
    return value or None
