"""Stations of which nothing has come, those first whose neighbours sent theirs longest ago."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.utils.translation import gettext_lazy as _

from siaga.desks.results.queries.night.rows import NightRow

FORMULA = _(
    "behind = now − median of the times at which the other stations of the ward sent their first photo or "
    "entry; of the district where none of the ward has; not stated where nobody has"
)


@dataclass(frozen=True, slots=True)
class Late:
    """A station without a photo or an entry: how far it is behind its neighbours, and how many those are.

    `behind` is None where no neighbour has sent anything; `of_district`: the ward alone said nothing.
    """

    row: NightRow
    behind: timedelta | None
    neighbours: int
    of_district: bool

    @property
    def minutes(self) -> int | None:
        return None if self.behind is None else int(self.behind // timedelta(minutes=1))


def late(rows: Sequence[NightRow], now: datetime) -> tuple[Late, ...]:
    """Every station of which nothing has come, the farthest behind first, those not stated last."""
    wards = _moments((row.ward, row) for row in rows)
    districts = _moments((row.district, row) for row in rows)
    found = [
        _late(row, wards.get(row.ward, ()), districts.get(row.district, ()), now)
        for row in rows
        if not row.arrived
    ]
    return tuple(sorted(found, key=lambda one: (one.behind is None, -(one.minutes or 0), one.row.station)))


def _late(row: NightRow, ward: Sequence[float], district: Sequence[float], now: datetime) -> Late:
    times = ward or district
    behind = timedelta(seconds=now.timestamp() - median(times)) if times else None
    return Late(row, behind, len(times), bool(times) and not ward)


def _moments(keyed: Iterable[tuple[str, NightRow]]) -> dict[str, list[float]]:
    """The first arrivals of each place, in seconds of the epoch."""
    found: dict[str, list[float]] = {}
    for place, row in keyed:
        if at := row.arrived_at:
            found.setdefault(place, []).append(at.timestamp())
    return found
