"""The second source: whose supervisor's form is awaited, where two readings differ, and clashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from siaga.desks.elections.models import Contest
from siaga.desks.results.models import Clash
from siaga.desks.results.queries.night.rows import NightRow
from siaga.desks.results.queries.sources import Standing, standings


@dataclass(frozen=True, slots=True)
class Second:
    """Rows by where they stand between their two sources, those whose readings differ, and the clashes: a
    second content under a used receipt number, with the moment it came.
    """

    standings: Mapping[Standing, int]
    differing: tuple[NightRow, ...]
    clashes: tuple[tuple[NightRow, datetime], ...]

    @property
    def counts(self) -> list[tuple[Standing, int]]:
        return [(standing, self.standings[standing]) for standing in Standing]


def second(contest: Contest, rows: Sequence[NightRow]) -> Second:
    """Where some rows stand between their sources. Five queries; no figure is told."""
    where = standings(contest.election, rows)
    counted = Counter(where.values())
    clashes = Clash.objects.filter(row__contest=contest).order_by("-at", "-pk").values_list("row", "at")
    known = {row.pk: row for row in rows}
    return Second(
        standings={standing: counted[standing] for standing in Standing},
        differing=tuple(row for row in rows if where[row.pk] == Standing.DIFFERS),
        clashes=tuple((known[pk], at) for pk, at in clashes if pk in known),
    )
