"""The form as it is printed, for pages and sheets: blocks of lines, each with one figure or with men, women
and total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from siaga.desks.results.figures import Paper
from siaga.desks.results.queries.leaves import PairLine
from siaga.law.profiles import Field

_GROUPS = ("l", "p", "j")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: its field name, the group (l men, p women, j total, empty), what to show in it and what
    is wrong.
    """

    name: str
    group: str
    label: str
    value: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paper; `note` names the pair where the line is a pair's."""

    label: str
    cells: tuple[Cell, ...]
    note: str = ""

    @property
    def split(self) -> bool:
        """Whether the paper asks for men, women and total."""
        return len(self.cells) > 1


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the paper, such as I.B, with its lines."""

    number: str
    lines: tuple[Line, ...]

    @property
    def split(self) -> bool:
        return any(line.split for line in self.lines)


def blocks(
    paper: Paper,
    pairs: Sequence[PairLine],
    values: Mapping[str, object] | None = None,
    problems: Mapping[str, str] | None = None,
) -> tuple[Block, ...]:
    """The whole form in the order of the paper, filled with what is known of each figure."""
    names = {f"paslon{pair.number}": pair.name for pair in pairs}
    lines = _lines(paper.fields, names, values or {}, problems or {})
    grouped = groupby(
        zip(lines, (f.block for f in _first_fields(paper.fields)), strict=True), lambda item: item[1]
    )
    return tuple(Block(number, tuple(line for line, _ in items)) for number, items in grouped)


def labels(paper: Paper) -> dict[str, str]:
    """The wording of every figure in the language of the page."""
    return {field.name: in_language(field) for field in paper.fields}


def in_language(field: Field) -> str:
    return field.label.in_language(get_language() or "id")


def _lines(
    fields: Sequence[Field],
    names: Mapping[str, str],
    values: Mapping[str, object],
    problems: Mapping[str, str],
) -> list[Line]:
    lines = []
    for _, group in groupby(fields, _stem):
        members = list(group)
        cells = tuple(_cell(field, values, problems) for field in members)
        lines.append(Line(_line_label(members), cells, names.get(members[0].name, "")))
    return lines


def _first_fields(fields: Sequence[Field]) -> list[Field]:
    return [next(group) for _, group in groupby(fields, _stem)]


def _cell(field: Field, values: Mapping[str, object], problems: Mapping[str, str]) -> Cell:
    value = values.get(field.name)
    shown = "" if value is None else str(value)
    return Cell(field.name, field.group, in_language(field), shown, problems.get(field.name, ""))


def _stem(field: Field) -> str:
    return field.name.removesuffix(f"_{field.group}") if field.group in _GROUPS else field.name


def _line_label(members: Sequence[Field]) -> str:
    """The wording shared by men, women and total: what stands before the last comma of the first."""
    label = in_language(members[0])
    return label.rpartition(", ")[0] if len(members) > 1 else label
