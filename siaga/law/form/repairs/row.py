"""One broken row: what is left in its balances, and which guards do not hold."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

from siaga.law.form.repairs.system import System
from siaga.law.form.screen import LANE

Changes = tuple[tuple[int, int], ...]
"""(place, figure meant), ascending by place."""


class Row:
    """The stated figures of one row under a system. ``left``: by how much each balance is off.

    ``broken``: bits of the balances that are off; ``packed``: ``left`` in one integer, a lane per balance;
    ``most``: the largest figure each place may take.
    """

    def __init__(self, system: System, values: list[int]) -> None:
        self.system = system
        self.values = values
        self.most = list(system.most)
        self.left = [balance.of(values) for balance in system.balances]
        self.broken = sum(1 << b for b, left in enumerate(self.left) if left)
        self.packed = sum(left << (LANE * b) for b, left in enumerate(self.left))
        for place, other in system.held:
            self.most[place] = min(self.most[place], values[other])
        self._unguarded = [g for g, guard in enumerate(system.guards) if guard.of(values) > 0]

    def unguarded(self, changes: Mapping[int, int]) -> list[int]:
        """The guards that do not hold once these changes are made."""
        guards, of = self.system.guards, self.system.guards_of
        touched = {guard for place in changes for guard in of[place]}
        untouched = [guard for guard in self._unguarded if guard not in touched]
        return untouched + [g for g in touched if guards[g].after(self.values, changes) > 0]

    def repaired_by(self, changes: Mapping[int, int]) -> bool:
        """Whether every identity of error severity holds once these changes are made."""
        closed = all(balance.after(self.values, changes) == 0 for balance in self.system.balances)
        return closed and not self.unguarded(changes)

    def lower_ceiling(self, guard: int, stuck: int) -> None:
        """The figure at ``stuck`` cannot change: hold the one that may not exceed it down to its value."""
        terms = self.system.guards[guard].terms
        if len(terms) == 2 and (stuck, -1) in terms and not self.system.guards[guard].constant:
            (other,) = (place for place, _ in terms if place != stuck)
            self.most[other] = min(self.most[other], self.values[stuck])

    def anchor(self) -> tuple[int, ...]:
        """The figures of the first broken identity: every repair changes one of them."""
        if self.broken:
            return next(compress(self.system.members, self.left))
        return self.guard_places(self._unguarded[0])

    def guard_places(self, guard: int) -> tuple[int, ...]:
        return tuple(p for p, _ in self.system.guards[guard].terms if p in self.system.free)
