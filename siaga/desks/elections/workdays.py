"""The working days of Indonesia for the legal clocks: public holidays, collective leave, a city's own days.

Public holidays and collective leave (*cuti bersama*) come from the `holidays` package, which follows the
joint decrees of three ministers. Collective leave is marked unsure in a count: no regulation we have read
says whether it interrupts "working days" (hari kerja). So are holidays that the package only estimates,
before the decree of that year. This module needs no Django, so that the command line can count without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import holidays

from siaga.law.clock import Calendar, DayOff
from siaga.law.profiles import Text

_LANGUAGES = {"id": "id", "en": "en_US"}
_ESTIMATED = "(estimated)"
_LOCAL = Text(id="libur daerah", en="local day off")
SURROUNDING_YEARS = 3


def calendar_around(days: Iterable[date], local: Mapping[date, str] | None = None) -> Calendar:
    """The days off from three years before the first of the days to three years after the last.

    `local` are the city's own days off with their names; they stand beside the national ones.
    """
    years = [day.year for day in days]
    first, last = min(years) - SURROUNDING_YEARS, max(years) + SURROUNDING_YEARS
    off = dict(_national(first, last))
    for day, name in (local or {}).items():
        off.setdefault(day, DayOff(Text(id=name, en=name) if name else _LOCAL))
    return Calendar(off, date(first, 1, 1), date(last, 12, 31))


def read_local(entries: Iterable[str]) -> dict[date, str]:
    """Days off written as ``2024-06-10`` or ``2024-06-10=Hari jadi kota``; ValueError for any other."""
    found = {}
    for entry in entries:
        day, _, name = entry.strip().partition("=")
        try:
            found[date.fromisoformat(day.strip())] = name.strip()
        except ValueError:
            raise ValueError(f"{entry!r} is no day off: write 2024-06-10 or 2024-06-10=Name") from None
    return found


@lru_cache
def _national(first: int, last: int) -> Mapping[date, DayOff]:
    public = {lang: _days("public", first, last, lang) for lang in _LANGUAGES}
    leave = {lang: _days("government", first, last, lang) for lang in _LANGUAGES}
    return {
        day: _day_off(listed["id"][day], listed["en"][day], listed is leave)
        for listed in (leave, public)
        for day in listed["id"]
    }


def _days(category: str, first: int, last: int, lang: str) -> dict[date, str]:
    years = range(first, last + 1)
    return dict(holidays.country_holidays("ID", years=years, categories=category, language=_LANGUAGES[lang]))


def _day_off(indonesian: str, english: str, leave: bool) -> DayOff:
    return DayOff(Text(id=indonesian, en=english), unsure=leave or english.endswith(_ESTIMATED))
