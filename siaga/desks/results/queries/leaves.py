"""The leaf rows of a contest with the names of the regions above them: one query, whatever is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, JSONField, QuerySet, When

from siaga.desks.elections.models import CandidatePair, Contest
from siaga.desks.results.models import ResultRow
from siaga.desks.results.states import State

FIGURES_IF_COUNTED = Case(When(state=State.COUNTED, then=F("current__figures")), output_field=JSONField())
"""Figures of a row that is not counted never leave the database in a public query."""

_ABOVE = (
    "station__ward",
    "station__ward__parent",
    "station__ward__parent__parent",
    "station__ward__parent__parent__parent",
)


@dataclass(frozen=True, slots=True)
class PairLine:
    """A line of the ballot: its number and the name to show; the empty column is one."""

    number: int
    name: str
    empty_column: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A region above a station."""

    code: str
    name: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One station's row: where it lies (ward first, province last) and, if counted, its figures."""

    station: str
    state: str
    sample: bool
    voters: int | None
    above: tuple[Place, ...]
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def counted(self) -> bool:
        return self.state == State.COUNTED


def pairs_of(contest: Contest) -> tuple[PairLine, ...]:
    """The lines of the ballot in their order."""
    pairs = CandidatePair.objects.filter(contest=contest).order_by("number")
    return tuple(PairLine(p.number, str(p), p.kind == CandidatePair.Kind.EMPTY_COLUMN) for p in pairs)


def leaves_of(contest: Contest, region: str = "") -> list[Leaf]:
    """Every expected row of a contest within a region (a dotted code; everywhere when empty), by station
    code.
    """
    names = [f"{path}__{name}" for path in _ABOVE for name in ("code", "name", "level")]
    rows = in_region(standing(ResultRow.objects.filter(contest=contest)), region).order_by("station__code")
    found = rows.values_list(
        "station__code", "state", "sample", "station__voters_total", FIGURES_IF_COUNTED, *names
    )
    return [_leaf(row) for row in found.iterator(chunk_size=2000)]


def standing(rows: QuerySet[ResultRow]) -> QuerySet[ResultRow]:
    """Without the empty rows of stations that were closed: nothing is expected of those any more."""
    return rows.exclude(state=State.EXPECTED, station__closed_at__isnull=False)


def in_region(rows: QuerySet[ResultRow], region: str) -> QuerySet[ResultRow]:
    """Only the rows of stations in a region; a dotted code starts with its parent's."""
    if not region:
        return rows
    digits = region.replace(".", "")
    return rows.filter(station__code__startswith=digits)


def _leaf(row: tuple[Any, ...]) -> Leaf:
    station, state, sample, voters, figures, *names = row
    codes = [(names[i], names[i + 1], names[i + 2]) for i in range(0, len(names), 3) if names[i]]
    parents = [code for code, _, _ in codes[1:]] + [""]
    above = tuple(Place(*place, parent) for place, parent in zip(codes, parents, strict=True))
    return Leaf(station, state, sample, voters, above, figures or {})
