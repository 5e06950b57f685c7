"""Numbers of official letters with the month in Roman numerals: ``270/139/SE/BKPSDMD/XI/2023``.

Basis: *tata naskah dinas*, the rules of official correspondence (Permendagri 1/2023, from memory).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from siaga.engines.doubts.reading.days import dates_in
from siaga.engines.doubts.reading.roman import month_of

_NUMBER = re.compile(r"(?<![\w/.])[\w.\-]+(?:/[\w.\-]+){2,}(?![\w/])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR = 40
"""Characters between a letter's number and its date, at most: ``tanggal`` and a comma, not another clause."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's number with the month and year in it, and the date printed behind it.

    Whatever the source does not print is None.
    """

    number: str
    month: int | None
    year: int | None
    dated: date | None
    words: str


def letters_in(text: str) -> Iterator[Letter]:
    """Every number of three parts or more that carries a month or a year, in order."""
    numbers = list(_NUMBER.finditer(text)) if "/" in text else []
    dates = list(dates_in(text)) if numbers else []
    for found in numbers:
        parts = found[0].rstrip(".-").split("/")
        month = next((m for m in map(month_of, parts[1:]) if m), None)
        year = next((int(p) for p in reversed(parts) if _YEAR.fullmatch(p)), None)
        if (month is None and year is None) or not any(map(str.isalpha, found[0])):
            continue
        near = next((d for d in dates if 0 <= d.start - found.end() <= _NEAR), None)
        words = text[found.start() : near.end] if near else found[0]
        yield Letter(found[0].rstrip(".-"), month, year, near.day if near else None, words)
