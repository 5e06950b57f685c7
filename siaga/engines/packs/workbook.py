"""A table in an .xlsx workbook: the same columns as the CSV, with the traps of a spreadsheet reported."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl

from .cells import Raw, SpreadsheetError, SpreadsheetFormula
from .csvfile import Row
from .faults import FaultList, Place

LARGEST_UNPACKED = 100_000_000  # bytes; a small archive can unpack to anything
WIDEST_ROW = 200  # cells; a stray format far to the right must cost neither memory nor time

_MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z0-9:]+)"')


def rows(name: str, content: bytes, faults: FaultList) -> Iterator[Row]:
    """The rows of the only sheet of a workbook, heading first; empty rows are skipped."""
    try:
        yield from _rows(name, content, faults)
    except Exception as problem:  # noqa: BLE001 - openpyxl lets every kind of error out of a damaged archive
        faults.add("unreadable", Place(name), reason=f"{type(problem).__name__}: {problem}")


def _rows(name: str, content: bytes, faults: FaultList) -> Iterator[Row]:
    if not _inspect_archive(name, content, faults):
        return
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        if len(book.worksheets) != 1:
            faults.add("many_sheets", Place(name), count=len(book.worksheets))
        if not book.worksheets:
            return
        for line, cells in enumerate(book.worksheets[0].iter_rows(max_col=WIDEST_ROW), start=1):
            values = _trimmed([_raw(cell) for cell in cells])
            if values:
                yield line, values
    finally:
        book.close()


def _inspect_archive(name: str, content: bytes, faults: FaultList) -> bool:
    """Refuse an archive that unpacks too large; report merged cells, which hide values from a reader."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            faults.add("too_large", Place(name), size=unpacked, cap=LARGEST_UNPACKED)
            return False
        for member in archive.namelist():
            if member.startswith("xl/worksheets/") and member.endswith(".xml"):
                _report_merged(name, archive.read(member), faults)
    return True


def _report_merged(name: str, sheet: bytes, faults: FaultList) -> None:
    for found in _MERGED.finditer(sheet):
        cells = found.group(1).decode()
        line = int(re.sub(r"\D", "", cells.split(":")[0]))
        faults.add("merged_cells", Place(name, line), range=cells)


def _raw(cell: Any) -> Raw:
    """A cell's value; formulas and errors keep their kind so that the parser can say so."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return SpreadsheetFormula(value)
    if cell.data_type == "e":
        return SpreadsheetError(value)
    return value if isinstance(value, str | int | float | date | datetime) else str(value)


def _trimmed(values: list[Raw]) -> list[Raw]:
    """The cells up to the last one that is filled in."""
    while values and values[-1] == "":
        values.pop()
    return values
