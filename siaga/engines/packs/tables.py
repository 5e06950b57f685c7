"""From the rows of a file to the rows of a table: headings matched, every cell read, every fault noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from . import cells, csvfile, workbook
from .faults import FaultList, Place
from .folder import Folder
from .model import (
    Bound,
    Direction,
    DutyBasis,
    OpenTo,
    Origin,
    PaymentKind,
    Precision,
    Priority,
    Visibility,
)
from .schema import Column, Table
from .workbook import WIDEST_ROW

MOST_ROWS = 100_000  # a city of two million has some 5,000 stations and three contests


@dataclass(slots=True)
class Read:
    """What could be read of a table.

    ``rows`` are the whole rows; ``lines`` the line of every key that was written down, also of a faulty row,
    so that one bad cell does not make every reference to its row look wrong. ``complete`` says that every row
    could be read, so that a sum means something; ``all_keys`` that every key could, so that a code which is
    not there is really unknown.
    """

    file: str
    rows: list[Any] = field(default_factory=list)
    lines: dict[tuple[Any, ...], int] = field(default_factory=dict)
    complete: bool = True
    all_keys: bool = True

    def codes(self) -> set[Any]:
        """The codes in the first key column."""
        return {key[0] for key in self.lines}


@dataclass(slots=True)
class Record:
    """One row on its way: values by column, and whether any cell was bad."""

    place: Place
    values: dict[str, Any]
    whole: bool = True


def read_table(table: Table, folder: Folder, faults: FaultList) -> Read:
    """Read one table of a pack."""
    name = folder.table_file(table.name)
    read = Read(name or f"{table.name}.csv")
    content = folder.read(name) if name else None
    if name and content is not None:
        for record in records(table, name, content, faults):
            _take(table, record, read, faults)
    elif name is None and not table.optional:
        faults.add("missing_file", Place(read.file), file=read.file)
    if not read.lines and not table.optional:
        read.complete = read.all_keys = False
        if not faults.in_file(read.file):
            faults.add("no_rows", Place(read.file))
    return read


def records(table: Table, name: str, content: bytes, faults: FaultList) -> Iterator[Record]:
    """The rows of a file as records, the heading matched with the table's columns."""
    raw = (
        workbook.rows(name, content, faults)
        if name.endswith(".xlsx")
        else csvfile.rows(name, content, faults)
    )
    columns: list[Column | None] | None = None
    for count, (line, row) in enumerate(raw):
        if columns is None:
            columns = _heading(table, Place(name, line), row, faults)
        elif count > MOST_ROWS:
            faults.add("too_many_rows", Place(name, line), cap=MOST_ROWS)
            return
        else:
            yield _record(table, columns, Place(name, line), row, faults)
    if columns is None:
        _heading(table, Place(name, 1), [], faults)


def _heading(table: Table, place: Place, row: list[cells.Raw], faults: FaultList) -> list[Column | None]:
    """The column of each cell; None for a cell that belongs to no column."""
    by_name = {column.name: column for column in table.columns}
    columns: list[Column | None] = []
    seen: set[str] = set()
    if len(row) > WIDEST_ROW:
        faults.add("extra_cells", place, count=len(row), expected=len(by_name))
    for name in (str(cell).strip().lower() for cell in row[:WIDEST_ROW]):
        spot = Place(place.file, place.line, name)
        if name in seen and name:
            faults.add("double_column", spot, column=name)
        elif name and name not in by_name:
            faults.add("extra_column", spot, column=name, names=", ".join(by_name))
        columns.append(None if name in seen else by_name.get(name))
        seen.add(name)
    for name in by_name:
        if name not in seen:
            faults.add("missing_column", Place(place.file, place.line, name), column=name)
    return columns


def _record(
    table: Table, columns: list[Column | None], place: Place, row: list[cells.Raw], faults: FaultList
) -> Record:
    if len(row) > len(columns) and any(not cells.is_empty(cell) for cell in row[len(columns) :]):
        faults.add("extra_cells", place, count=len(row), expected=len(columns))
    record = Record(place, dict.fromkeys(column.name for column in table.columns))
    record.whole = set(record.values) == {column.name for column in columns if column}
    for position, column in enumerate(columns):
        if column:
            _read_cell(column, row[position] if position < len(row) else "", record, faults)
    return record


def _read_cell(column: Column, raw: cells.Raw, record: Record, faults: FaultList) -> None:
    place = Place(record.place.file, record.place.line, column.name)
    if cells.is_empty(raw):
        if column.required:
            faults.add("missing_value", place, about=column.about)
            record.whole = False
        return
    try:
        cells.guard(raw)
        record.values[column.name] = column.parse(raw)
    except cells.CellError as problem:
        faults.add(problem.code, place, **problem.facts)
        record.whole = False


def _take(table: Table, record: Record, read: Read, faults: FaultList) -> None:
    """Keep a record: its key always, its row when it is whole."""
    key = tuple(record.values[name] for name in table.key)
    named = all(record.values[name] is not None for name in table.key if table.column(name).required)
    again = named and key in read.lines
    if again:
        shown = " ".join(str(part) for part in key if part is not None)
        place = Place(record.place.file, record.place.line, table.key[0])
        faults.add("duplicate", place, key=shown, line=read.lines[key])
    read.all_keys &= named
    read.complete &= record.whole and not again
    if named:
        read.lines.setdefault(key, record.place.line)
    if record.whole and not again:
        read.rows.append(build(table, record))


def build(table: Table, record: Record) -> Any:
    """The row as the table's dataclass; an empty cell is None wherever the dataclass allows it.

    A result row stays a record: which figures it has depends on the rule profile.
    """
    if table.row is Record:
        return record
    kinds = {part.name: part.type for part in fields(table.row)}
    values = {
        name: _EMPTY.get(kinds[name]) if value is None else value
        for name, value in record.values.items()
        if name in kinds
    }
    if "origin" in kinds:
        values["origin"] = origin(record)
    return table.row(**values)


_EMPTY: dict[Any, object] = {
    "str": "",
    "bool": False,
    "tuple[str, ...]": (),
    "Visibility": Visibility.PUBLIC,
    "Bound": Bound.EQUAL,
    "Priority": Priority.NORMAL,
    "DutyBasis": DutyBasis.PROMISED,
    "OpenTo": OpenTo.PUBLIC,
    "Direction": Direction.OUT,
    "PaymentKind": PaymentKind.PAID,
}
"""What an empty cell means where the dataclass does not allow None."""


def origin(record: Record) -> Origin:
    """Where the values of a whole record come from."""
    values = record.values
    return Origin(
        source=values["source"],
        place=values["place"] or "",
        precision=Precision(values["precision"]),
        doubt=values["doubt"] or "",
        sample=bool(values["sample"]),
        file=record.place.file,
        line=record.place.line,
    )
