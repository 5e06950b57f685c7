"""Which sets of figures could be wrong together, and how their true values follow from one another.

A set of changed figures can close the identities only if no identity that balanced before is touched by one
of them alone. For a given set of broken balances these *supports* do not depend on the figures, so they are
worked out once and used for every row broken in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from siaga.law.form.repairs.system import System

Places = tuple[int, ...]
Costs = tuple[int, ...]


class Step(NamedTuple):
    """Find the change of ``place`` from ``balance``, or try its slips where no balance gives it (-1)."""

    place: int
    balance: int = -1
    coefficient: int = 0


@dataclass(frozen=True)
class Plan:
    """How to find the changes of one support.

    ``steps``: one per place, in order. ``closing``: balances to look at once every place is known.
    ``touched``: bits of every balance a place of the support stands in.
    """

    steps: tuple[Step, ...]
    closing: Places
    touched: int

    @cached_property
    def is_chain(self) -> bool:
        """Whether every change follows from the balances, with nothing to try."""
        return all(step.balance >= 0 for step in self.steps)

    @cached_property
    def places(self) -> Places:
        return tuple(sorted(step.place for step in self.steps))


@lru_cache(maxsize=1 << 14)
def plans(system: System, broken: int, anchor: Places, size: int) -> tuple[Plan, ...]:
    """Plans for every connected support of ``size`` places, at least one in ``anchor``.

    ``broken``: bits of the balances that do not close now.
    """
    found = _grow(system, broken, size, (), anchor, frozenset())
    return tuple(plan_for(system, tuple(sorted(support)), (1,) * size, anchor) for support in found)


@lru_cache(maxsize=1 << 16)
def plan_for(system: System, support: Places, costs: Costs, anchor: Places) -> Plan:
    """The order of finding the places: to try first are those of fewest slips, then those in ``anchor``."""
    touched = sorted({b for place in support for b in system.columns[place]})
    open_places = dict(zip(support, costs, strict=True))
    steps: list[Step] = []
    used: set[int] = set()
    while open_places:
        tried_next = min(open_places, key=lambda place: (open_places[place], place not in anchor))
        step = _solvable(system, touched, open_places) or Step(tried_next)
        used.add(step.balance)
        steps.append(step)
        del open_places[step.place]
    closing = tuple(b for b in touched if b not in used)
    return Plan(tuple(steps), closing, sum(1 << b for b in touched))


def _solvable(system: System, touched: Sequence[int], open_places: dict[int, int]) -> Step | None:
    for balance in touched:
        inside = [place for place in system.members[balance] if place in open_places]
        if len(inside) == 1:
            return Step(inside[0], balance, system.columns[inside[0]][balance])
    return None


def _grow(
    system: System, broken: int, size: int, chosen: Places, following: Places, barred: frozenset[int]
) -> Iterator[Places]:
    """Every support that has ``chosen``, a place of ``following`` and none that is ``barred``; each once."""
    for place in following:
        if place in barred:
            continue
        support = (*chosen, place)
        lonely = _lonely(system, broken, support)
        if len(support) == size:
            if lonely is None:
                yield support
        else:
            around = system.members[lonely] if lonely is not None else _around(system, support)
            others = tuple(p for p in around if p not in support)
            yield from _grow(system, broken, size, support, others, barred)
        barred |= {place}


def _lonely(system: System, broken: int, support: Places) -> int | None:
    """A balance that closes now and would be broken by the one place of the support in it."""
    counts: dict[int, int] = {}
    for place in support:
        for balance in system.columns[place]:
            counts[balance] = counts.get(balance, 0) + 1
    return next((b for b, count in counts.items() if count == 1 and not broken >> b & 1), None)


def _around(system: System, support: Places) -> Places:
    balances = dict.fromkeys(b for place in support for b in system.columns[place])
    return tuple(dict.fromkeys(p for b in balances for p in system.members[b]))
