"""Days as Indonesian sources print them: ``Rabu, 20 November 2024``, ``Kamis (14/11/2024)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from siaga.law.days import MONTHS, WEEKDAYS

_OTHER_NAMES = {"jum'at": 4, "jum’at": 4, "ahad": 6, "pebruari": 2, "nopember": 11}

_MONTH = "|".join([*(month.id for month in MONTHS), "Pebruari", "Nopember"])
_WEEKDAY = "|".join([*(day.id for day in WEEKDAYS), "Jum['’]at", "Ahad"])
_WORDS = rf"(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}})"
_DIGITS = r"(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>\d{4})"
_DATE = rf"(?:{_WORDS}|{_DIGITS})"
_DATED = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})\s*[,(]?\s*(?:tanggal\s+)?)?(?<![\d/.])\(?{_DATE}(?![\d/])\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: the day it names (None when there is no such day), its weekday if printed (0 is
    Monday), the words, and where they begin and end.
    """

    day: date | None
    weekday: int | None
    words: str
    start: int
    end: int


def dates_in(text: str) -> Iterator[Dated]:
    """Every full date of a text, in order."""
    for found in _DATED.finditer(text):
        part = found.groupdict()
        month = _month(part["month"]) if part["month"] else int(part["m"])
        day = _day(int(part["year"] or part["y"]), month, int(part["day"] or part["d"]))
        weekday = _weekday(part["weekday"]) if part["weekday"] else None
        yield Dated(day, weekday, found[0], found.start(), found.end())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    known = _OTHER_NAMES.get(name.casefold())
    return known or [m.id.casefold() for m in MONTHS].index(name.casefold()) + 1


def _weekday(name: str) -> int:
    known = _OTHER_NAMES.get(name.casefold())
    return known if known is not None else [w.id.casefold() for w in WEEKDAYS].index(name.casefold())
