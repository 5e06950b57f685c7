"""The plenaries of districts and of the city: who presided, when, and under which number the minutes are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from siaga.desks.elections.models import Election
from siaga.desks.offices.access import require
from siaga.desks.offices.models import User
from siaga.desks.places.models import Level, Region
from siaga.desks.places.queries import contains
from siaga.desks.results.errors import Misplaced, NotNow
from siaga.desks.results.models import Plenary, PlenaryMinutes
from siaga.desks.results.services._noting import Noted, note, once
from siaga.desks.results.services._offices import office_at
from siaga.desks.results.services.decisions import DECIDES
from siaga.desks.trail.refused import needed
from siaga.desks.trail.services import record

LEVELS = (Level.DISTRICT, Level.CITY, Level.PROVINCE)
"""The levels that hold plenaries and sign sheets."""


@dataclass(frozen=True, slots=True)
class PlenaryOpened:
    """A plenary as it begins."""

    client_id: str
    presided_by: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class PlenaryClosed:
    """The end of a plenary: the number of its minutes."""

    client_id: str
    number: str
    closed_at: datetime


def open_plenary(election: Election, region: Region, by: User, said: PlenaryOpened) -> Noted[Plenary]:
    """Write down that a plenary began. Raises PermissionDenied, Misplaced (a ward holds none), Clashed."""
    require(by, DECIDES, region)
    inside = contains(election.region_id, region.code) or contains(region.code, election.region_id)
    if region.level not in LEVELS or not inside:
        raise Misplaced(Misplaced.REGION)
    return once(lambda: _open(election, region, by, said))


def close_plenary(plenary: Plenary, by: User, said: PlenaryClosed) -> Noted[PlenaryMinutes]:
    """Write down the number of its minutes, once. Raises PermissionDenied, NotNow, Clashed."""
    require(by, DECIDES, plenary.region)
    return once(lambda: _close(plenary, by, said))


def _open(election: Election, region: Region, by: User, said: PlenaryOpened) -> Noted[Plenary]:
    fields = {
        "election": election,
        "region": region,
        "presided_by": needed(said.presided_by),
        "opened_at": said.opened_at,
    }
    noted = note(Plenary, by, office_at(by, DECIDES, region.code), said.client_id, fields)
    if not noted.repeated:
        told = {"region": region.code, "presided_by": said.presided_by, "opened_at": said.opened_at}
        record("results.plenary", noted.record, after=told)
    return noted


def _close(plenary: Plenary, by: User, said: PlenaryClosed) -> Noted[PlenaryMinutes]:
    other = PlenaryMinutes.objects.filter(plenary=plenary).exclude(client_id=said.client_id)
    if other.exists() or said.closed_at < plenary.opened_at:
        raise NotNow
    fields = {"plenary": plenary, "number": needed(said.number), "closed_at": said.closed_at}
    noted = note(PlenaryMinutes, by, office_at(by, DECIDES, plenary.region_id), said.client_id, fields)
    if not noted.repeated:
        told = {"number": noted.record.number, "closed_at": said.closed_at}
        record("results.minutes", plenary, after=told)
    return noted
