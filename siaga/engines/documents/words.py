"""Indonesian (and, for the press brief, English) dates, hours and numbers in words. Pure functions."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from siaga.engines.documents.model import Language, Moment
from siaga.law import days

NOT_STATED = {Language.INDONESIAN: "tidak disebut", Language.ENGLISH: "not stated"}
"""How a paper says that its source leaves something out."""

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""The months as they stand in the number of a letter."""

_UNITS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_SCALES = ((10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))


def long_date(day: date, language: Language = Language.INDONESIAN) -> str:
    """``27 November 2024``."""
    return days.long_date(day).in_language(language)


def weekday(day: date, language: Language = Language.INDONESIAN) -> str:
    """``Rabu``."""
    return days.weekday(day).in_language(language)


def dated(day: date | None, language: Language = Language.INDONESIAN) -> str:
    """``Rabu, 27 November 2024``; "tidak disebut" without a day."""
    return days.written(day).in_language(language) if day else NOT_STATED[language]


def hour(moment: time) -> str:
    """``09.00``, with the point Indonesian writes between hours and minutes."""
    return f"{moment:%H.%M}"


def hours(moment: Moment, language: Language = Language.INDONESIAN) -> str:
    """``09.00 WIB s.d. selesai``, ``09.00–11.30 WIB``; "tidak disebut" without a start."""
    if moment.starts is None:
        return NOT_STATED[language]
    zone = f" {moment.zone}" if moment.zone else ""
    if moment.ends:
        return f"{hour(moment.starts)}–{hour(moment.ends)}{zone}"
    return f"{hour(moment.starts)}{zone}" + (" s.d. selesai" if language is Language.INDONESIAN else "")


def grouped(number: int | Decimal, language: Language = Language.INDONESIAN) -> str:
    """``3.205.756.840`` or ``81,78``; zeros after the comma that say nothing are dropped."""
    text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if language is Language.ENGLISH else text.translate(str.maketrans(",.", ".,"))


def spelled(number: int) -> str:
    """A count in Indonesian words, ``dua puluh satu``; ValueError below 0 and from 10¹² on."""
    if not 0 <= number < 10**12:
        raise ValueError(f"cannot spell {number}")
    if number < 12:
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    size, name = next((size, name) for size, name in _SCALES if number >= size)
    head, rest = divmod(number, size)
    first = f"se{name}" if head == 1 and size in (100, 1000) else f"{spelled(head)} {name}"
    return f"{first} {spelled(rest)}" if rest else first
