"""The form of a title: Pj, Pjs, Plt and Plh are not interchangeable (Permendagri 74/2016).

A Pj fills a vacancy, a Pjs replaces a head who is on campaign leave, a Plt or Plh stands in. What is printed
is compared with how the office was held on the day of the record, where the register states a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from siaga.engines.doubts.model import Finding, Holder, Office, Record, Value, World
from siaga.engines.doubts.rules.saying import Spot, judged
from siaga.law.profiles import Mixups, Text

FORMS = {
    "full": Text("pejabat definitif", "holding it in full"),
    "pj": Text("Pj (penjabat)", "Pj (penjabat)"),
    "pjs": Text("Pjs (pejabat sementara)", "Pjs (pejabat sementara)"),
    "plt": Text("Plt (pelaksana tugas)", "Plt (pelaksana tugas)"),
    "plh": Text("Plh (pelaksana harian)", "Plh (pelaksana harian)"),
}


def check(world: World) -> Iterator[Finding]:
    """Check every title that is printed with the form in which it is held."""
    for record in world.records:
        if record.day:
            for text in record.pieces:
                for found in _pattern(world.mixups).finditer(text):
                    yield from _compared(world, record, found, text)


def in_office(world: World, office: str, record: Record) -> list[Holder]:
    """Who is stated to hold an office on the record's day, those who stand in first."""
    holders = world.holders_of.get(office, ())
    there = [h for h in holders if record.day and h.stated and h.on(record.day)]
    return sorted(there, key=lambda h: h.form == "full")


def _compared(world: World, record: Record, found: re.Match[str], text: str) -> Iterator[Finding]:
    office = _office(world, record, found["office"])
    there = in_office(world, office.code, record) if office else []
    if not office or not there:
        return
    printed = _forms(world.mixups)[_plain(found["form"])]
    holder = next((h for h in there if h.form == printed), there[0])
    told: dict[str, Value] = {
        "printed": found[0],
        "day": record.day,
        "office": office.title,
        "person": holder.person,
        "form": FORMS[holder.form],
    }
    spot = Spot(found[0], text, f"{office.code}-{printed}")
    yield judged(world, "title", record, told, spot, fits=holder.form == printed)


def _office(world: World, record: Record, mention: str) -> Office | None:
    """The office a title names: that of the record where it fits, else the first one that begins so."""
    wanted = _squeezed(mention)
    own = world.office_of.get(record.office)
    offices = ([own] if own else []) + list(world.offices)
    return next((office for office in offices if _squeezed(office.title).startswith(wanted)), None)


@lru_cache
def _pattern(mixups: Mixups) -> re.Pattern[str]:
    forms = "|".join(_spaced(word) for word in sorted(_forms(mixups), key=len, reverse=True))
    offices = "|".join(_spaced(word) for word in sorted(mixups.held_offices, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?P<form>{forms})\.?\s*(?P<office>{offices})\b", re.IGNORECASE)


@lru_cache
def _forms(mixups: Mixups) -> dict[str, str]:
    return {_plain(word): form for form, words in mixups.titles.items() for word in words}


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _squeezed(words: str) -> str:
    return "".join(words.casefold().split())
