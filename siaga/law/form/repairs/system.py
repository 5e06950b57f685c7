"""The error identities of a row as a small linear system: balances that must close, guards that must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from siaga.law.form.catalogue import Form
from siaga.law.form.formulas import Formula
from siaga.law.form.screen import LANE, screen_of
from siaga.law.profiles.model import ProfileError

LARGEST_FIGURE = 9_999
"""No figure of one station is larger, whatever a profile leaves unsaid."""


@dataclass(frozen=True, slots=True)
class Linear:
    """``Σ coefficient × figure + constant``, which must be 0 (a balance) or at most 0 (a guard).

    Figures are places in the row's list of stated figures.
    """

    terms: tuple[tuple[int, int], ...]
    constant: int

    def of(self, values: Sequence[int]) -> int:
        total = self.constant
        for place, coefficient in self.terms:
            total += coefficient * values[place]
        return total

    def after(self, values: Sequence[int], changes: Mapping[int, int]) -> int:
        """The same sum once ``changes`` (place → figure) are made."""
        total = self.constant
        for place, coefficient in self.terms:
            total += coefficient * changes.get(place, values[place])
        return total


@dataclass(frozen=True, eq=False)
class System:
    """What must hold among the figures of rows with one pattern of stated and trusted figures.

    ``free``: the places a repair may change. ``most``: the largest value each place may take.
    """

    names: tuple[str, ...]
    free: frozenset[int]
    balances: tuple[Linear, ...]
    guards: tuple[Linear, ...]

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """The free places in each balance."""
        return tuple(tuple(p for p, _ in balance.terms if p in self.free) for balance in self.balances)

    @cached_property
    def columns(self) -> tuple[Mapping[int, int], ...]:
        """For each place: balance → coefficient."""
        return _by_place(self.balances, len(self.names))

    @cached_property
    def bits(self) -> tuple[int, ...]:
        """For each place, the bits of the balances it stands in."""
        return tuple(sum(1 << b for b in column) for column in self.columns)

    @cached_property
    def packed(self) -> tuple[int, ...]:
        """For each place, its column as one integer with a lane per balance."""
        return tuple(sum(c << (LANE * b) for b, c in column.items()) for column in self.columns)

    @cached_property
    def twins(self) -> tuple[tuple[int, int], ...]:
        """The pairs of free places that every balance treats alike: swapping them alters no balance."""
        return tuple(
            (p, q) for p, q in combinations(sorted(self.free), 2) if self.packed[p] == self.packed[q]
        )

    @cached_property
    def guards_of(self) -> tuple[tuple[int, ...], ...]:
        """For each place, the guards it stands in."""
        return tuple(tuple(guards) for guards in _by_place(self.guards, len(self.names)))

    @cached_property
    def most(self) -> tuple[int, ...]:
        """For each place, the ceiling that some guard alone sets on it."""
        most = [LARGEST_FIGURE] * len(self.names)
        for guard in self.guards:
            if len(guard.terms) == 1 and guard.terms[0][1] == 1:
                place = guard.terms[0][0]
                most[place] = min(most[place], -guard.constant)
        return self._through_others(most)

    def _through_others(self, most: list[int]) -> tuple[int, ...]:
        """Ceilings handed down: a figure that may not exceed another has the other's ceiling too."""
        pairs = [{c: p for p, c in g.terms} for g in self.guards if len(g.terms) == 2 and not g.constant]
        for pair in pairs * 2:
            if set(pair) == {1, -1}:
                most[pair[1]] = min(most[pair[1]], most[pair[-1]])
        return tuple(most)

    @cached_property
    def held(self) -> tuple[tuple[int, int], ...]:
        """(place, other): a free figure that may not exceed the other one, which is not free."""
        signs = ({c: p for p, c in guard.terms} for guard in self.guards if not guard.constant)
        pairs = ((sign[1], sign[-1]) for sign in signs if set(sign) == {1, -1})
        return tuple(
            (place, other) for place, other in pairs if place in self.free and other not in self.free
        )

    @cached_property
    def component(self) -> tuple[int, ...]:
        """For each balance, the bits of the balances tied to it through free figures."""
        masks = [1 << b for b in range(len(self.balances))]
        for column in (self.columns[place] for place in self.free):
            joined = 0
            for b in column:
                joined |= masks[b]
            masks = [m | joined if m & joined else m for m in masks]
        return tuple(masks)


@lru_cache
def system_of(form: Form, names: tuple[str, ...], trusted: frozenset[str], strict: bool = False) -> System:
    """The system of rows in which exactly ``names`` are stated; ``strict`` takes linear warnings in too.

    Raises ProfileError for an error identity that is not linear.
    """
    at = {name: place for place, name in enumerate(names)}
    free = frozenset(p for name, p in at.items() if name not in trusted and not name.startswith("register."))
    errors = [
        c.formula for c in screen_of(form, names).checks if c.is_error or (strict and c.formula.is_linear)
    ]
    balances = tuple(_linear(f, at) for f in errors if f.relation == "=")
    guards = tuple(_linear(f, at) for f in errors if f.relation != "=")
    return System(names, free, balances, guards)


def _linear(formula: Formula, at: Mapping[str, int]) -> Linear:
    if not formula.is_linear:
        raise ProfileError(f"an error identity must be linear to be repaired: {formula.text}")
    sign = -1 if formula.relation == ">=" else 1
    terms: dict[int, int] = {}
    for side, factor in ((formula.left, sign), (formula.right, -sign)):
        for name in side.figures:
            terms[at[name]] = terms.get(at[name], 0) + factor
    return Linear(tuple(terms.items()), sign * (formula.left.constant - formula.right.constant))


def _by_place(lines: Sequence[Linear], places: int) -> tuple[dict[int, int], ...]:
    found: list[dict[int, int]] = [{} for _ in range(places)]
    for number, line in enumerate(lines):
        for place, coefficient in line.terms:
            found[place][number] = coefficient
    return tuple(found)
