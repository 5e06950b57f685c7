"""How the night goes: forms that arrived and were counted over time, how many an hour, and when the rest
would be in at that rate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.results.queries.night.rows import NightRow, Phase
from siaga.law import profiles

FORMULA = _(
    "rate = forms of the last 60 minutes ÷ hours (since the beginning when that is shorter); the rest is in "
    "at: now + (stations − forms) ÷ rate"
)
WINDOW, SHORTEST, FARTHEST = timedelta(hours=1), timedelta(minutes=15), timedelta(days=1)
"""What a rate is taken over; the shortest time that gives one; how far ahead an estimate may reach."""
LEAST = 5
"""Forms in the window below which no estimate is made."""
_WIDTHS = (10, 30, 60, 180, 360)
_MOST_POINTS = 48


@dataclass(frozen=True, slots=True)
class Point:
    """How many forms had arrived, and how many were counted, at a moment."""

    at: datetime
    arrived: int
    counted: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Forms in the window, its length, how many are left, and when these are in at this rate; `ready` is None
    where that cannot be said.
    """

    forms: int
    window: timedelta
    left: int
    ready: datetime | None

    @property
    def hours(self) -> float:
        return self.window / timedelta(hours=1)

    @property
    def per_hour(self) -> float | None:
        """None when the window is too short to give a rate."""
        return self.forms / self.hours if self.window >= SHORTEST else None


@dataclass(frozen=True, slots=True)
class Pace:
    """The curve and both rates. `untimed` forms came with a city pack and have no moment of their own;
    `since_close` tells whether the curve begins at the close of voting or at the first form.
    """

    points: tuple[Point, ...]
    since_close: bool
    closed_at: datetime | None
    untimed: int
    arrived: Rate
    counted: Rate

    @property
    def most(self) -> int:
        return max((point.arrived for point in self.points), default=0)


def close_of_voting(election: Election) -> datetime | None:
    """The moment the law closes the stations on voting day; None where the profile does not state it."""
    profile = profiles.load(election.profile)
    if "polls_close_hour" not in profile.parameters:
        return None
    hour = time(int(profile.value("polls_close_hour")), tzinfo=ZoneInfo(election.time_zone))
    return datetime.combine(election.voting_date, hour)


def pace(rows: Sequence[NightRow], closed_at: datetime | None, now: datetime) -> Pace:
    """The curve from the close of voting, or from the first form where that lies before it or more than a day
    after it (a count that is practised, or typed in later).
    """
    arrived = sorted(row.arrived_at for row in rows if row.arrived_at)
    counted = sorted(row.counted_at for row in rows if row.counted_at)
    first = min([*arrived[:1], *counted[:1]], default=None)
    since_close = closed_at is not None and _follows(closed_at, first or now)
    start = closed_at if since_close else first
    return Pace(
        points=_points(arrived, counted, start, _end(arrived, counted, now)) if start else (),
        since_close=since_close,
        closed_at=closed_at,
        untimed=sum(row.arrived and row.arrived_at is None for row in rows),
        arrived=_rate(arrived, start, now, sum(not row.arrived for row in rows)),
        counted=_rate(counted, start, now, sum(row.phase is not Phase.COUNTED for row in rows)),
    )


def _end(arrived: Sequence[datetime], counted: Sequence[datetime], now: datetime) -> datetime:
    """Now, or the last form of a night that is long over."""
    last = max([*arrived[-1:], *counted[-1:]], default=now)
    return last if now - last > timedelta(days=1) else now


def _follows(closed_at: datetime, first: datetime) -> bool:
    return closed_at <= first <= closed_at + timedelta(days=1)


def _points(
    arrived: Sequence[datetime], counted: Sequence[datetime], start: datetime, end: datetime
) -> tuple[Point, ...]:
    width = _width(end - start)
    steps = max(1, -(-(end - start) // width))
    moments = [min(start + step * width, end) for step in range(steps + 1)]
    return tuple(Point(at, bisect_right(arrived, at), bisect_right(counted, at)) for at in moments)


def _width(span: timedelta) -> timedelta:
    """The distance of two points: a round number of minutes, or of days for a curve over weeks."""
    for minutes in _WIDTHS:
        if span <= _MOST_POINTS * timedelta(minutes=minutes):
            return timedelta(minutes=minutes)
    return timedelta(days=max(1, -(-span // (_MOST_POINTS * timedelta(days=1)))))


def _rate(moments: Sequence[datetime], start: datetime | None, now: datetime, left: int) -> Rate:
    if start is None:
        return Rate(0, timedelta(), left, None)
    window = min(WINDOW, now - start)
    forms = bisect_right(moments, now) - bisect_right(moments, now - window)
    return Rate(forms, window, left, _ready(forms, window, left, now))


def _ready(forms: int, window: timedelta, left: int, now: datetime) -> datetime | None:
    if not left or forms < LEAST or window < SHORTEST:
        return None
    needed = window * left / forms
    return now + needed if needed <= FARTHEST else None
