"""Totals of a contest at every level, from the counted leaf rows each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siaga.desks.elections.models import Contest
from siaga.desks.results.queries.leaves import Leaf, PairLine, leaves_of, pairs_of
from siaga.desks.results.states import CONFIRMABLE, State
from siaga.engines import recap as engine
from siaga.engines.recap import Level, Order
from siaga.law import profiles


@dataclass(frozen=True, slots=True)
class RegionTotal:
    """Totals of one region over its counted rows, and what is not in them.

    `figures` sums every figure of the form; `votes` those of the pairs by ballot number. `stations` =
    `counted` + `held` + `waiting` (for the second person) + `missing`. `registered` is the register of all
    stations, `registered_counted` that of the counted ones. `order` explains whether the rows outside the
    count could change who leads whom here. `sample`: counted rows that are made up for demonstration.
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
    registered: int
    registered_counted: int
    order: Order

    @property
    def could_change_order(self) -> bool:
        """Whether all rows outside the count together could change the order of the pairs."""
        return self.order.could_change()

    @property
    def held_could_change_order(self) -> bool:
        """Whether the held rows alone could."""
        return self.order.could_change(engine.State.HELD)

    @property
    def why(self) -> str:
        """One sentence in numbers, in the language of the page; without a counted row there is no margin."""
        if not self.counted:
            return _("No station is counted yet, so there is no order to speak of.")
        return self.order.why().in_language(get_language() or "id")

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


STATES: Mapping[str, engine.State] = {
    State.COUNTED: engine.State.COUNTED,
    State.HELD: engine.State.HELD,
    **dict.fromkeys(CONFIRMABLE, engine.State.WAITING),
}
"""What the state of a row is to the count; every other one is missing."""


def contest_recap(contest: Contest) -> ContestRecap:
    """Count the contest from its leaf rows. Two queries, whatever the number of stations."""
    pairs, leaves = pairs_of(contest), leaves_of(contest)
    return recap_of(contest, pairs, leaves)


def recap_of(contest: Contest, pairs: tuple[PairLine, ...], leaves: list[Leaf]) -> ContestRecap:
    """Count leaf rows that were already read."""
    names = {place.code: place.name for leaf in leaves for place in leaf.above}
    rule = counted_as(contest, [pair.number for pair in pairs])
    counted = engine.recap([_station(leaf, pairs) for leaf in leaves], rule, names)
    sample = _samples(leaves)
    regions = (region for region in counted.regions if region.level is not Level.STATION)
    totals = tuple(_total(region, sample[region.code]) for region in regions)
    return ContestRecap(contest.pk, contest.code, contest.name, pairs, totals)


def counted_as(contest: Contest, pairs: Iterable[int]) -> engine.Contest:
    """What the engine must know of a contest; `pairs` are the numbers on the ballot."""
    profile = profiles.load(contest.election.profile)
    return engine.Contest(
        id=contest.code,
        pairs=tuple(pairs),
        spare_share=Fraction(profile.value("spare_share")),
        max_voters=int(profile.value("max_voters")),
        top=Level(contest.region.level),
    )


def _station(leaf: Leaf, pairs: tuple[PairLine, ...]) -> engine.Station:
    names = {pair.number: f"paslon{pair.number}" for pair in pairs}
    votes = {number: leaf.figures[name] for number, name in names.items() if name in leaf.figures}
    others = {name: value for name, value in leaf.figures.items() if name not in names.values()}
    return engine.Station(
        code=f"{leaf.above[0].code}.{leaf.station[-3:]}",
        state=STATES.get(leaf.state, engine.State.MISSING),
        votes=votes,
        figures=others,
        registered=leaf.voters,
    )


def _samples(leaves: Iterable[Leaf]) -> Counter[str]:
    """Counted rows made up for demonstration, by the code of each region above them."""
    return Counter(place.code for leaf in leaves if leaf.counted and leaf.sample for place in leaf.above)


def _total(region: engine.Region, sample: int) -> RegionTotal:
    coverage = region.coverage
    return RegionTotal(
        code=region.code,
        name=region.name,
        level=str(region.level),
        parent=region.parent,
        figures=region.figures,
        votes=region.votes,
        stations=coverage.stations,
        counted=coverage.counted,
        held=coverage.held,
        waiting=coverage.waiting,
        missing=coverage.missing,
        sample=sample,
        registered=region.registered,
        registered_counted=region.registered_counted,
        order=region.order,
    )
