"""The election: what is decided, when, under which law, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .origin import Origin
from .words import Confidence, ContestKind, Measure, Regime, Unit


@dataclass(frozen=True, slots=True)
class Election:
    """The header of a pack: one voting day in one city."""

    name: str
    regime: Regime
    voting_day: date
    time_zone: str
    profile: str
    city: str


@dataclass(frozen=True, slots=True)
class Contest:
    """One ballot. ``region`` is the area that elects: the province for a governor, the city for a mayor."""

    code: str
    name: str
    kind: ContestKind
    region: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the ballot under its printed number: two candidates, or the empty column.

    ``feed_id`` is the number that the KPU's public feed gives the line; it is no ballot number.
    """

    contest: str
    number: int
    head: str | None
    deputy: str | None
    empty_column: bool
    feed_id: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the timetable, first and last day included; ``parent`` names the step it is part of."""

    code: str
    name: str
    name_en: str
    parent: str | None
    start: date | None
    end: date | None
    legal_basis: str | None
    confidence: Confidence
    origin: Origin


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A regulation and the regime it belongs to, so that a Pemilu rule quoted in a Pilkada can be flagged."""

    code: str
    title: str
    topic: str
    regime: Regime
    confidence: Confidence
    origin: Origin


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A total that a source prints. ``contest`` is None for voters and stations; ``pair`` only for votes."""

    contest: str | None
    region: str
    measure: Measure
    pair: int | None
    value: int | None
    as_printed: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class StaffingClaim:
    """A number of persons that a source claims, with the formula that should yield it.

    ``claimed`` is a head count; ``per_unit`` persons for every ``unit``, or None where the claim is the sum
    of the claims that name it in ``part_of``. ``inferred`` marks a part that no source prints.
    """

    code: str
    role: str
    role_en: str
    part_of: str | None
    per_unit: int | None
    unit: Unit | None
    claimed: int | None
    inferred: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class ResultRow:
    """The figures of one C.HASIL form: one station, one contest.

    ``figures`` holds the form's fields by their names in the rule profile, ``votes`` the votes by ballot
    number. A figure the source leaves out is absent.
    """

    contest: str
    station: str
    figures: Mapping[str, int]
    votes: Mapping[int, int]
    origin: Origin
