"""A table in a CSV file: bytes to numbered rows, whatever spreadsheet wrote them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from .cells import Raw
from .faults import FaultList, Place

Row = tuple[int, list[Raw]]
"""The line a row starts on, and its cells."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", ""),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)


def rows(name: str, content: bytes, faults: FaultList) -> Iterator[Row]:
    """The rows of a CSV file, heading first, without empty rows. Comma, semicolon or tab divides cells."""
    text = decode(name, content, faults)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            faults.add("bad_csv", Place(name, line), reason=problem)
            continue
        if any(cell.strip() for cell in cells):
            yield line, list(cells)


def decode(name: str, content: bytes, faults: FaultList) -> str:
    """The text of a file. Anything but UTF-8 is a fault, yet still read, so that others are found too."""
    for mark, codec, foreign in _BOMS:
        if content.startswith(mark):
            if foreign:
                faults.add("bad_encoding", Place(name, 1), encoding=foreign)
            return content.decode(codec, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        faults.add("bad_encoding", Place(name, line), encoding="Windows-1252 / Latin-1")
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """What divides the cells: an Indonesian Excel writes semicolons, since the comma is its decimal sign."""
    heading = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=heading.count)
