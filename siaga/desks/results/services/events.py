"""Objections of witnesses, special events, what became of them, and recounts; each written once, for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import CandidatePair, Contest
from siaga.desks.offices.access import require
from siaga.desks.offices.models import User
from siaga.desks.results.errors import LevelTooHigh, Misplaced, NotNow, NotTheAuthor, RecountOpen
from siaga.desks.results.figures import Paper
from siaga.desks.results.levels import notes_at
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
from siaga.desks.results.queries.events import open_recounts
from siaga.desks.results.services._move import locked, rule
from siaga.desks.results.services._noting import Noted, note, once
from siaga.desks.results.services._offices import office_at
from siaga.desks.results.services.decisions import DECIDES
from siaga.desks.results.services.grounds import at_own_level, of_its_level, plenary_of
from siaga.desks.results.states import Act, after
from siaga.desks.trail.refused import needed
from siaga.desks.trail.services import record

NOTES = "results.note"

_WITHDRAWN = _("This objection was withdrawn by who wrote it down.")
_DECIDED = _("This objection was already withdrawn or decided, or a correction rests on it.")


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
class WithdrawalSaid:
    """That an objection is taken back by who wrote it down, and why."""

    client_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecountSaid:
    """That the ballots of a station are counted again, why, and at which level it was decided;
    `document`: the number of the decision.
    """

    client_id: str
    level: str
    reason: str
    plenary: int | None = None
    document: str = ""


def note_objection(row: ResultRow, by: User, said: ObjectionSaid) -> Noted[Objection]:
    """Write an objection down. Raises PermissionDenied, ReasonMissing, Misplaced (no such pair or figure, or
    the plenary of another place), LevelTooHigh, Clashed.
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
        raise Misplaced(Misplaced.CONTEST)
    where = {"contest": contest, "region": plenary.region, "row": None, "plenary": plenary}
    return once(lambda: _event(plenary, by, said, where, plenary.region_id))


def follow_up(of: Objection | SpecialEvent, by: User, said: FollowUpSaid) -> Noted[FollowUp]:
    """Write down what became of an objection or an event; what stood before stays beside it. Raises NotNow of
    an objection that was withdrawn.
    """
    place = of.row.station.code if of.row else of.region_id
    require(by, DECIDES, place)
    return once(lambda: _follow_up(of, by, said, place))


def withdraw_objection(objection: Objection, by: User, said: WithdrawalSaid) -> Noted[FollowUp]:
    """Take an objection back that was written down by mistake; it stays, and its withdrawal beside it.

    Only by who wrote it down (NotTheAuthor), and not after it was withdrawn, decided or corrected upon
    (NotNow). Raises PermissionDenied, ReasonMissing, Clashed besides.
    """
    require(by, NOTES, objection.row.station)
    if objection.by_id != by.pk:
        raise NotTheAuthor
    return once(lambda: _withdraw(objection, by, said))


def order_recount(row: ResultRow, by: User, said: RecountSaid) -> Noted[Recount]:
    """Write down that a station is counted again; a row that waits or counts is held until the result is in.

    The result comes as a correction that names the recount. Raises as the others, LevelTooHigh and
    DocumentMissing as `at_own_level`, and RecountOpen while another one is open.
    """
    require(by, DECIDES, row.station)
    at_own_level(row, by, said.level, said.document)
    return once(lambda: _recount(row, by, said))


def _objection(row: ResultRow, by: User, said: ObjectionSaid) -> Noted[Objection]:
    fields = {
        "row": row,
        "pair": _objecting(row, said),
        "field": said.field,
        "claimed": said.claimed,
        "text": needed(said.text),
        "accepted": said.accepted,
        "level": _raised_at(row, by, said),
        "witness": said.witness.strip(),
        "plenary": _plenary_at(row, said.level, said.plenary),
    }
    noted = note(Objection, by, office_at(by, NOTES, row.station.code), said.client_id, fields)
    if not noted.repeated:
        record("results.objection", row, after=_bound(noted))
    return noted


def _objecting(row: ResultRow, said: ObjectionSaid) -> CandidatePair:
    """The pair whose witness objects. Raises Misplaced, also for a figure that is none of the form."""
    pair = row.contest.pairs.filter(number=said.pair).first()
    if pair is None:
        raise Misplaced(Misplaced.PAIR)
    if said.field and said.field not in Paper.of(row.contest).names:
        raise Misplaced(Misplaced.FIGURE)
    if said.claimed is not None and not said.field:
        raise Misplaced(Misplaced.CLAIM)
    return pair


def _raised_at(row: ResultRow, by: User, said: ObjectionSaid) -> str:
    known = said.level in CorrectionLevel.values and said.level != CorrectionLevel.SOURCE
    if known and said.level not in notes_at(by, row):
        raise LevelTooHigh
    return said.level


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
    if said.outcome not in Outcome.values or said.outcome == Outcome.WITHDRAWN:
        raise Misplaced(Misplaced.OUTCOME)
    if of.followups.filter(outcome=Outcome.WITHDRAWN).exists():
        raise NotNow(_WITHDRAWN)
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


def _withdraw(objection: Objection, by: User, said: WithdrawalSaid) -> Noted[FollowUp]:
    row = locked(objection.row)
    told = objection.followups.exclude(client_id=said.client_id).exclude(outcome=Outcome.PASSED_ON)
    if told.exists() or objection.grounds.exists():
        raise NotNow(_DECIDED)
    fields = {
        "objection": objection,
        "event": None,
        "outcome": Outcome.WITHDRAWN,
        "text": needed(said.reason),
        "plenary": None,
    }
    noted = note(FollowUp, by, office_at(by, NOTES, row.station.code), said.client_id, fields)
    if not noted.repeated:
        record("results.withdraw", row, after=_bound(noted))
    return noted


def _recount(row: ResultRow, by: User, said: RecountSaid) -> Noted[Recount]:
    now, reason = locked(row), needed(said.reason)
    if open_recounts(row).exclude(client_id=said.client_id).exists():
        raise RecountOpen
    fields = {
        "row": row,
        "level": said.level,
        "document": said.document.strip(),
        "reason": reason,
        "plenary": _plenary_at(row, said.level, said.plenary),
    }
    noted = note(Recount, by, office_at(by, DECIDES, row.station.code), said.client_id, fields)
    if not noted.repeated and after(now.state, Act.HOLD):
        rule(now, by, Act.HOLD, reason)
    if not noted.repeated:
        record("results.recount", row, after=_bound(noted))
    return noted


def _plenary_at(row: ResultRow, level: str, number: int | None) -> Plenary | None:
    """The plenary named, which must be one of the row's place and of the level. Raises Misplaced."""
    if level not in CorrectionLevel.values or level == CorrectionLevel.SOURCE:
        raise Misplaced(Misplaced.LEVEL)
    return of_its_level(plenary_of(row, number), level)


def _bound(noted: Noted[Any]) -> dict[str, Any]:
    """What the trail says of a record: the digest binds what was said, whose figures and words nobody reads
    there before a second person has read the paper.
    """
    return {"number": noted.record.pk, "digest": noted.record.digest}
