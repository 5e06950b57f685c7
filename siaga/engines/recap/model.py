"""What a recap is made from, and what it says: plain frozen data between the floors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from siaga.engines.recap.codes import Level
from siaga.engines.recap.order import Order, Outside


class State(StrEnum):
    """Where the row of one station stands. Only counted rows are in a total."""

    COUNTED = "counted"
    HELD = "held"  # breaks an identity of its form, or cannot be checked
    WAITING = "waiting"  # entered by one person, not yet confirmed by another
    MISSING = "missing"  # expected, not entered


OUTSIDE = (State.HELD, State.WAITING, State.MISSING)
"""The states of a row that is not counted."""


@dataclass(frozen=True, slots=True)
class Contest:
    """What is counted: ballot numbers, and how many ballots a station can have.

    ``spare_share`` is the legal share of spare ballots (0.025 in the Pilkada of 2024), ``max_voters`` the
    legal maximum of a station, used for a station whose register is not known. ``top`` is the highest level
    to add up. All of them come from the rule profile of the election.
    """

    id: str
    pairs: tuple[int, ...]
    spare_share: Fraction
    max_voters: int | None = None
    top: Level = Level.PROVINCE


@dataclass(frozen=True, slots=True)
class Station:
    """The row of one polling station: its code (13 digits or dotted), state and figures.

    ``votes`` by ballot number and the other ``figures`` of the form by name count only in the state counted;
    the figures of a held row are evidence, not numbers to reckon with. ``registered`` is the station's number
    of voters by the register (DPT), not by the form; None when not stated.
    """

    code: str
    state: State
    votes: Mapping[int, int] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)
    registered: int | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many stations are expected, and the state of their rows."""

    counted: int = 0
    held: int = 0
    waiting: int = 0
    missing: int = 0

    @property
    def stations(self) -> int:
        return self.counted + self.held + self.waiting + self.missing

    @property
    def complete(self) -> bool:
        return self.counted == self.stations


@dataclass(frozen=True, slots=True)
class Region:
    """Totals of one region, or of one station, over its counted rows.

    ``code`` is in the form of the stations given and ``parent`` the code right above, empty at the top.
    ``registered`` adds the registers of all stations where stated, ``registered_counted`` those of the
    counted ones, which is what the turnout so far is measured against. ``order`` tells whether the rows
    outside the count could change the order of the pairs here.
    """

    code: str
    name: str
    level: Level
    parent: str
    votes: Mapping[int, int]
    figures: Mapping[str, int]
    coverage: Coverage
    registered: int
    registered_counted: int
    order: Order

    @property
    def could_change_order(self) -> bool:
        """Whether all rows outside the count together could change the order of the pairs."""
        return self.order.could_change()

    @property
    def outside(self) -> Outside:
        return self.order.outside_of(*OUTSIDE)


@dataclass(frozen=True)
class Recap:
    """A contest at every level. ``regions`` are in the order of their codes: each before what lies in it."""

    contest: Contest
    regions: tuple[Region, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Region]:
        return {region.code: region for region in self.regions}

    @property
    def total(self) -> Region | None:
        """The widest region; None when no station is expected."""
        return self.regions[0] if self.regions else None

    def at(self, level: Level) -> tuple[Region, ...]:
        """All regions of one level."""
        return tuple(region for region in self.regions if region.level == level)

    def parts(self, code: str) -> tuple[Region, ...]:
        """The regions right below one."""
        return tuple(region for region in self.regions if region.parent == code and region.code != code)
