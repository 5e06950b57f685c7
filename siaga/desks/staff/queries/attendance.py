"""Voting day: who has come, station by station, for those who keep the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from siaga.desks.elections.models import Election
from siaga.desks.offices.access import regions, scope, within
from siaga.desks.places.models import Level, PollingStation, Region
from siaga.desks.places.queries import inside, is_station
from siaga.desks.staff.kinds import AT_STATIONS, Kind
from siaga.desks.staff.models import Post, Service
from siaga.desks.staff.queries.tallies import Tally, tallies, total
from siaga.desks.staff.rights import ATTEND, EDIT, kinds_on, may_on, seats_on


@dataclass(frozen=True, slots=True)
class StationLine:
    """One station: how many of the crew have come."""

    code: str
    label: str
    ward: str
    tally: Tally

    @property
    def light(self) -> str:
        if self.tally.absent or (self.tally.present and self.tally.unknown):
            return "warn"
        return "good" if self.tally.present else "none"


@dataclass(frozen=True, slots=True)
class Mate:
    """One member of the crew as the one who ticks sees them."""

    service: Service
    kind: Kind
    may_swear: bool


def stations(user: Any, election: Election, ward: str = "") -> list[StationLine]:
    """The stations whose crews the user ticks, with how many have come; of one ward if its code is given."""
    kinds = [kind for kind in kinds_on(user, ATTEND) if kind in AT_STATIONS]
    if not kinds:
        return []
    found = tallies(election, "station", ward, kinds)
    by_station: dict[str, list[Tally]] = {}
    for (_kind, place), tally in found.items():
        by_station.setdefault(place, []).append(tally)
    return [
        StationLine(station.code, station.label, station.ward.name, total(by_station[str(station.pk)]))
        for station in _reached(user, election, ward)
        if str(station.pk) in by_station
    ]


def crew(user: Any, election: Election, station: PollingStation) -> list[Mate]:
    """The people of a station whose attendance this user keeps."""
    seats = Post.objects.filter(
        seats_on(user, ATTEND), election=election, station=station, kind__in=AT_STATIONS
    )
    rows = Service.objects.filter(post__in=seats, ended_on__isnull=True).select_related(
        "person", "post__station", "post__region", "post__election"
    )
    order = list(Kind)
    mates = [
        Mate(row, Kind(row.post.kind), may_on(user, EDIT, row.post.kind, row.post.place)) for row in rows
    ]
    return sorted(mates, key=lambda mate: (order.index(mate.kind), mate.service.post.number))


def empty_seats(user: Any, election: Election, station: PollingStation) -> int:
    """Seats of the station nobody sits on, of the bodies this user ticks."""
    kinds = [kind for kind in kinds_on(user, ATTEND) if kind in AT_STATIONS]
    own = tallies(election, "station", station.ward_id, kinds)
    return sum(tally.missing for (_kind, place), tally in own.items() if place == str(station.pk))


def reach(user: Any, election: Election) -> int:
    """How many stations the user answers for."""
    return _reached(user, election, "").count()


def wards(user: Any, election: Election) -> list[Region]:
    """The wards in which the user ticks crews, to choose from."""
    own = regions(user, ATTEND).filter(inside("code", election.region_id), level=Level.WARD)
    return list(own.defer("boundary"))


def ward_lines(user: Any, election: Election, own: list[Region]) -> list[StationLine]:
    """The same by ward, for who answers for too many stations to look through."""
    kinds = [kind for kind in kinds_on(user, ATTEND) if kind in AT_STATIONS]
    by_ward: dict[str, list[Tally]] = {}
    for (_kind, place), tally in tallies(election, "ward", election.region_id, kinds).items():
        by_ward.setdefault(place, []).append(tally)
    return [
        StationLine(ward.code, ward.name, ward.code, total(by_ward[ward.code]))
        for ward in own
        if ward.code in by_ward
    ]


def _reached(user: Any, election: Election, ward: str) -> QuerySet[PollingStation]:
    mine = within(user, ATTEND, region="ward", station="")
    rows = PollingStation.objects.filter(map=election.station_map_id, closed_at__isnull=True)
    if ward:
        rows = rows.filter(ward=ward)
    return rows.filter(mine | _named(user)).select_related("ward").defer("ward__boundary").order_by("code")


def _named(user: Any) -> Q:
    return Q(code__in=[place for place in scope(user, ATTEND) if is_station(place)])
