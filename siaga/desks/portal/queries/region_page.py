"""A public page of results: one contest in one region, from the counted leaf rows each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from siaga.desks.elections.models import Contest
from siaga.desks.places.models import Level, Region
from siaga.desks.portal.queries.comparisons import Comparison, comparisons
from siaga.desks.portal.queries.contests import Crumb, region_url, station_url, way_to
from siaga.desks.portal.queries.shares import Share, percentage, shares
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries import PairLine, RegionTotal, StationLine, contest_recap, station_rows
from siaga.desks.results.queries.leaves import in_region


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the table: a region below, or a station of a ward. Figures are None while nothing is
    published.

    `state` is what a station's row waits for; for a region `counted` of `stations` says how far it is.
    """

    code: str
    name: str
    url: str
    stations: int
    counted: int
    held: int
    waiting: int
    missing: int
    sample: bool
    shares: tuple[Share, ...]
    valid: int | None
    invalid: int | None
    users: int | None
    voters: int | None
    open_order: bool = False
    state: str = ""

    @property
    def covered(self) -> float | None:
        """Percentage of the stations that are counted."""
        return percentage(self.counted, self.stations)


@dataclass(frozen=True, slots=True)
class RegionPage:
    """Everything a page of results shows. `total` is None when no row is expected in the region."""

    contest: Contest
    region: Region
    way: tuple[Crumb, ...]
    pairs: tuple[PairLine, ...]
    total: RegionTotal | None
    shares: tuple[Share, ...]
    parts: tuple[Part, ...]
    comparisons: tuple[Comparison, ...]
    confirmed_at: datetime | None

    @property
    def of_stations(self) -> bool:
        """Whether the lines of the table are stations: a ward's are."""
        return self.region.level == Level.WARD

    @property
    def turnout(self) -> float | None:
        return percentage(self.total.users, self.total.voters) if self.total else None

    @property
    def covered(self) -> float | None:
        return percentage(self.total.counted, self.total.stations) if self.total else None


def region_page(contest: Contest, region: Region) -> RegionPage:
    """The page of a contest in a region."""
    recap = contest_recap(contest)
    total = recap.region(region.code)
    return RegionPage(
        contest=contest,
        region=region,
        way=way_to(contest, region),
        pairs=recap.pairs,
        total=total,
        shares=shares(recap.pairs, total.votes if total and total.counted else None),
        parts=_parts(contest, region, recap.pairs, recap.parts(region.code)),
        comparisons=comparisons(contest, total) if total else (),
        confirmed_at=last_confirmation(contest, region.code),
    )


def last_confirmation(contest: Contest, region: str) -> datetime | None:
    """When the latest counted row of a region was confirmed."""
    rows = in_region(ResultRow.objects.filter(contest=contest), region)
    return rows.aggregate(last=Max("confirmed_at"))["last"]


def _parts(
    contest: Contest, region: Region, pairs: tuple[PairLine, ...], below: tuple[RegionTotal, ...]
) -> tuple[Part, ...]:
    if region.level == Level.WARD:
        return tuple(_station(contest, pairs, line) for line in station_rows(contest, region.code))
    return tuple(_region(contest, pairs, total) for total in below)


def _region(contest: Contest, pairs: tuple[PairLine, ...], total: RegionTotal) -> Part:
    known = total.counted > 0
    return Part(
        code=total.code,
        name=total.name,
        url=region_url(contest, total.code),
        stations=total.stations,
        counted=total.counted,
        held=total.held,
        waiting=total.waiting,
        missing=total.missing,
        sample=total.sample > 0,
        shares=shares(pairs, total.votes if known else None),
        valid=total.valid if known else None,
        invalid=total.invalid if known else None,
        users=total.users if known else None,
        voters=total.voters if known else None,
        open_order=total.could_change_order,
    )


def _station(contest: Contest, pairs: tuple[PairLine, ...], line: StationLine) -> Part:
    figures: Mapping[str, int] = line.figures or {}
    votes = None if line.figures is None else {p.number: line.votes(p.number) or 0 for p in pairs}
    found = shares(pairs, votes)
    return Part(
        code=line.station,
        name=line.label,
        url=station_url(contest, line.station),
        stations=1,
        counted=int(line.counted),
        held=0,
        waiting=0,
        missing=0,
        sample=line.sample and line.counted,
        shares=found,
        valid=None if votes is None else sum(votes.values()),
        invalid=figures.get("suara_tidak_sah"),
        users=figures.get("peng_total_j"),
        voters=figures.get("dpt_j"),
        state=line.state_label,
    )
