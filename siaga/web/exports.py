"""Any list as CSV or Excel, safe to open: no cell of an export ever runs as a formula.

    columns = [Column("code", _("Code"), lambda row: row.code), …]
    if form := wanted(request):
        return download(rows, columns, form=form, name="tps-18.72")

CSV is for machines: its header holds the columns' keys, which never change with the language, numbers are
bare and dates ISO 8601. Excel is for people: its header holds the titles in the language of the page. Both
hold every row that passes the filter, not only the page on screen.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from siaga.engines.cells import harmless, starts_a_formula

PARAMETER = "unduh"
"""The parameter of a list's address that asks for a download: ``?unduh=csv``."""

CSV = "csv"
EXCEL = "xlsx"
_CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that no spreadsheet can hold."""
_UNFIT_FOR_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+")

Cell = str | int | float | bool | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: the key it is known by, the title people read, and how a row gives its value.

    A column that is not `shown` is in the downloads only.
    """

    key: str
    title: Any
    value: Callable[[Any], Any]
    numeric: bool = False
    shown: bool = True


def wanted(request: HttpRequest) -> str | None:
    """Return ``csv`` or ``xlsx`` when the address asks for a download, else None; other words are ignored."""
    form = request.GET.get(PARAMETER, "")
    return form if form in _CONTENT_TYPES else None


def download(rows: Iterable[Any], columns: Sequence[Column], *, form: str, name: str) -> HttpResponse:
    """Return the rows as a file to save, ``siaga-<name>.csv`` or ``.xlsx``; KeyError for another form."""
    content_type = _CONTENT_TYPES[form]
    content = csv_bytes(rows, columns) if form == CSV else excel_bytes(rows, columns)
    file_name = _UNFIT_FOR_FILE_NAME.sub("-", f"siaga-{name}").strip("-") + f".{form}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def csv_bytes(rows: Iterable[Any], columns: Sequence[Column]) -> bytes:
    """Return the rows as CSV (RFC 4180) in UTF-8 with a byte-order mark, without which Excel misreads it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.key for column in columns)
    writer.writerows([_csv_cell(column.value(row)) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def excel_bytes(rows: Iterable[Any], columns: Sequence[Column]) -> bytes:
    """Return the rows as an Excel workbook of one sheet with a fixed header line."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Siaga")
    sheet.freeze_panes = "A2"
    sheet.append([_header(sheet, column) for column in columns])
    for row in rows:
        sheet.append([_excel_cell(sheet, column.value(row)) for column in columns])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _plain(value: Any) -> Cell:
    """The value as a cell holds it: moments in the site's time zone, everything unknown as text."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    return value if isinstance(value, date) else str(value)


def _csv_cell(value: Any) -> str:
    cell = _plain(value)
    if isinstance(cell, str):
        return harmless(_CONTROL.sub("", cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _header(sheet: Any, column: Column) -> WriteOnlyCell:
    cell = _excel_cell(sheet, str(column.title))
    cell.font = Font(bold=True)
    return cell


def _excel_cell(sheet: Any, value: Any) -> WriteOnlyCell:
    value = _plain(value)
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    text = _CONTROL.sub("", value)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # openpyxl would make a formula of text that begins with "="
    cell.quotePrefix = starts_a_formula(text)
    return cell
