"""The ledger of an election, kept until something it rests on changes: its rules read every word of a year.

A kept ledger belongs to one state of the trail (every act leaves an entry) and to one circle of readers:
people who read the same meetings, hold the same rights to other desks and read the same language on the same
day. Entries of result forms, which come by the thousand on election night and touch no claim, do not count.

For pages that read. Who writes asks `ledger_of`: within a transaction the trail does not tell yet what was
changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from siaga.desks.elections.models import Election
from siaga.desks.meetings.queries.ledger.world import Ledger, ledger_of
from siaga.desks.meetings.reading import Reader, reader_of
from siaga.desks.offices.access import may, today
from siaga.desks.offices.roles import ALL_ACTIONS
from siaga.desks.trail.models import Entry
from siaga.engines.doubts import World

KEPT = 16
"""Ledgers a process keeps; one of a large city's year takes a few MB."""
READING = tuple(sorted(action for action in ALL_ACTIONS if action.endswith(".read")))
"""What other desks may ask of who reads their figures (`Figure.needs`)."""


@dataclass(frozen=True, slots=True)
class Circle:
    """What a ledger depends on; `election` and `user` only say how to compute it."""

    entry: str
    number: int
    reader: Reader
    rights: tuple[str, ...]
    language: str | None
    day: date
    election: Election = field(compare=False)
    user: Any = field(compare=False)


def circle_of_readers(election: Election, user: Any, reader: Reader | None = None) -> Circle:
    """The circle a person belongs to now. A `reader` narrower than the user is given where something is made
    for others to read as well.
    """
    entries = Entry.objects.exclude(subject_type="results.resultrow").order_by("-index")
    last = entries.values_list("leaf_hash", flat=True).first()
    rights = tuple(action for action in READING if may(user, action, election.region_id))
    who = reader or reader_of(user)
    return Circle(last or "", election.pk, who, rights, get_language(), today(), election, user)


def kept_ledger(election: Election, user: Any) -> Ledger:
    """Everything the rules say to this user, computed anew only when something changed."""
    return ledger_for(circle_of_readers(election, user))


def ledger_for(circle: Circle) -> Ledger:
    """The ledger of a circle; nothing is kept before the trail has its first entry."""
    return _kept(circle) if circle.entry else _computed(circle)


def _computed(circle: Circle) -> Ledger:
    return _lean(ledger_of(circle.election, circle.user, reader=circle.reader))


def _lean(ledger: Ledger) -> Ledger:
    """The ledger with its figures and findings, without the thousands of records nothing was found in."""
    findings = (*ledger.findings.doubts, *ledger.findings.held)
    told = {spot for finding in findings for spot in finding.about}
    told.update(figure.about for figure in ledger.world.figures)
    world = World(ledger.world.regime, ledger.world.mixups, figures=ledger.world.figures)
    places = {spot: place for spot, place in ledger.places.items() if spot in told}
    return Ledger(world, ledger.findings, places, ledger.regions)


_kept = lru_cache(maxsize=KEPT)(_computed)
