"""From published batches to a plan, and from papers to an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from siaga.engines.audit.bounds import Margin, bound, margins_of, overstatement, totals_of
from siaga.engines.audit.model import Batch, Votes
from siaga.engines.audit.risk import draws_needed, expected_batches, product
from siaga.engines.audit.sampling import draw

_ALL_BUT = 0.5
"""A sample that is expected to leave out fewer forms than this is no sample: then all are read."""


class PaperError(ValueError):
    """A paper that cannot be: the message names the station and says why."""


@dataclass(frozen=True)
class Plan:
    """What is checked, and how much of it must be looked at. ``draws``: None when every form must be read."""

    margins: tuple[Margin, ...]
    batches: Mapping[str, Batch]
    limit: Fraction
    draws: int | None

    @cached_property
    def bounds(self) -> Mapping[str, Fraction]:
        return {code: max(Fraction(0), bound(batch, self.margins)) for code, batch in self.batches.items()}

    @cached_property
    def total(self) -> Fraction:
        """U, the sum of all bounds: how often over the errors could undo the narrowest margin."""
        return sum(self.bounds.values(), Fraction(0))

    def forms(self, draws: int) -> float:
        """How many different forms so many draws ask for in expectation."""
        return expected_batches(self.bounds.values(), draws)

    def sample(self, seed: str, draws: int) -> list[str]:
        """The stations drawn, in order."""
        return draw(self.bounds, seed, draws)


@dataclass(frozen=True, slots=True)
class Difference:
    """A paper that says otherwise than was published: the share of a margin it takes away (or gives)."""

    station: str
    overstatement: Fraction
    taint: Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the papers show. ``more``: draws without a difference still needed, None when none would do."""

    drawn: int
    p_value: Fraction
    confirmed: bool
    differences: tuple[Difference, ...]
    missing: tuple[str, ...]
    more: int | None


def plan(batches: Iterable[Batch], pairs: Mapping[str, Iterable[int]], limit: Fraction) -> Plan:
    """How many draws without a difference confirm the outcomes of these contests at this risk limit.

    ``pairs`` names the ballot numbers of each contest that is checked. Raises TieError where there is no
    outcome, ValueError for a limit outside (0, 1) or a station given twice.
    """
    listed = list(batches)
    by_code = {batch.code: batch for batch in listed}
    if len(by_code) != len(listed):
        raise ValueError("a station is there twice")
    every = Plan(margins_of(totals_of(listed, pairs)), by_code, limit, None)
    draws = draws_needed(every.total, limit)
    if draws is None or every.forms(draws) > len(listed) - _ALL_BUT:
        return every
    return replace(every, draws=draws)


def check(given: Plan, drawn: Sequence[str], papers: Mapping[str, Votes]) -> Outcome:
    """The P-value after the papers of these draws, and whether it confirms the outcomes.

    A drawn station without a paper is ``missing``, and then nothing is confirmed: leaving out what is hard to
    find would bias the sample. Papers of all stations decide for themselves, without any risk. Raises
    PaperError for a paper that no ballots of its station can make.
    """
    codes = dict.fromkeys(drawn)
    missing = tuple(code for code in codes if code not in papers)
    found = {code: _difference(given, code, papers[code]) for code in codes if code in papers}
    told = _told(given, papers, found.values())
    if missing:
        return Outcome(len(drawn), Fraction(1), False, told, missing, None)
    if len(codes) == len(given.batches):
        stands = all(sum(m.difference(papers[code]) for code in codes) > 0 for m in given.margins)
        return Outcome(len(drawn), Fraction(not stands), stands, told, (), 0 if stands else None)
    value = product(given.total, (found[code].taint for code in drawn))
    more = draws_needed(given.total, given.limit, value)
    shown = Fraction(1) if value is None else min(value, Fraction(1))
    return Outcome(len(drawn), shown, more == 0, told, (), more)


def _difference(given: Plan, code: str, paper: Votes) -> Difference:
    batch = given.batches[code]
    for contest in {margin.contest for margin in given.margins}:
        counts = paper.get(contest, {})
        if any(count < 0 for count in counts.values()) or sum(counts.values()) > batch.ballots:
            votes = sum(counts.values())
            raise PaperError(
                f"station {code}: {votes} votes for {contest}, but {batch.ballots} ballots at most"
            )
    over = overstatement(batch.votes, paper, given.margins)
    return Difference(code, over, over / given.bounds[code])


def _told(given: Plan, papers: Mapping[str, Votes], found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Those whose votes differ, also where no margin does; the worst first."""
    differing = (
        d for d in found if _votes(given, given.batches[d.station].votes) != _votes(given, papers[d.station])
    )
    return tuple(sorted(differing, key=lambda d: (-d.overstatement, d.station)))


def _votes(given: Plan, votes: Votes) -> dict[tuple[str, int], int]:
    """The votes for whoever is in a margin, with a 0 for whoever is not named."""
    standing = {(m.contest, pair) for m in given.margins for pair in (m.winner, m.loser)}
    return {(contest, pair): votes.get(contest, {}).get(pair, 0) for contest, pair in standing}
