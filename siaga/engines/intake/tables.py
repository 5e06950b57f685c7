"""Result rows from CSV text and Parquet files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from siaga.engines.intake.columns import Columns, columns_of, station_code
from siaga.engines.intake.figures import FigureError, figure_of_text, figure_of_value
from siaga.engines.intake.rows import Problem, ResultRow, SourceError
from siaga.engines.intake.text import cells_of, decoded, lines_of, separator_of
from siaga.law.profiles import Profile


def rows_of_csv(data: bytes, profile: Profile, file: str) -> Iterator[ResultRow | Problem]:
    """Rows of a CSV table with a header line. Raises SourceError when the header cannot be used."""
    lines = ((number, line) for number, line in lines_of(decoded(data)) if line.strip(" \t,;|"))
    number, header = next(lines, (0, ""))
    separator = separator_of(header)
    if header.lower().startswith("sep="):
        separator = header[4:5] or ","
        number, header = next(lines, (0, ""))
    if not number:
        raise SourceError(f"{file}: empty")
    columns = columns_of(cells_of(header, separator) or [], profile, file)
    seen: dict[str, int] = {}
    for number, line in lines:
        yield _row(line, separator, columns, number, file, seen)


def rows_of_parquet(path: Path, profile: Profile, file: str) -> Iterator[ResultRow | Problem]:
    """Rows of a Parquet table; lines are counted from 1. Raises SourceError when it cannot be read."""
    import duckdb

    try:
        with duckdb.connect() as base:
            table = base.execute("SELECT * FROM read_parquet(?)", [str(path)])
            columns = columns_of([column[0] for column in table.description], profile, file)
            seen: dict[str, int] = {}
            number = 0
            while batch := table.fetchmany(4096):
                for values in batch:
                    number += 1
                    yield _of_values(values, columns, number, file, seen)
    except duckdb.Error as fault:
        raise SourceError(f"{file}: not a Parquet table ({str(fault).splitlines()[0]})") from fault


def _row(
    line: str, separator: str, columns: Columns, number: int, file: str, seen: dict[str, int]
) -> ResultRow | Problem:
    cells = cells_of(line, separator)
    if cells is None:
        return Problem(file, number, "", "a quote does not close", "tanda kutip tidak ditutup")
    if "\0" in line:
        return Problem(file, number, "", "the line holds NUL bytes", "baris ini berisi bita NUL")
    while len(cells) > columns.width and not cells[-1].strip():
        cells.pop()
    if len(cells) != columns.width:
        return _wrong_width(file, number, len(cells), columns.width)
    figures: dict[str, int | None] = {}
    for name, place in columns.figures:
        cell = cells[place]
        try:
            figures[name] = (
                int(cell) if cell.isdigit() and len(cell) < 9 and cell.isascii() else figure_of_text(cell)
            )
        except FigureError as fault:
            return Problem(file, number, name, f"{name}: {fault.en}", f"{name}: {fault.id}")
    return _for_station(cells[columns.station], figures, number, file, seen)


def _of_values(
    values: Sequence[object], columns: Columns, number: int, file: str, seen: dict[str, int]
) -> ResultRow | Problem:
    figures: dict[str, int | None] = {}
    for name, place in columns.figures:
        try:
            figures[name] = figure_of_value(values[place])
        except FigureError as fault:
            return Problem(file, number, name, f"{name}: {fault.en}", f"{name}: {fault.id}")
    station = values[columns.station]
    return _for_station("" if station is None else str(station), figures, number, file, seen)


def _for_station(
    text: str, figures: dict[str, int | None], number: int, file: str, seen: dict[str, int]
) -> ResultRow | Problem:
    code = station_code(text)
    if code is None:
        return Problem(
            file,
            number,
            "kode_tps",
            f"no usable station code: {text[:40]!r}",
            f"kode TPS tidak dapat dipakai: {text[:40]!r}",
        )
    first = seen.setdefault(code, number)
    if first != number:
        return Problem(
            file,
            number,
            "kode_tps",
            f"station {code} is already on line {first}",
            f"TPS {code} sudah ada di baris {first}",
        )
    return ResultRow(code, number, figures, file)


def _wrong_width(file: str, number: int, cells: int, width: int) -> Problem:
    return Problem(
        file,
        number,
        "",
        f"{cells} cells where the header has {width}",
        f"{cells} kolom, padahal judul tabel {width} kolom",
    )
