"""Objections of witnesses, special events, what became of them, and recounts; each written once, for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from siaga.desks.elections.models import Contest
from siaga.desks.offices.access import require
from siaga.desks.offices.models import User
from siaga.desks.results.errors import Misplaced
from siaga.desks.results.figures import Paper
from siaga.desks.results.models import (
    CorrectionLevel,
    FollowUp,
    Objection,
    Outcome,
    Plenary,
    Recount,
    ResultRow,
    SpecialEvent,
)
from siaga.desks.results.services._move import locked, move
from siaga.desks.results.services._noting import Noted, note, once
from siaga.desks.results.services._offices import office_at
from siaga.desks.results.services.decisions import DECIDES
from siaga.desks.results.services.grounds import level_of, plenary_of
from siaga.desks.results.states import Act, after
from siaga.desks.trail.refused import needed
from siaga.desks.trail.services import record

NOTES = "results.note"


@dataclass(frozen=True, slots=True)
class ObjectionSaid:
    """What a witness of a pair objects to. `pair`: number on the ballot; `field`: name of the figure, empty
    when the objection is to the conduct; `claimed`: what they say it should be; `accepted`: on the spot.
    """

    client_id: str
    pair: int
    text: str
    field: str = ""
    claimed: int | None = None
    accepted: bool = False
    level: str = CorrectionLevel.STATION
    witness: str = ""
    plenary: int | None = None


@dataclass(frozen=True, slots=True)
class EventSaid:
    """What happened out of the ordinary, and what was done about it."""

    client_id: str
    text: str
    happened_at: datetime
    measure: str = ""
    plenary: int | None = None


@dataclass(frozen=True, slots=True)
class FollowUpSaid:
    """What became of an objection or an event."""

    client_id: str
    outcome: str
    text: str
    plenary: int | None = None


@dataclass(frozen=True, slots=True)
class RecountSaid:
    """That the ballots of a station are counted again, why, and at which level it was decided."""

    client_id: str
    level: str
    reason: str
    plenary: int | None = None


def note_objection(row: ResultRow, by: User, said: ObjectionSaid) -> Noted[Objection]:
    """Write an objection down. Raises PermissionDenied, ReasonMissing, Misplaced (no such pair or figure, or
    the plenary of another place), Clashed.
    """
    require(by, NOTES, row.station)
    return once(lambda: _objection(row, by, said))


def note_event(row: ResultRow, by: User, said: EventSaid) -> Noted[SpecialEvent]:
    """Write a special event of a station down. Raises PermissionDenied, ReasonMissing, Misplaced, Clashed."""
    require(by, NOTES, row.station)
    where = {"contest": row.contest, "region": row.station.ward, "row": row}
    where["plenary"] = plenary_of(row, said.plenary)
    return once(lambda: _event(row, by, said, where, row.station.code))


def note_event_of_plenary(
    plenary: Plenary, contest: Contest, by: User, said: EventSaid
) -> Noted[SpecialEvent]:
    """Write down a special event of a plenary itself, such as a box without a seal."""
    require(by, NOTES, plenary.region)
    if contest.election_id != plenary.election_id:
        raise Misplaced
    where = {"contest": contest, "region": plenary.region, "row": None, "plenary": plenary}
    return once(lambda: _event(plenary, by, said, where, plenary.region_id))


def follow_up(of: Objection | SpecialEvent, by: User, said: FollowUpSaid) -> Noted[FollowUp]:
    """Write down what became of an objection or an event; what stood before stays beside it."""
    place = of.row.station.code if of.row else of.region_id
    require(by, DECIDES, place)
    return once(lambda: _follow_up(of, by, said, place))


def order_recount(row: ResultRow, by: User, said: RecountSaid) -> Noted[Recount]:
    """Write down that a station is counted again; a row that waits or counts is held until the result is in.

    The result comes as a correction that names the recount. Raises as the others.
    """
    require(by, DECIDES, row.station)
    return once(lambda: _recount(row, by, said))


def _objection(row: ResultRow, by: User, said: ObjectionSaid) -> Noted[Objection]:
    pair = row.contest.pairs.filter(number=said.pair).first()
    known = not said.field or said.field in Paper.of(row.contest).names
    if pair is None or not known or (said.claimed is not None and not said.field):
        raise Misplaced
    fields = {
        "row": row,
        "pair": pair,
        "field": said.field,
        "claimed": said.claimed,
        "text": needed(said.text),
        "accepted": said.accepted,
        "level": _level(row, said.level, said.plenary),
        "witness": said.witness.strip(),
        "plenary": plenary_of(row, said.plenary),
    }
    noted = note(Objection, by, office_at(by, NOTES, row.station.code), said.client_id, fields)
    if not noted.repeated:
        record("results.objection", row, after=_bound(noted))
    return noted


def _event(
    subject: Model, by: User, said: EventSaid, where: dict[str, Any], place: str
) -> Noted[SpecialEvent]:
    fields = where | {
        "happened_at": said.happened_at,
        "text": needed(said.text),
        "measure": said.measure.strip(),
    }
    noted = note(SpecialEvent, by, office_at(by, NOTES, place), said.client_id, fields)
    if not noted.repeated:
        record("results.event", subject, after=_bound(noted))
    return noted


def _follow_up(of: Objection | SpecialEvent, by: User, said: FollowUpSaid, place: str) -> Noted[FollowUp]:
    if said.outcome not in Outcome.values:
        raise Misplaced
    objection, event = (of, None) if isinstance(of, Objection) else (None, of)
    fields = {
        "objection": objection,
        "event": event,
        "outcome": said.outcome,
        "text": needed(said.text),
        "plenary": plenary_of(of.row, said.plenary) if of.row else None,
    }
    noted = note(FollowUp, by, office_at(by, DECIDES, place), said.client_id, fields)
    if not noted.repeated:
        record("results.follow_up", of.row or of.plenary, after=_bound(noted))
    return noted


def _recount(row: ResultRow, by: User, said: RecountSaid) -> Noted[Recount]:
    now, reason = locked(row), needed(said.reason)
    fields = {
        "row": row,
        "level": _level(row, said.level, said.plenary),
        "reason": reason,
        "plenary": plenary_of(row, said.plenary),
    }
    noted = note(Recount, by, office_at(by, DECIDES, row.station.code), said.client_id, fields)
    if not noted.repeated and after(now.state, Act.HOLD):
        move(now, Act.HOLD, reason=reason)
    if not noted.repeated:
        record("results.recount", row, after=_bound(noted))
    return noted


def _level(row: ResultRow, level: str, plenary: int | None) -> str:
    """The level, which must be that of the plenary where one is named. Raises Misplaced."""
    found = plenary_of(row, plenary)
    if level not in CorrectionLevel.values or level == CorrectionLevel.SOURCE:
        raise Misplaced
    if found is not None and level_of(found.region) != level:
        raise Misplaced
    return level


def _bound(noted: Noted[Any]) -> dict[str, Any]:
    """What the trail says of a record: the digest binds what was said, whose figures and words nobody reads
    there before a second person has read the paper.
    """
    return {"number": noted.record.pk, "digest": noted.record.digest}
