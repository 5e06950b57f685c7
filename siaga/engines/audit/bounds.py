"""How far the totals may be off in one batch: the overstatement of a margin, and its largest value.

With V the published margin of a winner over a loser in the whole contest, v the published and a the actual
votes in batch p, the relative overstatement is

    e_p = max over contests, winners and losers of ((v_w - v_l) - (a_w - a_l)) / V

and, since a_w - a_l is at least minus the number of ballots b,

    u_p = max of (v_w - v_l + b) / V.

If any published outcome is wrong, the e_p add up to at least 1 (Stark 2009, MACRO).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from siaga.engines.audit.model import Batch, Votes


class TieError(ValueError):
    """There is no outcome to check: nobody leads, or nobody else stands."""


@dataclass(frozen=True, slots=True)
class Margin:
    """By how many votes the published winner of a contest leads one of the others."""

    contest: str
    winner: int
    loser: int
    votes: int

    def difference(self, votes: Votes) -> int:
        """The winner's votes less the loser's, among these."""
        counts = votes.get(self.contest, {})
        return counts.get(self.winner, 0) - counts.get(self.loser, 0)


def margins_of(totals: Mapping[str, Mapping[int, int]]) -> tuple[Margin, ...]:
    """The margin of each contest's winner over everyone else, from its total votes.

    Raises TieError for two level at the top, and for a contest with fewer than two lines on the ballot.
    """
    found: list[Margin] = []
    for contest, votes in totals.items():
        ranked = sorted(votes, key=lambda pair: (-votes[pair], pair))
        if len(ranked) < 2:
            raise TieError(f"{contest}: fewer than two stand, so there is no margin to check")
        winner, *others = ranked
        if votes[winner] == votes[others[0]]:
            raise TieError(f"{contest}: numbers {winner} and {others[0]} are level; every form must be read")
        found += [Margin(contest, winner, loser, votes[winner] - votes[loser]) for loser in others]
    return tuple(found)


def totals_of(batches: Iterable[Batch], pairs: Mapping[str, Iterable[int]]) -> dict[str, dict[int, int]]:
    """The published votes of every pair of each contest, over all batches."""
    sums: Counter[tuple[str, int]] = Counter()
    for batch in batches:
        for contest, votes in batch.votes.items():
            sums.update({(contest, pair): count for pair, count in votes.items()})
    return {contest: {pair: sums[contest, pair] for pair in numbers} for contest, numbers in pairs.items()}


def overstatement(published: Votes, actual: Votes, margins: Iterable[Margin]) -> Fraction:
    """The largest share of a margin that the difference between two counts of one batch makes up."""
    return max(Fraction(m.difference(published) - m.difference(actual), m.votes) for m in margins)


def bound(batch: Batch, margins: Iterable[Margin]) -> Fraction:
    """The largest overstatement that the ballots of a batch allow."""
    return max(Fraction(m.difference(batch.votes) + batch.ballots, m.votes) for m in margins)
