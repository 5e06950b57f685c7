"""Which election, its contests and ballots, its regulations, and what was published about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from siaga.desks.elections.models import CandidatePair, Contest, Election, LegalBasis, PublishedFigure
from siaga.desks.places.queries import touches


@dataclass(frozen=True, slots=True)
class Ballot:
    """A contest and the lines of its ballot in the order of their numbers."""

    contest: Contest
    pairs: tuple[CandidatePair, ...]


def loaded_elections() -> list[Election]:
    """Every election of the house with its region and its mapping of stations, the one loaded last first.

    Every page asks; the region comes without its boundary, which is large.
    """
    known = Election.objects.select_related("region", "station_map").defer("region__boundary")
    return list(known.order_by("-loaded_at", "-id"))


def current_election(code: str = "") -> Election | None:
    """The election with this code; else the one loaded last. None while no pack is loaded."""
    known = Election.objects.select_related("region", "station_map").order_by("-loaded_at", "-id")
    return known.filter(code=code).first() if code else known.first()


def nearest(loaded: Sequence[Election], places: Collection[str]) -> Election | None:
    """The first election whose region holds, or lies in, one of the places (codes of regions or stations);
    else the first; None of none.
    """
    own = (election for election in loaded if any(touches(election.region_id, place) for place in places))
    return next(own, loaded[0] if loaded else None)


def contests(election: Election) -> list[Ballot]:
    """The contests of an election with their ballots, from two queries."""
    found = election.contests.select_related("region", "source").defer("region__boundary")
    found = found.prefetch_related("pairs__source")
    return [Ballot(contest, tuple(contest.pairs.all())) for contest in found]


def legal_bases() -> QuerySet[LegalBasis]:
    """The register of regulations with their sources; the pack of every election adds to it."""
    return LegalBasis.objects.select_related("source").order_by("regime", "title")


def published_figures(
    election: Election, region: str = "", measure: str = "", contest: str = ""
) -> QuerySet[PublishedFigure]:
    """What was published about an election, as it stands now; empty arguments do not narrow.

    `region` is a dotted code, `measure` one of `Measure`, `contest` a contest's code.
    """
    found = election.published_figures.filter(closed_at=None)
    found = found.select_related("source", "region", "contest").defer("region__boundary")
    wanted = {"region_id": region, "measure": measure, "contest__code": contest}
    return found.filter(**{name: value for name, value in wanted.items() if value})
