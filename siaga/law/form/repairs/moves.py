"""Moves: changes bound together by balances, which they close. A larger repair is a set of separate moves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import inf
from typing import NamedTuple

from siaga.law.form.repairs.row import Changes, Row
from siaga.law.form.repairs.slips import distance, slips_away
from siaga.law.form.repairs.supports import Costs, Places, Plan, plan_for, plans
from siaga.law.form.repairs.units import units_at

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
        self._swaps = list(_closing_swaps(row)) if row.system.free else []

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
                if plan.is_chain:
                    for changes in _followed(self._row, plan, None):
                        slips = sum(distance(self._row.values[p], meant) for p, meant in changes)
                        found.setdefault(slips, []).append(Move(changes, plan.touched))
            self._chains[key] = found
        return self._chains[key]

    def _tries_of(self, anchor: Places, size: int, slips: int) -> Iterator[Move]:
        for plan in self._plans(anchor, size):
            if not plan.is_chain:
                for costs in _shares(slips, size):
                    cheapest_first = plan_for(self._row.system, plan.places, costs)
                    allowed = dict(zip(plan.places, costs, strict=True))
                    for changes in _followed(self._row, cheapest_first, allowed):
                        yield Move(changes, plan.touched)


def _closing_swaps(row: Row) -> Iterator[Move]:
    columns = row.system.columns
    for _, pair in units_at(row, sorted(row.system.free)):
        if len(pair) == 2:
            (p, there), (q, _) = pair
            change = there - row.values[p]
            effect = dict(columns[p])
            for balance, coefficient in columns[q].items():
                effect[balance] = effect.get(balance, 0) - coefficient
            altered = [b for b, coefficient in effect.items() if coefficient]
            if all(row.left[b] + change * effect[b] == 0 for b in altered):
                yield Move(pair, sum(1 << b for b in altered))


def _followed(row: Row, plan: Plan, allowed: dict[int, int] | None) -> Iterator[Changes]:
    """The changes a plan leads to; ``allowed``: the exact slips of each place (any when None)."""
    left = {b: left for b, left in enumerate(row.left) if plan.touched >> b & 1}
    return _follow(row, plan, allowed, 0, left, ())


def _follow(
    row: Row, plan: Plan, allowed: dict[int, int] | None, at: int, left: dict[int, int], made: Changes
) -> Iterator[Changes]:
    if at == len(plan.steps):
        if not any(left[balance] for balance in plan.closing):
            yield tuple(sorted(made))
        return
    place, balance, coefficient = plan.steps[at]
    value, most, column = row.values[place], row.system.most[place], row.system.columns[place]
    if balance >= 0:
        meant = value - left[balance] * coefficient
        fits = 0 <= meant <= most and meant != value
        fits = fits and (allowed is None or distance(value, meant) == allowed[place])
        figures: tuple[int, ...] = (meant,) if fits else ()
    else:
        figures = slips_away(value, allowed[place] if allowed else 1, most)
    for meant in figures:
        after = {b: rest + column.get(b, 0) * (meant - value) for b, rest in left.items()}
        yield from _follow(row, plan, allowed, at + 1, after, (*made, (place, meant)))


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
