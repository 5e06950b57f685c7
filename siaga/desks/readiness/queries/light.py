"""A light of the board: a state in one sentence, with everything needed to check it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from siaga.web.templatetags.siaga import local_time

Text = str | Promise


class Shade(StrEnum):
    """What a light says. Never by colour alone: each shade has a word of its own."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    NONE = "none"

    @property
    def word(self) -> str:
        act = pgettext("light", "Act")
        return {"good": _("In order"), "warn": _("Look"), "bad": act, "none": _("No data")}[self.value]


SEVERITY = (Shade.NONE, Shade.GOOD, Shade.WARN, Shade.BAD)


@dataclass(frozen=True, slots=True)
class Input:
    """A value that went into a light: what it is, the value, and where it comes from or how sure it is."""

    label: Text
    value: Any
    note: Text = ""

    @property
    def kind(self) -> str:
        return kind_of(self.value)

    @property
    def shown(self) -> str:
        return shown(self.value)


@dataclass(frozen=True, slots=True)
class Ground:
    """The rule a light rests on; `unsure` when the article or the rule itself has not been confirmed."""

    text: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the records: a value, perhaps with an address; numbers stand at the right."""

    value: Any
    url: str = ""
    shade: Shade | None = None

    @property
    def plain(self) -> bool:
        """Whether it is nothing but its value."""
        return not self.url and self.shade is None

    @property
    def kind(self) -> str:
        return kind_of(self.value)

    @property
    def shown(self) -> str:
        return shown(self.value)


LISTED = 25
"""So many records of a light stand on the board; the desk has them all."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records behind a light, as a table. Where there may be hundreds, `rows` are only those that
    the board lists, and `count` is how many there are.
    """

    heads: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    count: int = 0

    @property
    def all(self) -> int:
        """How many records there are, listed or not."""
        return self.count or len(self.rows)


@dataclass(frozen=True, slots=True)
class Light:
    """One area of readiness. `link` is the address of the desk where it can be worked on, if there is one."""

    area: str
    title: Text
    shade: Shade
    sentence: Text
    formula: Text = ""
    inputs: tuple[Input, ...] = ()
    basis: tuple[Ground, ...] = ()
    records: Records | None = None
    link: str = ""


def shown(value: Any) -> str:
    """A value as the page writes it, in its language: days, moments in the site's zone, grouped numbers."""
    kind = kind_of(value)
    if kind == "none":
        return _("not stated")
    if kind == "moment":
        return local_time(value)
    if kind == "day":
        return date_format(value, "j M Y")
    return str(intcomma(value)) if kind == "number" else str(value)


def kind_of(value: Any) -> str:
    """How a value is shown: none, moment, day, number or text."""
    if value is None:
        return "none"
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, date):
        return "day"
    return "number" if isinstance(value, int) and not isinstance(value, bool) else "text"


def unbroken(formula: str) -> str:
    """A formula that stays on one line."""
    return formula.replace(" ", "\N{NO-BREAK SPACE}")


def worst(shades: Iterable[Shade]) -> Shade:
    """The most severe of several shades; NONE when there are none."""
    return max(shades, key=SEVERITY.index, default=Shade.NONE)


def cells(*values: Any) -> tuple[Cell, ...]:
    """A row of records from plain values; a Cell stays as it is."""
    return tuple(value if isinstance(value, Cell) else Cell(value) for value in values)
