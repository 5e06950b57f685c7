"""Totals of a contest at every level, from the counted leaf rows each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from siaga.desks.elections.models import Contest
from siaga.desks.results.queries.leaves import PairLine


@dataclass(frozen=True, slots=True)
class RegionTotal:
    """Totals of one region over its counted rows, and what is not in them.

    `figures` sums every figure of the form; `votes` those of the pairs by ballot number. `stations` =
    `counted` + `held` + `waiting` (for the second person) + `missing`. `could_change_order`: whether the
    rows that are not counted could change who leads whom here; `why` says so in numbers. `sample`: counted
    rows that are made up for demonstration.
    """

    code: str
    name: str
    level: str
    parent: str
    figures: Mapping[str, int]
    votes: Mapping[int, int]
    stations: int
    counted: int
    held: int
    waiting: int
    missing: int
    sample: int
    could_change_order: bool
    why: str

    @property
    def valid(self) -> int:
        return sum(self.votes.values())

    @property
    def invalid(self) -> int:
        return self.figures.get("suara_tidak_sah", 0)

    @property
    def users(self) -> int:
        return self.figures.get("peng_total_j", 0)

    @property
    def voters(self) -> int:
        return self.figures.get("dpt_j", 0)

    @property
    def complete(self) -> bool:
        return self.stations > 0 and self.counted == self.stations


@dataclass(frozen=True, slots=True)
class ContestRecap:
    """A contest at province, city, district and ward level; `regions` is in the order of their codes."""

    contest_id: int
    code: str
    name: str
    pairs: tuple[PairLine, ...]
    regions: tuple[RegionTotal, ...]

    @property
    def total(self) -> RegionTotal | None:
        """The widest region, or None when no row is expected."""
        return self.regions[0] if self.regions else None

    def region(self, code: str) -> RegionTotal | None:
        """The region with this dotted code."""
        return next((r for r in self.regions if r.code == code), None)

    def parts(self, code: str) -> tuple[RegionTotal, ...]:
        """The regions right below one."""
        return tuple(r for r in self.regions if r.parent == code)

    def level(self, level: str) -> tuple[RegionTotal, ...]:
        """All regions of a level: province, city, district, ward."""
        return tuple(r for r in self.regions if r.level == level)


def contest_recap(contest: Contest) -> ContestRecap:
    """Count the contest from its leaf rows. Two queries, whatever the number of stations."""
    raise NotImplementedError
