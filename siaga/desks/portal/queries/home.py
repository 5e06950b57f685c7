"""The front page: each election with its contests, how far the count is, and who leads as far as that is
public.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from siaga.desks.elections.models import Contest, Election
from siaga.desks.portal.queries.contests import contests, region_url
from siaga.desks.portal.queries.shares import Share, percentage, shares
from siaga.desks.results.queries import RegionTotal, contest_recap


@dataclass(frozen=True, slots=True)
class Standing:
    """One contest in the city of its election. `shares` have no votes while no row is counted."""

    contest: Contest
    url: str
    total: RegionTotal | None
    shares: tuple[Share, ...]

    @property
    def covered(self) -> float | None:
        return percentage(self.total.counted, self.total.stations) if self.total else None


@dataclass(frozen=True, slots=True)
class ElectionStanding:
    """An election and its contests."""

    election: Election
    contests: tuple[Standing, ...]


def standings() -> tuple[ElectionStanding, ...]:
    """Every election, the latest voting day first."""
    grouped = groupby(contests(), key=lambda contest: contest.election)
    return tuple(ElectionStanding(election, _standings(found)) for election, found in grouped)


def _standings(found: Iterable[Contest]) -> tuple[Standing, ...]:
    return tuple(_standing(contest) for contest in found)


def _standing(contest: Contest) -> Standing:
    recap = contest_recap(contest)
    total = recap.region(contest.election.region_id)
    votes = total.votes if total and total.counted else None
    return Standing(contest, region_url(contest), total, shares(recap.pairs, votes))
