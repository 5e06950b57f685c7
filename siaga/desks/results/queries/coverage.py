"""How far the count is: expected, counted, held, waiting and missing rows per contest."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from siaga.desks.elections.models import Contest, Election
from siaga.desks.results.states import CONFIRMABLE, EMPTY, State

_ENDED = Q(result_rows__state=State.EXPECTED, result_rows__station__closed_at__isnull=False)
"""An empty row of a station that was closed; see `leaves.standing`."""


@dataclass(frozen=True, slots=True)
class ContestCoverage:
    """Stations of one contest by where their row stands; the four parts add up to `stations`."""

    contest_id: int
    code: str
    name: str
    stations: int
    counted: int
    held: int
    waiting: int
    missing: int
    sample: int

    @property
    def complete(self) -> bool:
        return self.stations > 0 and self.counted == self.stations


def coverage(election: Election) -> tuple[ContestCoverage, ...]:
    """One line per contest of the election, in the order of their codes. One query."""
    contests = Contest.objects.filter(election=election).order_by("code")
    return tuple(
        ContestCoverage(
            contest_id=c.pk,
            code=c.code,
            name=c.name,
            stations=c.stations,
            counted=c.counted,
            held=c.held,
            waiting=c.waiting,
            missing=c.missing,
            sample=c.samples,
        )
        for c in contests.annotate(
            stations=Count("result_rows", filter=~_ENDED),
            counted=_count(state=State.COUNTED),
            held=_count(state=State.HELD),
            waiting=_count(state__in=CONFIRMABLE),
            missing=Count("result_rows", filter=Q(result_rows__state__in=EMPTY) & ~_ENDED),
            samples=_count(state=State.COUNTED, sample=True),
        )
    )


def _count(**lookups: object) -> Count:
    return Count(
        "result_rows", filter=Q(**{f"result_rows__{name}": value for name, value in lookups.items()})
    )
