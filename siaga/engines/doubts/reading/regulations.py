"""References to regulations, whatever their spelling: ``Peraturan Bawaslu Nomor 1 Tahun 2024``, ``PKPU
17/2024``, ``UU 1/2015 jo. 8/2015``, ``Surat Mendagri 100.2.7/2944/SJ tanggal 5 Juni 2023``.

The kinds of regulation and their spellings are data (`Mixups.families`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from siaga.law.profiles import Mixups

_NO = r"(?:Nomor|Nomer|No|nr)\.?\s*:?\s*"
_YEAR = r"(?:19|20)\d\d"
_SHORT = rf"(?P<number>\d{{1,4}})\s?/\s?(?P<year>{_YEAR})(?![\w/])"
_LONG = rf"(?P<long>[\w.\-]+(?:/[\w.\-]+)*)\s+Tahun\s+(?P<long_year>{_YEAR})"
_OF_DAY = rf"(?:\s+(?:tanggal|tgl\.?)\s+\d{{1,2}}\s+\w+\s+(?P<letter_year>{_YEAR}))?"
_LETTER = rf"(?P<letter>[\w.\-]+(?:/[\w.\-]+){{2,}}){_OF_DAY}"
_FURTHER = re.compile(
    r"\s*(?:jo\.?|juncto|sebagaimana (?:telah )?diubah dengan|dan terakhir dengan)\s+"
    rf"(?:{_NO})?(?P<number>\d{{1,4}})\s?(?:/|\s+Tahun\s+)\s?(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_AUTHORITY = r"(?:\s+(?-i:[A-Z]\w*)){0,4}?"
"""Whose regulation it is, between its kind and its number: Republik Indonesia, (Wali Kota) Metro."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A regulation named in a text: its kind, number and year, the words, and where they begin and end.

    The number is text (``100.2.7/2944/SJ``); the year is 0 where none is printed.
    """

    family: str
    number: str
    year: int
    words: str
    start: int
    end: int

    @property
    def key(self) -> tuple[str, str, int]:
        """What makes it the same regulation as another, however it is written."""
        return self.family.casefold(), self.number.casefold(), self.year

    @property
    def title(self) -> str:
        """``Perbawaslu 1/2024``"""
        whole = not self.year or self.number.endswith(str(self.year))
        return f"{self.family} {self.number}" if whole else f"{self.family} {self.number}/{self.year}"


def references_in(text: str, mixups: Mixups) -> Iterator[Reference]:
    """Every reference of a text, in order; what follows *jo.* is of the kind before it."""
    for found in _pattern(mixups).finditer(text):
        family = _families(mixups)[_plain(found["family"])]
        number = found["number"] or found["long"] or found["letter"]
        year = int(found["year"] or found["long_year"] or found["letter_year"] or _last_year(number))
        yield Reference(family, number, year, found[0], found.start(), found.end())
        yield from _further(text, family, found.end())


def coded(code: str, mixups: Mixups) -> Iterator[Reference]:
    """The regulation that the code of a register names, if it is one of a known kind: ``skb-2-2022``."""
    found = re.fullmatch(rf"(.+)-(\d{{1,4}})-({_YEAR})", code)
    family = _families(mixups).get(_plain(found[1].replace("-", " "))) if found else None
    if found and family:
        yield Reference(family, found[2], int(found[3]), code, 0, len(code))


def _further(text: str, family: str, end: int) -> Iterator[Reference]:
    """The amendments behind a reference, which leave the kind out."""
    while found := _FURTHER.match(text, end):
        yield Reference(
            family, found["number"], int(found["year"]), found[0].strip(), found.start(), found.end()
        )
        end = found.end()


def _last_year(number: str) -> int:
    """2023 of ``662/KPTS/B-06/2023``; 0 where the number does not end in a year."""
    last = number.rpartition("/")[2]
    return int(last) if re.fullmatch(_YEAR, last) else 0


@lru_cache
def _pattern(mixups: Mixups) -> re.Pattern[str]:
    spellings = sorted(_families(mixups), key=len, reverse=True)
    family = "|".join(r"\s+".join(map(re.escape, spelling.split())) for spelling in spellings)
    return re.compile(
        rf"(?<![\w-])(?P<family>{family}){_AUTHORITY}\s*\(?(?:{family})?\)?\s*(?:{_NO})?(?:{_SHORT}|{_LONG}|{_LETTER})",
        re.IGNORECASE,
    )


@lru_cache
def _families(mixups: Mixups) -> Mapping[str, str]:
    return {_plain(word): family for family, words in mixups.families.items() for word in words}


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
