"""From one cell to one value: what a city officer types, and what a spreadsheet makes of it.

A parser takes a raw value (text from CSV or YAML; text, number, date or boolean from a workbook) and gives
the value, or raises :class:`CellError` with the kind of fault. Numbers are refused, never guessed: ``1.234``
may be one thousand two hundred or one and a quarter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

from siaga.law.units import LONGEST_UNIT, is_unit

Raw = str | int | float | bool | date
"""A cell as its file gives it; the empty cell is the empty text."""

Parser = Callable[[Raw], object]

LONGEST_TEXT = 1_000
LARGEST_NUMBER = 10**15
LARGEST_ORDINAL = 32_767
EXCEL_EPOCH = date(1899, 12, 30)

_DIGITS = re.compile(r"\d+", re.ASCII)
_SEPARATED = re.compile(r"\d{1,3}([.,  ]\d{3})+", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
_CENTURY = (date(1990, 1, 1), date(2099, 12, 31))
_HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]00)?", re.ASCII)
_YES = {"true", "yes", "ya", "1"}
_NO = {"false", "no", "tidak", "0"}


class CellError(Exception):
    """A cell that cannot be read; ``code`` is a kind of fault, ``facts`` fill its sentences."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class SpreadsheetFormula(str):
    """A workbook cell that holds a formula where a value belongs."""


class SpreadsheetError(str):
    """A workbook cell that holds an error such as ``#N/A``."""


def is_empty(raw: Raw) -> bool:
    """Whether nothing was filled in."""
    return isinstance(raw, str) and not raw.strip()


def guard(raw: Raw) -> None:
    """Refuse what is wrong in any column: formulas, errors, control characters, overlong text."""
    if isinstance(raw, SpreadsheetFormula):
        raise CellError("formula_cell")
    if isinstance(raw, SpreadsheetError):
        raise CellError("error_cell", value=str(raw))
    if isinstance(raw, str):
        _guard_text(raw)


def _guard_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise CellError("too_long", count=len(text), cap=LONGEST_TEXT)
    if text.lstrip(" ")[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _DECIMAL.fullmatch(text.strip()):
        raise CellError("formula", value=text)
    if any(not char.isprintable() and char not in "\n\t" for char in text):
        raise CellError("control_characters")


def text(raw: Raw) -> str:
    """Any text, with the white space at both ends removed and inner runs of it made one space."""
    if isinstance(raw, date):
        raise CellError("number_as_date", value=raw)
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return " ".join(str(raw).split())


def integer(raw: Raw) -> int:
    """A count of persons, ballots or stations: a whole number of at least 0."""
    if isinstance(raw, date):
        raise CellError("number_as_date", value=raw)
    if isinstance(raw, bool) or (isinstance(raw, float) and not raw.is_integer()):
        raise CellError("bad_number", value=raw)
    number = int(raw) if isinstance(raw, int | float) else _integer_from_text(raw.strip())
    if not 0 <= number <= LARGEST_NUMBER:
        raise CellError("number_too_large" if number > 0 else "bad_number", value=number, cap=LARGEST_NUMBER)
    return number


def _integer_from_text(written: str) -> int:
    if _SEPARATED.fullmatch(written):
        raise CellError("separated_number", value=written, guess=re.sub(r"\D", "", written))
    if not _DIGITS.fullmatch(written) and re.search(r"\d", written) and re.search(r"[a-z]{2}", written, re.I):
        raise CellError("worded_number", value=written)
    if not _DIGITS.fullmatch(written) or len(written) > 18:
        raise CellError("bad_number", value=written)
    return int(written)


def ordinal(raw: Raw) -> int:
    """The number of a row within its whole, from 1."""
    number = integer(raw)
    if not 1 <= number <= LARGEST_ORDINAL:
        raise CellError("number_too_large" if number else "zero_number", value=number, cap=LARGEST_ORDINAL)
    return number


def amount(raw: Raw) -> Decimal:
    """A figure or a sum of money of at least 0: digits, and at most two decimals after a point."""
    if isinstance(raw, date):
        raise CellError("number_as_date", value=raw)
    written = str(raw).strip()
    if isinstance(raw, int) or not re.fullmatch(r"\d{1,15}\.\d{1,2}", written, re.ASCII):
        return Decimal(integer(raw))
    return Decimal(written)


def hour(raw: Raw) -> time:
    """A time of day: 09:00, or 09.00 as officials write it."""
    found = _HOUR.fullmatch(str(raw).strip())
    if not found or isinstance(raw, float):
        raise CellError("bad_time", value=raw)
    return time(int(found[1]), int(found[2]))


def day(raw: Raw) -> date:
    """A calendar day, ISO 8601; a real date cell of a workbook is taken as it is."""
    if isinstance(raw, date):
        return raw.date() if isinstance(raw, datetime) else raw
    written = str(raw).strip()
    guess = _day_of_serial(written)
    if guess:
        raise CellError("date_serial", value=written, guess=guess)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
        raise CellError("bad_date", value=written)
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CellError("bad_date", value=written) from None


def _day_of_serial(written: str) -> date | None:
    """The day an Excel day number stands for, when the text looks like one of our century."""
    if not re.fullmatch(r"\d{5}(\.0+)?", written, re.ASCII):
        return None
    guess = EXCEL_EPOCH + timedelta(days=int(written[:5]))
    return guess if _CENTURY[0] <= guess <= _CENTURY[1] else None


def yes_no(raw: Raw) -> bool:
    """true or false; ya, tidak, yes, no and a spreadsheet's TRUE are understood."""
    word = str(raw).strip().lower()
    if word not in _YES | _NO:
        raise CellError("bad_yes_no", value=raw)
    return word in _YES


def coordinate(low: float, high: float) -> Parser:
    """A parser for decimal degrees between two bounds."""

    def parse(raw: Raw) -> float:
        fits = isinstance(raw, int | float) or (isinstance(raw, str) and _DECIMAL.fullmatch(raw.strip()))
        if not fits or isinstance(raw, bool) or not low <= float(str(raw)) <= high:
            raise CellError("bad_coordinate", value=raw, low=low, high=high)
        return float(str(raw))

    return parse


def code(pattern: str, form: str) -> Parser:
    """A parser for codes of one form; a number in its place means that a spreadsheet has eaten the code."""
    compiled = re.compile(pattern, re.ASCII)
    numeric = pattern.startswith(r"\d")

    def parse(raw: Raw) -> str:
        if isinstance(raw, date):
            raise CellError("number_as_date", value=raw)
        written = str(raw).strip()
        if not isinstance(raw, str) or (numeric and _SCIENTIFIC.fullmatch(written)):
            raise CellError("eaten_code", value=raw)
        if not compiled.fullmatch(written):
            raise CellError("bad_code", value=written, form=form)
        return written

    return parse


def codes(parse: Parser) -> Parser:
    """A parser for several codes in one cell, divided by spaces."""

    def parse_all(raw: Raw) -> tuple[object, ...]:
        return tuple(parse(part) for part in text(raw).split())

    return parse_all


def short(longest: int) -> Parser:
    """A parser for text of no more characters than the database holds."""

    def parse(raw: Raw) -> str:
        return _within(longest, text(raw))

    return parse


def _within(longest: int, written: str) -> str:
    if len(written) > longest:
        raise CellError("too_long", count=len(written), cap=longest)
    return written


def unit(raw: Raw) -> str:
    """What a figure is counted in, as the ledger of figures can hold it."""
    written = _within(LONGEST_UNIT, text(raw))
    if not is_unit(written):
        raise CellError("bad_unit", value=written)
    return written


def choice(words: type[Enum]) -> Parser:
    """A parser for one word of a closed list."""
    names = ", ".join(str(word.value) for word in words)

    def parse(raw: Raw) -> Enum:
        try:
            return words(str(raw).strip().lower())
        except ValueError:
            raise CellError("bad_choice", value=raw, names=names) from None

    return parse
