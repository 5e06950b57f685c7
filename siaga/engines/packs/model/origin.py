"""Where the values of a row come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .words import Precision


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the values of one row come from.

    ``source`` is a code of ``sources.csv`` and ``place`` the place in it; ``doubt`` says why a value should
    not be trusted as it stands; ``sample`` marks generated values that stand in for what no source states.
    ``file`` and ``line`` lead back to the row of the pack.
    """

    source: str
    place: str = ""
    precision: Precision = Precision.EXACT
    doubt: str = ""
    sample: bool = False
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A document, article or data file that values are taken from."""

    code: str
    title: str
    publisher: str
    address: str
    date: date | None
    note: str
