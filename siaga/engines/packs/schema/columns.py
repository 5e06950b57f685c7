"""What a table of a pack is, and the columns that many of them share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .. import cells, model

REGION = cells.code(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", "18, 18.72, 18.72.01 or 18.72.01.1001")
STATION = cells.code(r"\d{13}", "13 digits, for example 1872011001001")
WORD = cells.code(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "small letters, digits and hyphens, for example kpu-metro")
SUBJECT = cells.code(
    r"[a-z][a-z0-9]*([-_][a-z0-9]+)*", "small letters, digits, hyphens and underscores, for example dpt_men"
)
SOURCE = cells.code(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*", "letters, digits and hyphens, for example S26")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the parser of its cells, whether each must be filled in, and what it holds."""

    name: str
    parse: cells.Parser
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the file's name without suffix, its columns, the class of a row, and what names a row."""

    name: str
    columns: Sequence[Column]
    row: type[Any]
    key: tuple[str, ...]
    optional: bool = False

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def must(name: str, parse: cells.Parser, about: str) -> Column:
    return Column(name, parse, True, about)


def may(name: str, parse: cells.Parser, about: str) -> Column:
    return Column(name, parse, False, about)


ORIGIN = (
    must("source", SOURCE, "code of the source in sources.csv"),
    may("place", cells.text, "where in the source: page, paragraph, key"),
    must("precision", cells.choice(model.Precision), "exact, about, ambiguous or not_stated"),
    may("doubt", cells.text, "why the value should not be trusted as it stands"),
    may("sample", cells.yes_no, "true for generated values that stand in for what no source states"),
)
