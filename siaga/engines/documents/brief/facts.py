"""What a brief is written from: the record of one meeting as one circle of readers may read it.

Every fact knows its record (`trace`) and why it may be doubtful (`doubts`, whole sentences). Empty text and
None mean that the source does not state it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from siaga.engines.documents.model import Moment, Trace

Precision = Literal["exact", "about", "ambiguous", "not_stated"]
Presence = Literal["expected", "present", "represented", "excused", "absent", "not_stated"]
Bound = Literal["equal", "more", "less", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Anything a sentence can be written from."""

    trace: Trace
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFact(Fact):
    """The frame of a meeting. Offices come with the exact title and the person of that day, as one text.

    `ahead` says that it has not taken place yet, `cancelled` that it will not. A meeting without a day may
    have a window (`not_before`, `not_after`).
    """

    title: str
    kind: str = ""
    series: str = ""
    convener: str = ""
    moment: Moment
    day_printed: str = ""
    not_before: date | None = None
    not_after: date | None = None
    venue: str = ""
    chair: str = ""
    chair_printed: str = ""
    chair_for: str = ""
    moderator: str = ""
    basis: str = ""
    basis_printed: str = ""
    purpose: str = ""
    opening: str = ""
    closing: str = ""
    source: str = ""
    ahead: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFact(Fact):
    """A point of the agenda."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFact(Fact):
    """Who was invited and whether they came; `as_speaker` marks a resource person."""

    institution: str
    office: str = ""
    person: str = ""
    presence: Presence
    represented_by: str = ""
    reason: str = ""
    as_speaker: bool = False

    @property
    def who(self) -> str:
        """Office, person and institution in one line; what is already said is not said twice."""
        parts = [part for part in (self.office, self.person) if part]
        if not any(self.institution in part for part in parts):
            parts.append(self.institution)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFact(Fact):
    """A figure that was named: what is counted, value, unit, the day it holds for, and as it was printed."""

    label: str
    value: Decimal | None
    unit: str
    bound: Bound = "equal"
    precision: Precision = "not_stated"
    as_of: date | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFact(Fact):
    """What somebody said, and the figures in it."""

    speaker: str
    text: str
    printed: str = ""
    claims: tuple[ClaimFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionFact(Fact):
    """What the meeting held (``conclusion``), decided (``decision``) or advised (``advice``)."""

    kind: str
    text: str
    addressee: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFact(Fact):
    """What is to be done, by whom and with whom, until when; `event_day` is when it takes place."""

    what: str
    owner: str = ""
    partners: tuple[str, ...] = ()
    due: date | None = None
    due_printed: str = ""
    event_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything of a meeting that a circle may read."""

    meeting: MeetingFact
    agenda: tuple[AgendaFact, ...] = ()
    seats: tuple[SeatFact, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    conclusions: tuple[ConclusionFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
