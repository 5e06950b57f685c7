"""The coordination of the election: meetings, what was said, held and promised there, and dated events.

A meeting is named by its code; what belongs to it by the meeting and a number. Texts are the city's own
record; ``as_printed`` keeps the few words of the source that a rule must see, mistakes and all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from .origin import Origin
from .words import (
    Bound,
    ConclusionKind,
    DutyArea,
    DutyBasis,
    MeetingRegime,
    Presence,
    Priority,
    SeriesKind,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings of one kind that follow one another, and the institution that convenes them."""

    code: str
    name: str
    kind: SeriesKind
    convener: str
    region: str
    visibility: Visibility
    origin: Origin


@dataclass(frozen=True, slots=True)
class Meeting:
    """One sitting, or one statement to the press.

    ``day`` is None where the source names none; then ``not_before`` and ``not_after`` may fence it in, or
    ``during`` names the stage it fell into. ``chair`` and ``chair_for`` are offices, not people.
    """

    code: str
    series: str
    title: str
    regime: MeetingRegime
    day: date | None
    day_printed: str
    not_before: date | None
    not_after: date | None
    during: str | None
    starts: time | None
    ends: time | None
    venue: str
    chair: str | None
    chair_printed: str
    chair_for: str | None
    moderator: str | None
    legal_basis: str | None
    basis_printed: str
    purpose: str
    opening: str
    closing: str
    visibility: Visibility
    origin: Origin


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A point on the table of a meeting."""

    meeting: str
    number: int
    title: str
    note: str
    presenter: str | None
    visibility: Visibility
    origin: Origin


@dataclass(frozen=True, slots=True)
class Attendance:
    """An institution, or one office of it, that was asked to a meeting, and whether it came."""

    meeting: str
    number: int
    institution: str
    office: str | None
    as_printed: str
    as_speaker: bool
    presence: Presence
    person: str
    represented_by: str
    reason: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that was said at a meeting, in the words of the record."""

    meeting: str
    number: int
    agenda: int | None
    topic: str
    institution: str | None
    office: str | None
    person: str
    text: str
    as_printed: str
    visibility: Visibility
    origin: Origin


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure in a statement. Claims with one subject, region and unit speak of the same thing."""

    code: str
    meeting: str
    statement: int
    subject: str
    label: str
    institution: str | None
    region: str
    value: Decimal | None
    unit: str
    bound: Bound
    as_of: date | None
    as_printed: str
    visibility: Visibility
    origin: Origin


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the meeting as a whole held, decided or advised; ``day`` is the day it takes effect."""

    meeting: str
    number: int
    kind: ConclusionKind
    text: str
    as_printed: str
    addressee: str | None
    day: date | None
    visibility: Visibility
    origin: Origin


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody has to do. ``event_day`` is the day something takes place, which is no deadline.

    ``region`` is None where it is that of the series; ``conclusion`` is the one it follows from.
    """

    meeting: str
    number: int
    conclusion: int | None
    title: str
    owner: str | None
    partners: tuple[str, ...]
    region: str | None
    due: date | None
    due_printed: str
    event_day: date | None
    priority: Priority
    visibility: Visibility
    origin: Origin


@dataclass(frozen=True, slots=True)
class Duty:
    """What an institution has to have ready, and, where it said so at a meeting, in which statement."""

    code: str
    institution: str
    area: DutyArea
    text: str
    as_printed: str
    basis: DutyBasis
    due: date | None
    due_printed: str
    meeting: str | None
    statement: int | None
    visibility: Visibility
    origin: Origin


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day and touches a stage, an institution or an office."""

    code: str
    day: date
    title: str
    title_en: str
    stage: str | None
    institution: str | None
    office: str | None
    note: str
    origin: Origin
