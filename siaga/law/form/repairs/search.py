"""The fewest slips that repair a row, and every repair with that many."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from siaga.law.form.repairs.moves import Moves
from siaga.law.form.repairs.row import Changes, Row
from siaga.law.form.repairs.supports import Places
from siaga.law.form.repairs.units import repairs_of_one_slip, repairs_of_two_slips

MOST_SLIPS = 12
"""A row that needs more is not repaired: whoever wrote it was not slipping."""


def smallest(row: Row) -> tuple[int, set[Changes]]:
    """The fewest slips that make every error identity hold, and all such repairs; (0, empty) for none."""
    for slips, repairs in ((1, repairs_of_one_slip), (2, repairs_of_two_slips)):
        found = repairs(row)
        if found:
            return slips, found
    moves = Moves(row)
    _hold_down(row, moves)
    search = _Search(row, moves)
    search.extend({}, 0, row.broken, 0)
    return (search.fewest, search.found) if search.found else (0, set())


def _hold_down(row: Row, moves: Moves) -> None:
    """Lower ceilings where no move can change one side of a broken guard: most hopeless rows end here."""
    for guard in row.unguarded({}):
        for place, coefficient in row.system.guards[guard].terms:
            if coefficient < 0 and (place not in row.system.free or moves.least((place,)) == inf):
                row.lower_ceiling(guard, stuck=place)


class _Search:
    """Depth-first over sets of separate moves, cut where the slips still needed exceed the fewest known."""

    def __init__(self, row: Row, moves: Moves) -> None:
        self.row = row
        self.moves = moves
        self.joined = moves.swaps_join
        self.fewest = MOST_SLIPS
        self.found: set[Changes] = set()

    def extend(self, changes: Mapping[int, int], touched: int, open_balances: int, slips: int) -> None:
        """Settle what is still open. ``touched`` and ``open_balances`` are bits of balances."""
        if slips + self.needed(open_balances) > self.fewest:
            return
        anchor = self.next_anchor(changes, open_balances)
        if anchor is None:
            self.keep(changes, slips)
            return
        if not anchor:
            return
        others = self.needed(self.apart_from(anchor, open_balances))
        more = 0
        while slips + (more := more + 1) + others <= self.fewest:
            for move in self.moves.of(anchor, more):
                if not move.touched & touched and not any(p in changes for p, _ in move.changes):
                    after = {**changes, **dict(move.changes)}
                    self.extend(after, touched | move.touched, open_balances & ~move.touched, slips + more)

    def next_anchor(self, changes: Mapping[int, int], open_balances: int) -> Places | None:
        """The figures of which one must change next: empty is a dead end, None is repaired.

        A broken guard comes first, and the one with the fewest figures left: it fails soonest.
        """
        guards = sorted(self.row.unguarded(changes))
        if guards:
            left = (tuple(p for p in self.row.guard_places(guard) if p not in changes) for guard in guards)
            return min(left, key=len)
        if open_balances:
            return self.row.system.members[_lowest(open_balances)]
        return None

    def keep(self, changes: Mapping[int, int], slips: int) -> None:
        if slips < self.fewest:
            self.fewest, self.found = slips, set()
        self.found.add(tuple(sorted(changes.items())))

    def needed(self, open_balances: int) -> float:
        """At least so many slips close these: a move never reaches a balance not tied to its own."""
        least: dict[int, float] = {}
        system = self.row.system
        while open_balances:
            balance = _lowest(open_balances)
            open_balances &= open_balances - 1
            tied = system.component[balance]
            least[tied] = max(least.get(tied, 0), self.moves.least(system.members[balance]))
        costs = least.values()
        return max(costs, default=0) if self.joined and inf not in costs else sum(costs)

    def apart_from(self, anchor: Places, open_balances: int) -> int:
        """The open balances that no move from ``anchor`` can close."""
        if self.joined:
            return 0
        system = self.row.system
        for place in anchor:
            for balance in system.columns[place]:
                open_balances &= ~system.component[balance]
        return open_balances


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
