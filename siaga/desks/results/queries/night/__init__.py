"""The night of the count on one page: everything a command post asks, from plain queries at each call.

    found = night(user, contest, now)          # twelve queries or so, whatever the number of stations

Every part is within the reader's places, carries its formula (`FORMULA` of its module) and no figures but
the sums of counted rows; docs/night.md tells what each means.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from siaga.desks.elections.models import Contest, Election
from siaga.desks.results.queries.leaves import pairs_of
from siaga.desks.results.queries.night import coverage, quality
from siaga.desks.results.queries.night import held as _held
from siaga.desks.results.queries.night import late as _late
from siaga.desks.results.queries.night import pace as _pace
from siaga.desks.results.queries.night.coverage import Area, areas, whole
from siaga.desks.results.queries.night.held import HeldRows, held
from siaga.desks.results.queries.night.late import Late, late
from siaga.desks.results.queries.night.pace import Pace, close_of_voting, pace
from siaga.desks.results.queries.night.quality import Reading, reading
from siaga.desks.results.queries.night.rows import NightRow, night_rows, scoped
from siaga.desks.results.queries.night.second import Second, second
from siaga.desks.results.queries.night.totals import Totals, order_now, totals_of
from siaga.engines.recap import Order

__all__ = ["FORMULAS", "Area", "Night", "NightRow", "contest_of", "night"]

FORMULAS = {
    "coverage": coverage.FORMULA,
    "pace": _pace.FORMULA,
    "late": _late.FORMULA,
    "held": _held.FORMULA,
    "quality": quality.FORMULA,
}
"""How each part is computed, in words of the reader."""


@dataclass(frozen=True, slots=True)
class Night:
    """One contest within the places of a reader, at a moment. `region` narrows it; empty: all of them.

    `districts` are all districts the reader may choose from, as code and name.
    """

    contest: Contest
    region: str
    now: datetime
    districts: tuple[tuple[str, str], ...]
    whole: Area
    areas: tuple[Area, ...]
    pace: Pace
    late: tuple[Late, ...]
    held: HeldRows
    second: Second
    reading: Reading
    totals: Totals
    order: Order | None


def contest_of(election: Election, code: str = "") -> Contest | None:
    """The contest of this code; without one, that of the election's own region first. One query."""
    contests = election.contests.select_related("election").order_by("code")
    own_first = sorted(contests, key=lambda contest: contest.region_id != election.region_id)
    return next((contest for contest in own_first if code in ("", contest.code)), None)


def night(user: Any, contest: Contest, now: datetime, region: str = "") -> Night:
    """The night as the user may see it. `region` narrows it to a district or ward of their places; any other
    text does not.
    """
    every = night_rows(user, contest)
    region = region if any(region in (row.district, row.ward) for row in every) else ""
    rows = [row for row in every if row.station.startswith(region.replace(".", ""))]
    pairs = pairs_of(contest)
    order = order_now(contest, pairs)
    together = whole(rows)
    return Night(
        contest=contest,
        region=region,
        now=now,
        districts=tuple(sorted({(row.district, row.district_name) for row in every})),
        whole=together,
        areas=areas(rows),
        pace=pace(rows, close_of_voting(contest.election), now),
        late=late(rows, now),
        held=held(rows, contest, order),
        second=second(contest, rows),
        reading=reading(contest, rows),
        totals=totals_of(scoped(user, contest, region), pairs, len(rows), together.counted),
        order=order,
    )
