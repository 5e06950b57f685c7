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
                    for changes in _follow(self._row, plan):
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
                    for changes in _follow(self._row, cheapest_first, allowed):
                        yield Move(changes, plan.touched)


def _closing_swaps(row: Row) -> Iterator[Move]:
    """The swaps that by themselves settle every balance they alter."""
    columns, bits = row.system.columns, row.system.bits
    for effect, pair in swaps_among(row, sorted(row.system.free)):
        (p, there), (q, _) = pair
        if effect and not (bits[p] | bits[q]) & row.broken:
            continue
        altered = {b for b in columns[p].keys() | columns[q].keys() if columns[p].get(b) != columns[q].get(b)}
        change = there - row.values[p]
        if all(row.left[b] + change * (columns[p].get(b, 0) - columns[q].get(b, 0)) == 0 for b in altered):
            yield Move(pair, sum(1 << b for b in altered))


def _follow(row: Row, plan: Plan, allowed: Mapping[int, int] | None = None) -> Iterator[Changes]:
    """The changes a plan leads to. ``allowed``: the exact slips of each place; a chain needs none."""
    for left, made in _from(row, plan.steps, 0, row.left, (), allowed):
        if not any(left[balance] for balance in plan.closing):
            yield tuple(sorted(made))


def _from(
    row: Row,
    steps: tuple[Step, ...],
    at: int,
    left: list[int],
    made: Changes,
    allowed: Mapping[int, int] | None,
) -> Iterator[tuple[list[int], Changes]]:
    """Take the steps from ``at`` on: what is left in the balances at the end, and the changes made."""
    left = left.copy()
    while at < len(steps):
        place, balance, coefficient = steps[at]
        at += 1
        if balance < 0:
            yield from _tried(row, steps, at, left, made, allowed or {})
            return
        meant = row.values[place] - left[balance] * coefficient
        if not 0 <= meant <= row.most[place] or not left[balance]:
            return
        if allowed is not None and distance(row.values[place], meant) != allowed[place]:
            return
        made = (*made, (place, meant))
        _apply(row, place, meant, left)
    yield left, made


def _tried(
    row: Row, steps: tuple[Step, ...], at: int, left: list[int], made: Changes, allowed: Mapping[int, int]
) -> Iterator[tuple[list[int], Changes]]:
    """Try every slip of the step before ``at``, then take the steps from there."""
    place = steps[at - 1].place
    for meant in slips_away(row.values[place], allowed[place], row.most[place]):
        tried = left.copy()
        _apply(row, place, meant, tried)
        yield from _from(row, steps, at, tried, (*made, (place, meant)), allowed)


def _apply(row: Row, place: int, meant: int, left: list[int]) -> None:
    change = meant - row.values[place]
    for balance, coefficient in row.system.columns[place].items():
        left[balance] += coefficient * change


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
