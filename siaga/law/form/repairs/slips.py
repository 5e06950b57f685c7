"""Slips of writing and reading: how many lie between two figures, which, and how likely they are.

A figure is its decimal digits without leading zeros. One slip changes, loses or adds one digit, so the number
of slips between the figure meant and the figure seen is their edit distance (Levenshtein 1966).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from siaga.law.profiles.model import Slips

DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the figure meant became the figure seen: the kinds of slip, and their likelihood (0 to 1)."""

    kinds: tuple[str, ...]
    likelihood: float


@lru_cache(maxsize=1 << 18)
def distance(seen: int, meant: int) -> int:
    """The fewest slips between two figures."""
    rows, columns = str(seen), str(meant)
    above = list(range(len(columns) + 1))
    for i, a in enumerate(rows, 1):
        row = [i]
        for j, b in enumerate(columns, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
        above = row
    return above[-1]


@lru_cache(maxsize=1 << 14)
def one_slip_away(seen: int) -> tuple[int, ...]:
    """Every figure from which one slip makes ``seen``, ascending."""
    text = str(seen)
    cuts = [(text[:i], text[i:]) for i in range(len(text) + 1)]
    lost = (head + d + tail for head, tail in cuts for d in DIGITS)
    extra = (head + tail[1:] for head, tail in cuts if tail)
    changed = (head + d + tail[1:] for head, tail in cuts if tail for d in DIGITS)
    texts = {t for t in (*lost, *extra, *changed) if t and (t == "0" or t[0] != "0")}
    return tuple(sorted(int(t) for t in texts if t != text))


@lru_cache(maxsize=1 << 12)
def slips_away(seen: int, slips: int, most: int) -> tuple[int, ...]:
    """Every figure up to ``most`` that is exactly so many slips from ``seen``, ascending."""
    if slips == 1:
        return tuple(figure for figure in one_slip_away(seen) if figure <= most)
    return tuple(figure for figure in range(most + 1) if distance(seen, figure) == slips)


class Readings:
    """The likeliest reading of every pair of figures under one slip table, remembered."""

    def __init__(self, table: Slips) -> None:
        self._kinds = {kind: weight / 100 for kind, weight in table.kinds.items()}
        self._confusions = {digits: weight / 100 for digits, weight in table.confusions.items()}
        self._other = table.other / 100
        self._known: dict[tuple[int, int], Reading] = {}

    def of(self, seen: int, meant: int) -> Reading:
        """The likeliest among the readings with the fewest slips."""
        key = (seen, meant)
        if key not in self._known:
            self._known[key] = self._likeliest(str(seen), str(meant))
        return self._known[key]

    def swapped(self) -> Reading:
        return Reading(("swapped",), self._kinds["swapped"])

    def _likeliest(self, seen: str, meant: str) -> Reading:
        """Edit distance over prefixes, each cell holding its fewest slips and, among these, the likeliest."""
        cells: dict[tuple[int, int], tuple[int, float, tuple[str, ...]]] = {(0, 0): (0, 1.0, ())}
        for i in range(len(seen) + 1):
            for j in range(len(meant) + 1):
                if i or j:
                    ways = self._ways(seen, meant, i, j)
                    cells[i, j] = min(
                        (slips + (kind != ""), -(likely * weight), (*kinds, kind) if kind else kinds)
                        for (a, b), kind, weight in ways
                        for slips, likely, kinds in [cells[a, b]]
                    )
                    slips, negative, kinds = cells[i, j]
                    cells[i, j] = (slips, -negative, kinds)
        _, likely, kinds = cells[len(seen), len(meant)]
        return Reading(kinds, likely)

    def _ways(self, seen: str, meant: str, i: int, j: int) -> list[tuple[tuple[int, int], str, float]]:
        """The last step into a cell: from which cell, by which slip ('' for none), how likely."""
        ways = []
        if j:
            lost = "leading_digit_lost" if i == 0 else "digit_lost"
            ways.append(((i, j - 1), lost, self._kinds[lost]))
        if i:
            ways.append(((i - 1, j), "digit_extra", self._kinds["digit_extra"]))
        if i and j and seen[i - 1] == meant[j - 1]:
            ways.append(((i - 1, j - 1), "", 1.0))
        elif i and j:
            confusion = self._confusions.get((meant[j - 1], seen[i - 1]), self._other)
            ways.append(((i - 1, j - 1), "digit_changed", self._kinds["digit_changed"] * confusion))
        return ways
