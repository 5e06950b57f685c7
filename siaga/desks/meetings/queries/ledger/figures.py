"""The numbers somebody named: claims of meetings, published figures, staffing, and what other desks hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import F

from siaga.desks.elections.models import Election, Measure, PublishedFigure, StaffingClaim
from siaga.desks.meetings.models import Claim, Meeting, Visibility
from siaga.desks.meetings.queries.ledger.places import Place, about, closed_circle
from siaga.desks.meetings.queries.ledger.shared import Shared
from siaga.desks.meetings.reading import Reader, claims_for
from siaga.desks.offices.access import may
from siaga.desks.places.models import Level, PollingStation, Region
from siaga.desks.places.queries import inside
from siaga.desks.trail import links
from siaga.engines.doubts import About, Count, Figure, Sum
from siaga.law.profiles import Profile, Text, load
from siaga.law.staffing import BODIES, quota

SEAM = "doubts.figures"
"""Other desks answer with their own figures: ``handler(election) -> list[Figure]``, each with the action a
reader needs (`Figure.needs`).
"""
TURNOUT = "turnout"
_UNITS = {
    Measure.STATIONS: "TPS",
    Measure.SPECIAL_STATIONS: "TPS",
    Measure.VALID: "suara",
    Measure.INVALID: "suara",
    Measure.VOTES: "suara",
}
_HALVES = {
    Measure.DPS: (Measure.DPS_MEN, Measure.DPS_WOMEN),
    Measure.DPT: (Measure.DPT_MEN, Measure.DPT_WOMEN),
    Measure.USERS: (Measure.VALID, Measure.INVALID),
}
"""A measure and the two that make it."""


@dataclass
class Numbers:
    """What was gathered, and where each figure stands."""

    figures: list[Figure] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    places: dict[About, Place] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)


def numbers_of(shared: Shared, reader: Reader, user: Any, meeting: Meeting | None = None) -> Numbers:
    """Every figure of an election that the reader may read, the sums they must make, the staffing by rule.

    With a meeting, of the claims only those of subjects it spoke of: others are compared with none of it.
    """
    election = shared.election
    numbers, regions = Numbers(), _regions(election)
    numbers.regions = {region.code: region.name for region in (election.region, *regions)}
    _claims(numbers, shared, reader, meeting)
    _published(numbers, election, regions)
    _staffing(numbers, election, _units(election, regions))
    _others(numbers, election, user)
    return numbers


def _claims(numbers: Numbers, shared: Shared, reader: Reader, meeting: Meeting | None) -> None:
    rows = Claim.objects.filter(claims_for(reader), election=shared.election)
    if meeting:
        spoken = Claim.objects.filter(statement__meeting=meeting).order_by().values("subject")
        rows = rows.filter(subject__in=spoken)
    said = {"circle": F("statement__visibility"), "meeting": F("statement__meeting_id")}
    for row in rows.annotate(**said):
        at, who = shared.meetings[row.meeting], shared.body(row.institution_id)
        day = row.as_of or at.day
        figure = Figure(
            about=about(row),
            subject=row.subject,
            label=row.label,
            region=row.region_id,
            unit=row.unit,
            value=row.value,
            bound=row.bound,
            precision=row.precision,
            as_of=day,
            printed=row.printed,
            who=who,
            source=shared.sources[row.source_id].title if row.source_id else "",
            restricted=row.circle == Visibility.RESTRICTED or closed_circle(row, at),
        )
        numbers.figures.append(figure)
        here = Place(figure.about, row.label, who, at, day, row.printed, row, sources=shared.sources)
        numbers.places[figure.about] = replace(here, anchor=f"statement-{row.statement_id}")


def _published(numbers: Numbers, election: Election, regions: list[Region]) -> None:
    rows = election.published_figures.filter(closed_at__isnull=True, value__isnull=False)
    by_key: dict[tuple[Any, ...], Figure] = {}
    for row in rows.select_related("region", "contest", "source"):
        figure = _figure(row, election)
        numbers.figures.append(figure)
        numbers.places[figure.about] = Place(
            figure.about, figure.label, figure.who, None, figure.as_of, row.verbatim, row
        )
        by_key[row.contest_id, row.region_id, row.measure, row.pair, row.source_id] = figure
    numbers.sums += _halves(by_key)
    numbers.sums += _votes(by_key)
    numbers.sums += _regional(by_key, regions)
    turnout = list(_turnout(election, by_key))
    numbers.figures += turnout
    numbers.places |= {f.about: Place(f.about, f.label, f.who, None, f.as_of) for f in turnout}


def _figure(row: PublishedFigure, election: Election) -> Figure:
    contest = f" · {row.contest.name}" if row.contest else ""
    pair = f" · {row.pair}" if row.pair else ""
    measure = row.measure.replace("_", "-")
    subject = f"{measure}-{row.contest.code}" if row.contest else measure
    source = row.source
    return Figure(
        about=about(row, "published"),
        subject=f"{subject}-{row.pair}" if row.pair else subject,
        label=f"{row.get_measure_display()}{contest}{pair}",
        region=row.region_id,
        unit=_UNITS.get(row.measure, "pemilih"),
        value=Decimal(row.value or 0),
        precision=row.precision,
        as_of=source.dated if source else None,
        printed=row.verbatim,
        who=source.publisher if source else "",
        source=source.title if source else "",
    )


def _halves(by_key: Mapping[tuple[Any, ...], Figure]) -> Iterator[Sum]:
    for (contest, region, measure, pair, source), whole in by_key.items():
        parts = [by_key.get((contest, region, half, pair, source)) for half in _HALVES.get(measure, ())]
        if parts and all(parts):
            yield Sum(whole, tuple(part for part in parts if part))


def _votes(by_key: Mapping[tuple[Any, ...], Figure]) -> Iterator[Sum]:
    """Valid votes beside those of the pairs, where one source states both."""
    for (contest, region, measure, _pair, source), whole in by_key.items():
        if measure == Measure.VALID:
            same = (contest, region, Measure.VOTES, source)
            votes = [f for (c, r, m, p, s), f in by_key.items() if (c, r, m, s) == same and p]
            if len(votes) > 1:
                yield Sum(whole, tuple(votes))


def _regional(by_key: Mapping[tuple[Any, ...], Figure], regions: list[Region]) -> Iterator[Sum]:
    """A figure of a region beside those of all regions in it, where one source states them all."""
    parts_of: dict[str, list[str]] = {}
    for region in regions:
        parts_of.setdefault(region.parent_id, []).append(region.code)
    for (contest, region, measure, pair, source), whole in by_key.items():
        parts = [by_key.get((contest, code, measure, pair, source)) for code in parts_of.get(region, ())]
        if len(parts) > 1 and all(parts):
            yield Sum(whole, tuple(part for part in parts if part))


def _turnout(election: Election, by_key: Mapping[tuple[Any, ...], Figure]) -> Iterator[Figure]:
    """Voters who voted as a share of the permanent list, to two decimals, for each contest and region."""
    lists = {region: f for (_, region, measure, _, _), f in by_key.items() if measure == Measure.DPT}
    contests = {contest.pk: contest for contest in election.contests.all()}
    for (contest_id, region, measure, _pair, _source), users in by_key.items():
        voters = lists.get(region)
        if measure != Measure.USERS or not voters or not voters.value or users.value is None:
            continue
        contest = contests[contest_id]
        own = contest.region_id == election.region_id
        yield Figure(
            about=About("turnout", users.about.id),
            subject=TURNOUT if own else f"{TURNOUT}-{contest.code}",
            label=Text(f"Partisipasi pemilih · {contest.name}", f"Turnout · {contest.name}"),
            region=region,
            unit="persen",
            value=round(100 * users.value / voters.value, 2),
            precision="about",
            as_of=users.as_of or election.voting_date,
            who=users.who,
            source=users.source,
        )


def _staffing(numbers: Numbers, election: Election, units: Mapping[str, int]) -> None:
    rows = list(election.staffing_claims.filter(closed_at__isnull=True).select_related("source"))
    profile = load(election.profile)
    figures = {row.pk: _staff(row, election) for row in rows}
    told = {(f.subject, f.value, f.source) for f in numbers.figures}
    stated = [figures[row.pk] for row in rows if not row.inferred]
    numbers.figures += [f for f in stated if (f.subject, f.value, f.source) not in told]
    for row in rows:
        figure = figures[row.pk]
        parts = tuple(figures[part.pk] for part in rows if part.part_of_id == row.pk)
        inferred = any(part.inferred for part in rows if part.part_of_id == row.pk)
        if parts:
            numbers.sums.append(Sum(figure, parts, inferred))
        else:
            numbers.counts.append(_count(row, figure, profile, units))
        place = Place(figure.about, figure.label, figure.who, None, figure.as_of, figure.printed, row)
        numbers.places[figure.about] = place


def _staff(row: StaffingClaim, election: Election) -> Figure:
    return Figure(
        about=about(row, "staffing"),
        subject=row.code,
        label=Text(row.role, row.role_en or row.role),
        region=election.region_id,
        unit="orang",
        value=None if row.claimed is None else Decimal(row.claimed),
        precision="exact",
        as_of=row.source.dated if row.source else None,
        who=row.source.publisher if row.source else "",
        source=row.source.title if row.source else "",
    )


def _count(row: StaffingClaim, figure: Figure, profile: Profile, units: Mapping[str, int]) -> Count:
    """The figure beside the quota of its body; an inferred split is told once, with its whole."""
    body = BODIES.get(row.code)
    seats = quota(body, profile) if body else None
    alone = row.inferred and row.part_of_id is None
    if not body or not seats:
        return Count(figure, row.per_unit, units.get(row.unit), inferred=alone)
    return Count(figure, seats.seats, units[body.unit], seats.bases[0], alone)


def _others(numbers: Numbers, election: Election, user: Any) -> None:
    for answer in links.announce(SEAM, election=election).values():
        for figure in answer:
            if not figure.needs or may(user, figure.needs, election.region_id):
                numbers.figures.append(figure)
                here = Place(figure.about, figure.label, figure.who, day=figure.as_of, address=figure.url)
                numbers.places[figure.about] = replace(here, printed=figure.printed)


def _regions(election: Election) -> list[Region]:
    parts = Region.objects.filter(inside("code", election.region_id), level__in=(Level.DISTRICT, Level.WARD))
    return list(parts.only("code", "name", "level", "parent_id"))


def _units(election: Election, regions: list[Region]) -> dict[str, int]:
    """Cities, districts, wards and stations of the election."""
    stations = PollingStation.objects.filter(map=election.station_map_id, closed_at__isnull=True)
    return {
        "city": 1,
        "district": sum(region.level == Level.DISTRICT for region in regions),
        "ward": sum(region.level == Level.WARD for region in regions),
        "station": stations.count(),
    }
