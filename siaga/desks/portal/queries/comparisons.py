"""What others published beside what is counted here: equal, different, or not comparable yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from siaga.desks.elections.models import Contest, Measure, PublishedFigure
from siaga.desks.elections.queries import published_figures
from siaga.desks.results.queries import RegionTotal

FIGURES = {
    Measure.DPT: "dpt_j",
    Measure.DPT_MEN: "dpt_l",
    Measure.DPT_WOMEN: "dpt_p",
    Measure.USERS: "peng_total_j",
    Measure.VALID: "suara_sah",
    Measure.INVALID: "suara_tidak_sah",
}
"""The figure of the form that a published measure sums; votes and stations have rules of their own."""

ORDER = (Measure.STATIONS, Measure.DPT, Measure.DPT_MEN, Measure.DPT_WOMEN, Measure.USERS, Measure.VOTES)


class Verdict(StrEnum):
    """How a published figure stands to ours. While stations are missing, ours is expected to be lower:
    no verdict.
    """

    EQUAL = "equal"
    DIFFERENT = "different"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published figure and ours. `pair` is the number on the ballot where votes are compared."""

    label: str
    pair: int | None
    published: int
    ours: int
    verdict: Verdict
    source: str
    place: str
    doubt: str

    @property
    def difference(self) -> int:
        """Ours minus published."""
        return self.ours - self.published


def comparisons(contest: Contest, total: RegionTotal) -> tuple[Comparison, ...]:
    """Every figure published for this contest and region that is also counted here."""
    figures = published_figures(contest.election, region=total.code).filter(
        Q(contest=contest) | Q(contest__isnull=True), value__isnull=False
    )
    ours = ((figure, count_of(figure, total)) for figure in sorted(figures, key=_rank))
    return tuple(_comparison(figure, count, total) for figure, count in ours if count is not None)


def count_of(figure: PublishedFigure, total: RegionTotal) -> int | None:
    """Our count of what the figure counts; None when the counted forms do not state it."""
    if figure.measure == Measure.STATIONS:
        return total.stations
    if figure.measure == Measure.VOTES:
        return total.votes.get(figure.pair)
    name = FIGURES.get(figure.measure)
    return total.figures.get(name) if name else None


def _comparison(figure: PublishedFigure, ours: int, total: RegionTotal) -> Comparison:
    return Comparison(
        label=figure.get_measure_display(),
        pair=figure.pair,
        published=figure.value,
        ours=ours,
        verdict=_verdict(figure, ours, total),
        source=figure.source.title,
        place=figure.source_place,
        doubt=figure.doubt,
    )


def _verdict(figure: PublishedFigure, ours: int, total: RegionTotal) -> Verdict:
    if ours == figure.value:
        return Verdict.EQUAL
    if figure.measure != Measure.STATIONS and not total.complete:
        return Verdict.OPEN
    return Verdict.DIFFERENT


def _rank(figure: PublishedFigure) -> tuple[int, int]:
    known = ORDER.index(figure.measure) if figure.measure in ORDER else len(ORDER)
    return known, figure.pair or 0
