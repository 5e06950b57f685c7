"""Stations: the filtered list of a region, and everything the page of one station shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from siaga.desks.places.models import PollingStation, StationCorrection, StationMap
from siaga.desks.places.queries.codes import inside
from siaga.desks.places.queries.history import Event, history_of, labelled
from siaga.desks.trail.diff import Change, changes


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader looks for; empty parts do not narrow."""

    region: str = ""
    text: str = ""
    kind: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ContestLink:
    """A contest that is voted on at a station, and where its result is shown."""

    name: str
    election: str
    address: str


@dataclass(frozen=True, slots=True)
class StationPage:
    """One station with its contests, its corrections and its history, oldest first."""

    station: PollingStation
    contests: tuple[ContestLink, ...]
    corrections: tuple[StationCorrection, ...]
    history: tuple[Event, ...]

    @property
    def open_correction(self) -> StationCorrection | None:
        """The correction that waits for a second person."""
        waiting = (c for c in self.corrections if c.state == StationCorrection.State.PROPOSED)
        return next(waiting, None)

    @property
    def open_changes(self) -> tuple[Change, ...]:
        """What that correction would change."""
        waiting = self.open_correction
        return labelled(changes(waiting.before, waiting.after)) if waiting else ()


def stations(station_map: StationMap, wanted: Filter) -> QuerySet[PollingStation]:
    """The stations of a map that fit, with ward and source, in the order of their codes."""
    found = station_map.stations.select_related("ward__parent", "source")
    found = found.defer("ward__boundary", "ward__parent__boundary").order_by("code")
    if not wanted.closed:
        found = found.filter(closed_at=None)
    if wanted.region:
        found = found.filter(inside("ward__code", wanted.region))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    for word in wanted.text.split():
        found = found.filter(_says(word))
    return found


def station_page(station: PollingStation) -> StationPage:
    """Everything about one station, from a fixed number of queries."""
    corrections = station.corrections.select_related("proposed_by", "decided_by")
    return StationPage(
        station=station,
        contests=tuple(_contests(station)),
        corrections=tuple(corrections),
        history=tuple(history_of(station)),
    )


def _says(word: str) -> Q:
    """What one word may mean: a number, part of a name, address or ward, the start of a code."""
    if word.isdecimal() and len(word) <= 3:
        return Q(number=int(word)) | Q(address__icontains=word)
    names = Q(name__icontains=word) | Q(address__icontains=word) | Q(ward__name__icontains=word)
    return names | Q(code__startswith=word)


def _contests(station: PollingStation) -> list[ContestLink]:
    """The contests of the elections on this map, by the relation from above: no upper desk is imported."""
    return [
        ContestLink(
            contest.name,
            election.name,
            reverse("portal:station", args=[election.code, contest.code, station.code]),
        )
        for election in station.map.elections.prefetch_related("contests")
        for contest in election.contests.all()
    ]
