"""Two sources name different numbers for the same thing, on one day or one after the other.

A printed figure is as sharp as its last digit, so "about 13.9 billion" and 13,607,923,530 differ by more than
rounding explains. Figures of different days do not contradict each other unless they are fixed (the sum of an
agreement): the later one differs, which is good to know. Targets and ambiguous
figures are not compared here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby, pairwise, product

from siaga.engines.doubts.model import Doubt, Figure, Finding, Held, Value, World
from siaga.engines.doubts.reading.amounts import half_unit

Subject = tuple[str, str, str]
INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Reach:
    """The values a figure may stand for, `low` to `high`; a bound leaves its own value out."""

    figure: Figure
    value: Decimal
    half: Decimal

    @property
    def low(self) -> Decimal:
        ends = {"less": -INFINITE, "more": self.value}
        return ends.get(self.figure.bound, self.value - self.half)

    @property
    def high(self) -> Decimal:
        ends = {"less": self.value, "more": INFINITE}
        return ends.get(self.figure.bound, self.value + self.half)

    @property
    def kind(self) -> tuple[Decimal, Decimal, str]:
        """Figures of one kind say the same."""
        return self.value, self.half, self.figure.bound

    def contradicts(self, other: Reach) -> bool:
        """Whether no value fits both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low > high or (low == high and (self.leaves_out(low) or other.leaves_out(low)))

    def leaves_out(self, value: Decimal) -> bool:
        """Whether a value is just beyond: "more than 86" leaves 86 itself out."""
        return self.figure.bound != "equal" and value == self.value


def check(world: World) -> Iterator[Finding]:
    """Compare the figures of each subject."""
    for (_subject, _region, unit), group in subjects(world).items():
        reaches = [reach for figure in group if (reach := reach_of(figure))]
        kinds = _by_kind(reaches)
        yield from _agreements(kinds, unit)
        for left, right in combinations(kinds, 2):
            if left[0].contradicts(right[0]) and (pair := _of_one_time(left, right)):
                a, b = sorted(pair, key=lambda reach: reach.figure.about)
                yield _told(world, "disagreement", a, b, _params(a, b, unit))
        yield from _later(world, reaches, unit)


def subjects(world: World) -> dict[Subject, list[Figure]]:
    """The figures that speak of the same thing, under their subject, region and unit."""
    found: dict[Subject, list[Figure]] = {}
    for figure in world.figures:
        key = (figure.subject, figure.region, world.mixups.unit(figure.unit))
        found.setdefault(key, []).append(figure)
    return found


def reach_of(figure: Figure) -> Reach | None:
    """What a figure may stand for; None for a target, an ambiguous figure or one without a value."""
    if figure.value is None or figure.bound == "target" or figure.precision == "ambiguous":
        return None
    return Reach(figure, figure.value, half_unit(figure.value, figure.printed, figure.precision == "about"))


def _by_kind(reaches: Iterable[Reach]) -> list[list[Reach]]:
    """The reaches that say the same, together, in the order of their records."""
    ordered = sorted(reaches, key=lambda reach: (reach.kind, reach.figure.about))
    return [list(same) for _, same in groupby(ordered, key=lambda reach: reach.kind)]


def _of_one_time(left: list[Reach], right: list[Reach]) -> tuple[Reach, Reach] | None:
    """The first two of two kinds that speak of one time."""
    return next(((a, b) for a, b in product(left, right) if _same_time(a.figure, b.figure)), None)


def _same_time(a: Figure, b: Figure) -> bool:
    return a.fixed or b.fixed or a.as_of is None or b.as_of is None or a.as_of == b.as_of


def _agreements(kinds: list[list[Reach]], unit: str) -> Iterator[Held]:
    """The first two figures of each kind that two different sources name."""
    for same in kinds:
        first = same[0].figure
        other = next((r.figure for r in same if _voice(r.figure) != _voice(first)), None)
        if other and first.bound == "equal":
            told = _params(same[0], Reach(other, same[0].value, same[0].half), unit)
            closed = first.restricted or other.restricted
            yield Held("disagreement", (first.about, other.about), told, restricted=closed)


def _voice(figure: Figure) -> str:
    """Who is to be believed apart from others: two mentions in one document are one voice."""
    return figure.source or figure.who


def _later(world: World, reaches: list[Reach], unit: str) -> Iterator[Doubt]:
    """Each figure that a figure of the next stated day contradicts."""
    dated = [r for r in reaches if r.figure.as_of and not r.figure.fixed]
    dated.sort(key=lambda r: (r.figure.as_of, r.figure.about))
    days = [list(same) for _, same in groupby(dated, key=lambda r: r.figure.as_of)]
    for earlier, later in pairwise(days):
        a, b = earlier[-1], later[0]
        if a.contradicts(b):
            params = _params(a, b, unit) | {"left_day": a.figure.as_of, "right_day": b.figure.as_of}
            yield _told(world, "later", a, b, params)


def _told(world: World, rule: str, a: Reach, b: Reach, params: dict[str, Value]) -> Doubt:
    return Doubt(
        rule,
        (a.figure.about, b.figure.about),
        params,
        world.mixups.bases[rule],
        a.figure.printed,
        a.figure.printed,
        restricted=a.figure.restricted or b.figure.restricted,
    )


def _params(a: Reach, b: Reach, unit: str) -> dict[str, Value]:
    return {
        "label": a.figure.label,
        "left": a.value,
        "left_who": a.figure.who or a.figure.source,
        "right": b.value,
        "right_who": b.figure.who or b.figure.source,
        "difference": abs(a.value - b.value),
        "tolerance": a.half + b.half,
        "unit": unit,
    }
