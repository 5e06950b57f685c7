"""The recap done by others: the same rows, the same identities, the same totals at every level.

Each peer keeps the rows and leaves the results where it is fastest, in its own memory, and gets the ward code
of every row as a ready column, which ``siaga.engines.recap`` works out from the station codes in its time.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from siaga.engines.recap.columns import Tally

COUNTS = ("counted", "held", "missing")
DIVISORS = (10_000, 100, 100, 100)
"""From the code of a ward to its district, city, province and the nation."""

Totals = list[NDArray[np.int64]]
"""Ward to nation: (regions, 25 figures and the three counts), in the order of the codes."""


class Peer(Protocol):
    """An engine with the rows already in it."""

    name: str
    package: str

    def run(self) -> None:
        """Check every row and add up every level, once."""

    def totals(self) -> Totals:
        """What the last run found."""

    def close(self) -> None:
        """Give back memory, files and processes."""


def totals_of(tally: Tally) -> Totals:
    """The totals of our own engine in the shape of the peers'."""
    return [np.asarray(level.sums[:, :-2], np.int64) for level in tally.levels]


def same(one: Totals, other: Totals) -> bool:
    """Whether two engines found the same, at every level and in every figure."""
    return len(one) == len(other) and all(map(np.array_equal, one, other))
