"""What an audit is made from: stations with what was published of them, and the papers that were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Votes = Mapping[str, Mapping[int, int]]
"""Contest → number on the ballot → votes; a pair that is not named has none."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One polling station: its code, the most ballots it can hold, and the votes published of it.

    A station that is not counted is a batch too, with no votes: whatever lies on its paper is then an error
    of the totals, and its bound says how large.
    """

    code: str
    ballots: int
    votes: Votes
