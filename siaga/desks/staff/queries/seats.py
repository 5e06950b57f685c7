"""Seats one by one: who sits where, for those who may know; the formation of a place; what is short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, FilteredRelation, Q, QuerySet

from siaga.desks.elections.models import Election
from siaga.desks.places.models import Level, PollingStation, Region
from siaga.desks.places.queries import inside
from siaga.desks.staff.kinds import Kind
from siaga.desks.staff.models import Health, Position, Post, Presence
from siaga.desks.staff.models.services import STAGES
from siaga.desks.staff.queries.overview import Rule
from siaga.desks.staff.queries.tallies import Tally, tallies
from siaga.desks.staff.rights import Names
from siaga.law.profiles import load
from siaga.law.staffing import quota

_FIELDS = {
    "post": "pk",
    "kind": "kind",
    "number": "number",
    "position": "position",
    "region": "region_id",
    "region_name": "region__name",
    "station": "station__code",
    "station_number": "station__number",
    "station_name": "station__name",
    "service": "holder__id",
    "name": "holder__person__name",
    "starts": "holder__starts",
    "selected_on": "holder__selected_on",
    "trained_on": "holder__trained_on",
    "sworn_on": "holder__sworn_on",
    "health": "holder__health",
    "presence": "holder__presence",
}


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat. `service` is None where it is empty; `name` is empty where the reader may not know it."""

    post: int
    kind: str
    number: int
    position: str
    region: str
    region_name: str
    station: str | None
    station_number: int | None
    station_name: str | None
    service: int | None
    name: str
    starts: date | None
    selected_on: date | None
    trained_on: date | None
    sworn_on: date | None
    health: str | None
    presence: str | None

    @property
    def body(self) -> Kind:
        return Kind(self.kind)

    @property
    def place(self) -> str:
        return self.station or self.region

    @property
    def place_name(self) -> str:
        if not self.station:
            return self.region_name
        return f"{self.station_name or f'TPS {self.station_number:03d}'}, {self.region_name}"

    @property
    def position_label(self) -> str:
        return str(Position(self.position).label)

    @property
    def stage(self) -> str:
        """The furthest step of the holder; empty for an empty seat."""
        if self.service is None:
            return ""
        steps = (
            (self.presence in (Presence.ARRIVED, Presence.LATE), "duty"),
            (self.sworn_on, "sworn"),
            (self.trained_on, "trained"),
            (self.selected_on, "selected"),
        )
        return next((name for reached, name in steps if reached), "recruited")

    @property
    def stage_label(self) -> str:
        return str(STAGES[self.stage]) if self.service else ""

    @property
    def health_label(self) -> str:
        return str(Health(self.health).label) if self.health else ""

    @property
    def presence_label(self) -> str:
        return str(Presence(self.presence).label) if self.presence else ""

    @property
    def light(self) -> str:
        if self.service is None:
            return "bad"
        return "good" if self.stage in ("sworn", "duty") and self.health != Health.UNFIT else "warn"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of seats is narrowed to; empty parts do not narrow. `state` is a word of `STATES`."""

    kind: str = ""
    region: str = ""
    state: str = ""


STATES = {
    "empty": Q(holder__isnull=True),
    "filled": Q(holder__isnull=False),
    "unselected": Q(holder__isnull=False, holder__selected_on__isnull=True),
    "untrained": Q(holder__isnull=False, holder__trained_on__isnull=True),
    "unsworn": Q(holder__isnull=False, holder__sworn_on__isnull=True),
    "unfit": Q(holder__health=Health.UNFIT),
    "unchecked": Q(holder__health=Health.UNKNOWN),
}


@dataclass(frozen=True, slots=True)
class Shortage:
    """A place where a body lacks people: seats by the rule, filled, missing."""

    kind: Kind
    place: str
    place_name: str
    rule: Rule
    tally: Tally


def seats(election: Election, names: Names, wanted: Wanted = Wanted()) -> list[SeatLine]:
    """The open seats that fit, place by place. One statement."""
    rows = _held(Post.objects.filter(election=election, closed_at__isnull=True))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.region:
        rows = rows.filter(inside("region__code", wanted.region))
    if wanted.state in STATES:
        rows = rows.filter(STATES[wanted.state])
    return _lines(rows.order_by("region_id", "station__code", "kind", "number"), names)


def formation(election: Election, names: Names, place: Region | PollingStation) -> dict[Kind, list[SeatLine]]:
    """The bodies of one district, ward or station (not of what lies inside), each with its seats."""
    here = Q(station=place) if isinstance(place, PollingStation) else Q(region=place, station__isnull=True)
    rows = _held(Post.objects.filter(here, election=election, closed_at__isnull=True))
    found: dict[Kind, list[SeatLine]] = {}
    for line in _lines(rows.order_by("number"), names):
        found.setdefault(line.body, []).append(line)
    return {kind: found[kind] for kind in Kind if kind in found}


def shortages(election: Election, region: Region, kind: str = "") -> list[Shortage]:
    """Where people are missing inside a region, by the next lower places: districts, wards, stations."""
    level = {Level.CITY: "district", Level.DISTRICT: "ward", Level.WARD: "station"}.get(
        region.level, "district"
    )
    kinds = [Kind(kind)] if kind in Kind.values else list(Kind)
    found = tallies(election, level, region.code, kinds)
    if level == "station":
        found |= tallies(election, "ward", region.code, [k for k in kinds if k.body.unit != "station"])
    short = [(k, place, tally) for (k, place), tally in found.items() if tally.missing]
    places = _Places(election, region, level)
    lines = [Shortage(Kind(k), *places.named(p), places.rule(Kind(k), p), tally) for k, p, tally in short]
    return sorted(lines, key=lambda line: (line.place, list(Kind).index(line.kind)))


class _Places:
    """Names of the places below a region, and how many units (and large stations) each holds."""

    def __init__(self, election: Election, region: Region, level: str) -> None:
        self.profile = load(election.profile)
        within = Region.objects.filter(inside("code", region.code))
        self.regions = dict(within.values_list("code", "name"))
        self.units = Counter((outer, len(code)) for code in self.regions for outer in _outwards(code))
        stations = PollingStation.objects.filter(map=election.station_map_id, closed_at__isnull=True)
        stations = stations.filter(inside("ward__code", region.code))
        self.by_pk: dict[str, tuple[Any, ...]] = {}
        self.counts: dict[str, tuple[int, int]] = {}
        over = Q(voters_total__gt=self._limit())
        if level == "station":
            rows = stations.annotate(large=Count("pk", filter=over))
            fields = ("pk", "code", "name", "number", "ward_id", "large")
            self.by_pk = {str(row[0]): row for row in rows.values_list(*fields)}
            self.counts = {pk: (1, row[5]) for pk, row in self.by_pk.items()}
        else:
            self._count(stations, over, 13 if level == "ward" else 8)

    def _limit(self) -> int:
        """Voters above which a station has more seats of some body; where no body has, none is above."""
        laws = [quota(kind.body, self.profile) for kind in Kind]
        return max((law.limit for law in laws if law and law.limit is not None), default=10**6)

    def _count(self, stations: QuerySet[PollingStation], over: Q, depth: int) -> None:
        """Stations, and large ones, of each ward or district."""
        by_ward = stations.order_by().values_list("ward_id")
        for ward, number, large in by_ward.annotate(n=Count("pk"), large=Count("pk", filter=over)):
            before = self.counts.get(ward[:depth], (0, 0))
            self.counts[ward[:depth]] = (before[0] + number, before[1] + large)

    def named(self, place: str) -> tuple[str, str]:
        """Code and name of a place."""
        if row := self.by_pk.get(place):
            return row[1], f"{row[2] or f'TPS {row[3]:03d}'}, {self.regions.get(row[4], '')}"
        return place, self.regions.get(place, place)

    def rule(self, kind: Kind, place: str) -> Rule:
        """The rule of a body in the place: how many units it has there."""
        law = quota(kind.body, self.profile)
        if kind.body.unit == "station":
            number, large = self.counts.get(place, (0, 0))
            return Rule(law, "station", number, large if law.limit is not None else 0)
        depth = 8 if kind.body.unit == "district" else 13
        return Rule(law, kind.body.unit, self.units[place, depth], 0)


def _outwards(code: str) -> list[str]:
    """A region's code and those of every region it lies in."""
    parts = code.split(".")
    return [".".join(parts[:size]) for size in range(1, len(parts) + 1)]


def _held(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Seats with whoever holds them now."""
    now = FilteredRelation("services", condition=Q(services__ended_on__isnull=True))
    return posts.annotate(holder=now)


def _lines(rows: QuerySet[Post], names: Names) -> list[SeatLine]:
    return [_line(row, names) for row in rows.values_list(*_FIELDS.values())]


def _line(row: Iterable[Any], names: Names) -> SeatLine:
    values = dict(zip(_FIELDS, row, strict=True))
    known = names.shown(values["kind"], values["station"] or values["region"])
    values["name"] = values["name"] if known and values["name"] else ""
    return SeatLine(**values)
