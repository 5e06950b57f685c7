"""All identities of a row in one sum.

Every identity gets a lane of bits in one big integer; a figure's column holds its coefficient in every lane.
The sum of figure × column then holds every difference at once, and one mask tells whether any is off.
A healthy row costs a few microseconds; most rows are healthy.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import mul

from siaga.law.form.catalogue import Check, Form
from siaga.law.form.formulas import Side, share_rounded_up

LANE = 48
LARGEST = 1 << 40
"""Figures from here on would run over their lane; the caller must look at such a row identity by identity."""

_BIAS = 1 << (LANE - 2)
_FULL = (1 << LANE) - 1
Stated = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """The lanes of the identities that can be evaluated for one pattern of stated figures."""

    checks: tuple[Check, ...]
    columns: tuple[int, ...]
    shares: tuple[tuple[int, Fraction, int], ...]
    start: int
    mask: int

    def failed(self, stated: list[int]) -> list[Check]:
        """The identities broken by these figures: those of the pattern, in form order, each < LARGEST."""
        total = sum(map(mul, stated, self.columns), self.start)
        for at, share, column in self.shares:
            total += share_rounded_up(share, stated[at]) * column
        wrong = (total ^ _bias_all(len(self.checks))) & self.mask
        if not wrong:
            return []
        return [check for lane, check in enumerate(self.checks) if wrong >> (lane * LANE) & _FULL]


@lru_cache
def screen_of(form: Form, names: tuple[str, ...]) -> Screen:
    """The screen for rows in which exactly the figures ``names`` are stated."""
    at = {name: place for place, name in enumerate(names)}
    checks = tuple(check for check in form.checks if _evaluable(check, at))
    columns = [0] * len(names)
    shares: list[tuple[int, Fraction, int]] = []
    start, mask = _bias_all(len(checks)), 0
    for lane, check in enumerate(checks):
        unit = _unit(check) << (lane * LANE)
        for side, sign in ((check.formula.left, unit), (check.formula.right, -unit)):
            start += sign * side.constant
            _add(side, sign, at, columns, shares)
        mask |= (_FULL if check.formula.relation == "=" else _BIAS) << (lane * LANE)
    return Screen(checks, tuple(columns), tuple(shares), start, mask)


def _add(
    side: Side, sign: int, at: dict[str, int], columns: list[int], shares: list[tuple[int, Fraction, int]]
) -> None:
    for name in side.figures:
        columns[at[name]] += sign
    shares.extend((at[name], share, sign) for share, name in side.shares)


def _evaluable(check: Check, at: dict[str, int]) -> bool:
    superfluous = any(name in at for name in check.rule.only_without)
    return not superfluous and all(name in at for name in check.formula.names())


def _unit(check: Check) -> int:
    """Lanes of inequalities hold how much room is left, so that a broken one borrows the bias bit."""
    return -1 if check.formula.relation == "<=" else 1


@lru_cache
def _bias_all(lanes: int) -> int:
    return sum(_BIAS << (lane * LANE) for lane in range(lanes))
