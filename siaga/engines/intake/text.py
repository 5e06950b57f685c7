"""Bytes into lines of cells: encodings, separators and quotes as spreadsheets leave them."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator

MOST_LINES_IN_A_CELL = 20
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decoded(data: bytes) -> str:
    """Text of UTF-8, of UTF-16 with its mark, or else Latin-1, in which every byte is a character."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def separator_of(header: str) -> str:
    """The separator this header uses most."""
    return max(",;\t|", key=header.count)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Logical lines with the number of their first physical line; a quoted cell may hold line breaks."""
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if '"' not in text:
        yield from enumerate(physical, 1)
        return
    at = 0
    while at < len(physical):
        upto = _closing(physical, at)
        yield at + 1, "\n".join(physical[at : upto + 1])
        at = upto + 1


def cells_of(line: str, separator: str) -> list[str] | None:
    """The cells of one logical line; None when its quotes do not close."""
    if '"' not in line:
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _closing(physical: list[str], at: int) -> int:
    """The line on which the quotes opened on line ``at`` close; ``at`` itself when they never do."""
    odd = False
    for upto in range(at, min(at + MOST_LINES_IN_A_CELL, len(physical))):
        odd ^= physical[upto].count('"') % 2 == 1
        if not odd:
            return upto
    return at
