"""The sheet as an Excel workbook whose totals are live formulas, so that anyone can follow the sum."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from siaga.desks.results.sheets.content import RecapSheet, SheetLine

_BOLD, _HEAD = Font(bold=True), PatternFill("solid", start_color="E8EEF4")
_THIN = Border(bottom=Side("thin", color="8A97A3"))
_NUMBER = "#,##0"
FIRST_COLUMN = 3
"""Column A holds the block, B the wording; figures begin in C."""


def excel(sheet: RecapSheet, address: str) -> bytes:
    """The workbook: a sheet of figures with formulas, and one of differences to the level below."""
    book = Workbook()
    _figures(book.active, sheet, address)
    if sheet.differences:
        _differences(book.create_sheet("Perbedaan"), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _figures(page: Any, sheet: RecapSheet, address: str) -> None:
    page.title = "D.HASIL"
    for text in _head(sheet, address):
        _text(page, page.max_row + bool(page["A1"].value), 1, text, bold=page.max_row == 1)
    top = page.max_row + 2
    _column_heads(page, top, sheet)
    rows = {line.name: top + offset for offset, line in enumerate(sheet.lines, start=1)}
    for line in sheet.lines:
        _line(page, sheet, line, rows)
    page.freeze_panes = page.cell(top + 1, FIRST_COLUMN)
    page.column_dimensions["B"].width = 58
    for offset in range(len(sheet.columns) + 1):
        page.column_dimensions[get_column_letter(FIRST_COLUMN + offset)].width = 16


def _head(sheet: RecapSheet, address: str) -> list[str]:
    total = sheet.total
    lines = [
        f"{sheet.title} · {sheet.region.name} ({sheet.region.code})",
        f"{sheet.contest.name} · {sheet.contest.election.name}",
        f"TPS dihitung {total.counted} dari {total.stations}"
        + (
            ""
            if sheet.complete
            else f" · DRAF: ditahan {total.held}, menunggu {total.waiting}, belum masuk {total.missing}"
        ),
        f"{address} · SHA-256 {sheet.digest}",
    ]
    if total.sample:
        lines.insert(2, f"DATA CONTOH: {total.sample} baris dibuat untuk peragaan; bukan dokumen resmi")
    return lines


def _column_heads(page: Any, row: int, sheet: RecapSheet) -> None:
    for column, text in enumerate(
        ["Blok", "Uraian", *(c.name for c in sheet.columns), "Jumlah akhir"], start=1
    ):
        cell = _text(page, row, column, text, bold=True)
        cell.fill, cell.border = _HEAD, _THIN
        cell.alignment = Alignment(wrap_text=True, horizontal="left" if column < FIRST_COLUMN else "center")


def _line(page: Any, sheet: RecapSheet, line: SheetLine, rows: dict[str, int]) -> None:
    row = rows[line.name]
    _text(page, row, 1, line.block)
    names = {f"paslon{pair.number}": f"{pair.number}. {pair.name}" for pair in sheet.pairs}
    _text(page, row, 2, names.get(line.name, line.label))
    last = FIRST_COLUMN + len(line.values)
    for column, value in enumerate(line.values, start=FIRST_COLUMN):
        formula = _formula(line.name, get_column_letter(column), rows, sheet)
        _number(page, row, column, formula or value)
    span = f"{get_column_letter(FIRST_COLUMN)}{row}:{get_column_letter(last - 1)}{row}"
    _number(page, row, last, f"=SUM({span})").font = _BOLD


def _formula(name: str, column: str, rows: dict[str, int], sheet: RecapSheet) -> str:
    """Valid votes and their total follow from the lines above; every counted row keeps these two
    identities.
    """
    if name == "suara_sah":
        votes = [rows[f"paslon{pair.number}"] for pair in sheet.pairs]
        return f"=SUM({column}{min(votes)}:{column}{max(votes)})"
    if name == "suara_total":
        return f"={column}{rows['suara_sah']}+{column}{rows['suara_tidak_sah']}"
    return ""


DIFFERENCES = (
    "TPS",
    "Uraian",
    "Tertulis",
    "Dibetulkan",
    "Tingkat",
    "Alasan",
    "Dasar",
    "Dibaca pengawas TPS",
    "Diputuskan oleh",
    "Berita acara",
)


def _differences(page: Any, sheet: RecapSheet) -> None:
    table_heads(page, DIFFERENCES)
    for row, found in enumerate(sheet.differences, start=2):
        values = (
            found.station,
            found.label,
            found.written,
            found.corrected,
            found.level,
            found.reason,
            found.ground,
            found.supervisor,
            found.office,
            found.minutes,
        )
        for column, value in enumerate(values, start=1):
            cell(page, row, column, value)


def table_heads(page: Any, heads: Sequence[str]) -> None:
    """The first row of a plain table."""
    for column, text in enumerate(heads, start=1):
        _text(page, 1, column, text, bold=True).fill = _HEAD


def cell(page: Any, row: int, column: int, value: str | int | None) -> Any:
    """A number, or text that stays text."""
    return _text(page, row, column, value) if isinstance(value, str) else _number(page, row, column, value)


def _text(page: Any, row: int, column: int, text: str, *, bold: bool = False) -> Any:
    """Text that stays text: a name that begins with "=" must not run as a formula."""
    cell = page.cell(row, column)
    cell.value, cell.data_type, cell.quotePrefix = text, "s", text.startswith(("=", "+", "-", "@"))
    if bold:
        cell.font = _BOLD
    return cell


def _number(page: Any, row: int, column: int, value: int | str | None) -> Any:
    cell = page.cell(row, column, value)
    cell.number_format = _NUMBER
    return cell
