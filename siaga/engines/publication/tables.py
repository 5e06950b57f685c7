"""The tables of a publication: what their columns are, and one way to write and to read them.

CSV in one form only: UTF-8, comma, newline, a header, whole numbers in plain digits, ``true`` and ``false``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from siaga.engines.cells import as_meant, harmless

Kind = Literal["text", "whole", "flag"]
Cell = str | int | bool | None

LARGEST: Final = 2**31 - 1
"""No count of a country reaches it; more is an attack or an accident."""
_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
_FLAGS: Final = {"true": True, "false": False}
_MOST_TEXT: Final = 8192


class TableError(ValueError):
    """A table that is not in its one form; ``line`` counts from 1, the header."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Columns:
    """Names and kinds of the columns of a table, in order. A whole number may be left empty."""

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]

    def __add__(self, other: Columns) -> Columns:
        return Columns(self.names + other.names, self.kinds + other.kinds)


def columns(**kinds: Kind) -> Columns:
    return Columns(tuple(kinds), tuple(kinds.values()))


def figures(names: Iterable[str]) -> Columns:
    """One whole number for each figure of the form."""
    kinds: dict[str, Kind] = dict.fromkeys(names, "whole")
    return columns(**kinds)


_STATION: Final = columns(kode_tps="text")
_SAID: Final = columns(reason="text", at="text")
REGIONS: Final = columns(code="text", level="text", name="text", parent="text")
ROWS: Final = _STATION + columns(state="text", sample="flag") + figures(("version", "revision", "registered"))
RECAP: Final = (
    REGIONS
    + figures(("sample", "stations", "counted", "held", "waiting", "missing"))
    + figures(("registered", "registered_counted"))
)
VERSIONS: Final = (
    _STATION
    + columns(version="whole", sample="flag", kind="text", level="text")
    + _SAID
    + columns(digest="text", nonce="text")
)
STEPS: Final = (
    _STATION + columns(revision="whole", sample="flag", act="text", state="text", version="whole") + _SAID
)
PHOTOS: Final = (
    columns(contest="text") + _STATION + columns(page="whole", sample="flag", sha256="text", size="whole")
)


def written(of: Columns, lines: Iterable[Sequence[Cell]]) -> bytes:
    """The table as CSV, safe to open in a spreadsheet; `read` gives every text back as it was."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(of.names)
    for line in lines:
        writer.writerow([_shown(cell) for cell in line])
    return text.getvalue().encode()


def read(data: bytes, of: Columns) -> list[tuple[Cell, ...]]:
    """The lines of a table; raise TableError for anything `written` would not have written."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise TableError(1, f"byte {error.start} is not UTF-8") from None
    found = list(_lines(text, of))
    if written(of, found) != data:
        raise TableError(1, "the table is not in its one form (quotes, line ends, spaces)")
    return found


def plain(data: bytes) -> list[dict[str, str]]:
    """The lines of a table of our own making as text by column."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def by_name(of: Columns, line: Sequence[Cell]) -> Mapping[str, Cell]:
    return dict(zip(of.names, line, strict=True))


def _lines(text: str, of: Columns) -> Iterable[tuple[Cell, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if tuple(header) != of.names:
            raise TableError(1, f"the columns are not {', '.join(of.names)}")
        for cells in reader:
            yield _line(cells, of, reader.line_num)
    except csv.Error as error:
        raise TableError(reader.line_num, f"not a CSV line: {error}") from None


def _line(cells: Sequence[str], of: Columns, number: int) -> tuple[Cell, ...]:
    if len(cells) != len(of.names):
        raise TableError(number, f"{len(cells)} cells where the header has {len(of.names)}")
    try:
        return tuple(_cell(cell, kind) for cell, kind in zip(cells, of.kinds, strict=True))
    except ValueError as error:
        raise TableError(number, str(error)) from None


def _cell(text: str, kind: Kind) -> Cell:
    if len(text) > _MOST_TEXT:
        raise ValueError(f"a cell of {len(text)} characters")
    if kind == "text":
        return as_meant(text)
    if kind == "flag":
        if text not in _FLAGS:
            raise ValueError(f"{text[:40]!r} is neither true nor false")
        return _FLAGS[text]
    if not text:
        return None
    if not _WHOLE.fullmatch(text) or int(text) > LARGEST:
        raise ValueError(f"{text[:40]!r} is not a whole number from 0 to {LARGEST}")
    return int(text)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    return harmless(cell)
