"""What intake hands on: plain rows, recapitulation sheets, and problems with their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class SourceError(ValueError):
    """A source nothing can be read from; the message is one English line with the place."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result form as figures: form field → count, None for "not stated". ``line`` counts from 1.

    ``listed``: not the form itself, but its line in the sheet of its ward, which repeats the votes alone.
    """

    station: str
    line: int
    figures: Mapping[str, int | None]
    file: str = ""
    contest: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Totals published for a region beside those of its parts, as in KPU's feed.

    ``parts``: region code → figures; ``stations``: (counted, expected) where stated.
    """

    code: str
    totals: Mapping[str, int | None]
    parts: Mapping[str, Mapping[str, int | None]]
    stations: tuple[int | None, int | None] = (None, None)
    part_stations: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that could not be read, with the reason in both languages. ``line`` 0: the file as a whole."""

    file: str
    line: int
    column: str
    en: str
    id: str

    def message(self, lang: str) -> str:
        return self.en if lang == "en" else self.id


Item = ResultRow | Sheet | Problem
