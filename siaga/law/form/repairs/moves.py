"""Moves: changes bound together by balances, which they close. A larger repair is a set of separate moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import inf
from typing import NamedTuple

from siaga.law.form.repairs.row import Changes, Row
from siaga.law.form.repairs.slips import distance, slips_away
from siaga.law.form.repairs.supports import Costs, Places, Plan, Step, plan_for, plans
from siaga.law.form.repairs.units import swaps_among

TRIED_SLIPS = 3
"""Up to so many slips every move is found; beyond, only chains: each change follows from the identities."""

CHAIN_FIGURES = 4
"""The most figures in one chain."""


class Move(NamedTuple):
    """``touched``: bits of the balances it alters and closes."""

    changes: Changes
    touched: int


class Moves:
    """The moves of one row by the figures they must touch and by their slips, each list worked out once."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._lists: dict[tuple[Places, int], list[Move]] = {}
        self._chains: dict[tuple[Places, int], dict[int, list[Move]]] = {}
        self._least: dict[Places, float] = {}
        self._swaps = list(_closing_swaps(row))

    @property
    def swaps_join(self) -> bool:
        """Whether some swap settles balances that are otherwise not tied together."""
        components = self._row.system.component
        return any(
            move.touched & ~components[b]
            for move in self._swaps
            for b in range(len(components))
            if move.touched >> b & 1
        )

    def of(self, anchor: Places, slips: int) -> list[Move]:
        """Every move of exactly so many slips that changes a place of ``anchor``."""
        key = (anchor, slips)
        if key not in self._lists:
            self._lists[key] = list(self._find(anchor, slips))
        return self._lists[key]

    def least(self, anchor: Places) -> float:
        """The fewest slips of any move that changes a place of ``anchor``; infinite when there is none."""
        if anchor not in self._least:
            self._least[anchor] = self._find_least(anchor)
        return self._least[anchor]

    def _find_least(self, anchor: Places) -> float:
        for slips in range(1, TRIED_SLIPS + 1):
            if self.of(anchor, slips):
                return slips
        costs = [cost for size in range(1, CHAIN_FIGURES + 1) for cost in self._chains_of(anchor, size)]
        return min(costs, default=inf)

    def _find(self, anchor: Places, slips: int) -> Iterator[Move]:
        if slips == 1:
            places = set(anchor)
            yield from (move for move in self._swaps if any(p in places for p, _ in move.changes))
        tried = slips <= TRIED_SLIPS
        for size in range(1, (slips if tried else CHAIN_FIGURES) + 1):
            yield from self._chains_of(anchor, size).get(slips, ())
            if tried:
                yield from self._tries_of(anchor, size, slips)

    def _plans(self, anchor: Places, size: int) -> tuple[Plan, ...]:
        system = self._row.system
        near = 0
        for place in anchor:
            for balance in system.columns[place]:
                near |= system.component[balance]
        return plans(system, self._row.broken & near, anchor, size)

    def _chains_of(self, anchor: Places, size: int) -> dict[int, list[Move]]:
        """The chains of so many figures, by their slips."""
        key = (anchor, size)
        if key not in self._chains:
            found: dict[int, list[Move]] = {}
            for plan in self._plans(anchor, size):
                changes = _linked(self._row, plan) if plan.is_chain else None
                if changes is not None:
                    slips = sum(distance(self._row.values[p], meant) for p, meant in changes)
                    found.setdefault(slips, []).append(Move(changes, plan.touched))
            self._chains[key] = found
        return self._chains[key]

    def _tries_of(self, anchor: Places, size: int, slips: int) -> Iterator[Move]:
        for plan in self._plans(anchor, size):
            if not plan.is_chain:
                for costs in _shares(slips, size):
                    cheapest_first = plan_for(self._row.system, plan.places, costs, anchor)
                    allowed = dict(zip(plan.places, costs, strict=True))
                    for changes in _tried(self._row, cheapest_first, allowed):
                        yield Move(changes, plan.touched)


def _closing_swaps(row: Row) -> Iterator[Move]:
    """The swaps that by themselves settle every balance they alter."""
    columns = row.system.columns
    off = sorted({p for p in row.system.free if row.system.bits[p] & row.broken})
    for effect, pair in swaps_among(row, off):
        if not effect:
            continue
        (p, there), (q, _) = pair
        altered = {b for b in columns[p].keys() | columns[q].keys() if columns[p].get(b) != columns[q].get(b)}
        change = there - row.values[p]
        if all(row.left[b] + change * (columns[p].get(b, 0) - columns[q].get(b, 0)) == 0 for b in altered):
            yield Move(pair, sum(1 << b for b in altered))
    for p, q in row.system.twins:
        here, there = row.values[p], row.values[q]
        if here != there and there <= row.most[p] and here <= row.most[q]:
            yield Move(((p, there), (q, here)), 0)


def _linked(row: Row, plan: Plan) -> Changes | None:
    """The changes a chain leads to, or None where it leads to none."""
    left = row.left.copy()
    made = []
    for place, balance, coefficient in plan.steps:
        change = -left[balance] * coefficient
        meant = row.values[place] + change
        if not change or not 0 <= meant <= row.most[place]:
            return None
        made.append((place, meant))
        for b, c in row.system.columns[place].items():
            left[b] += c * change
    for balance in plan.closing:
        if left[balance]:
            return None
    return tuple(sorted(made))


def _tried(row: Row, plan: Plan, allowed: Mapping[int, int]) -> Iterator[Changes]:
    """The changes a plan leads to, each place with its allowed slips exactly."""
    figures = _figures(row, plan.steps[0], allowed, row.left)
    yield from _from_step(row, plan, allowed, 0, figures, row.left, ())


def _from_step(
    row: Row,
    plan: Plan,
    allowed: Mapping[int, int],
    at: int,
    figures: Places,
    left: list[int],
    made: Changes,
) -> Iterator[Changes]:
    """Go through the figures of one step, and for each through those of the next that it leaves possible."""
    place = plan.steps[at].place
    value, column = row.values[place], row.system.columns[place].items()
    for meant in figures:
        after = left.copy()
        for balance, coefficient in column:
            after[balance] += coefficient * (meant - value)
        if at + 1 < len(plan.steps):
            following = _figures(row, plan.steps[at + 1], allowed, after)
            if following:
                yield from _from_step(row, plan, allowed, at + 1, following, after, (*made, (place, meant)))
        elif not any(after[balance] for balance in plan.closing):
            yield tuple(sorted((*made, (place, meant))))


def _figures(row: Row, step: Step, allowed: Mapping[int, int], left: list[int]) -> tuple[int, ...]:
    """What the place of a step may have meant: what its balance says, or every figure within its slips."""
    place, balance, coefficient = step
    value, most = row.values[place], row.most[place]
    if balance < 0:
        return slips_away(value, allowed[place], most)
    meant = value - left[balance] * coefficient
    return (meant,) if 0 <= meant <= most and distance(value, meant) == allowed[place] else ()


@lru_cache
def _shares(slips: int, places: int) -> tuple[Costs, ...]:
    """Every way to share slips among places, at least one each."""
    if places == 1:
        return ((slips,),)
    return tuple(
        (first, *rest)
        for first in range(1, slips - places + 2)
        for rest in _shares(slips - first, places - 1)
    )
