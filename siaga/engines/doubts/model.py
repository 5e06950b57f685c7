"""What the rules read and what they say: plain frozen values, so that every desk can lay its records before
them.

The days are whole days of the city; money is in rupiah; a value that a source does not state is None or "".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from siaga.law.profiles import Basis, Mixups, Text

_DIGIT = re.compile(r"\d")
Value = str | int | Decimal | date | Text | None
"""What a gap of a sentence is filled with; it is written out in the language of the reader."""


class Severity(StrEnum):
    """How much hangs on a doubt: it contradicts a rule or a record, it calls for a look, it is good to
    know.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class About:
    """A record: its kind (``statement``, ``claim``, ``published``, ``grant``…) and its number or code."""

    kind: str
    id: str

    def __str__(self) -> str:
        """``statement:12``"""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Record:
    """Words somebody wrote or said: the piece of the source, and the record in our own words.

    `regime` is that of what the words speak of; `day` the day they were said; `office` the code of the
    office they name or come from, `person` the one who spoke.
    """

    about: About
    day: date | None = None
    regime: str = ""
    printed: str = ""
    text: str = ""
    institution: str = ""
    office: str = ""
    person: str = ""
    source: str = ""
    url: str = ""
    restricted: bool = False

    @property
    def pieces(self) -> tuple[str, ...]:
        """The words to read, those of the source first."""
        if self.printed and self.text and self.printed != self.text:
            return self.printed, self.text
        return (self.printed or self.text,) if self.printed or self.text else ()

    @property
    def numbered(self) -> tuple[str, ...]:
        """The pieces with a digit in them: the only ones that can name a date, a letter, a regulation."""
        return tuple(piece for piece in self.pieces if _DIGIT.search(piece))


@dataclass(frozen=True, slots=True)
class Cited:
    """A record that rests on a regulation of the register, by its code."""

    record: Record
    regulation: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number somebody named. Figures with one subject, region and unit speak of the same thing.

    `bound`: equal, more, less, or target (to exceed); `fixed` figures, such as the sum of an agreement, do
    not change from day to day. `recipient` is None where nobody is to receive anything, "" where somebody
    is and the source does not say who. `needs` is the action that a reader of a figure must hold, empty for
    what everyone may read.
    """

    about: About
    subject: str
    label: str | Text
    region: str
    unit: str
    value: Decimal | None
    bound: str = "equal"
    precision: str = "exact"
    as_of: date | None = None
    printed: str = ""
    who: str = ""
    source: str = ""
    fixed: bool = False
    recipient: str | None = None
    needs: str = ""
    url: str = ""
    restricted: bool = False

    @property
    def record(self) -> Record:
        """The words it stands in, as a record of their own."""
        return Record(self.about, self.as_of, printed=self.printed, restricted=self.restricted)


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that must be the sum of others. `inferred`: no source prints the parts."""

    whole: Figure
    parts: tuple[Figure, ...]
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """Persons claimed beside persons by rule: `per_unit` of the profile times `units` in the city.

    `per_unit` and `units` are None where no rule is known.
    """

    figure: Figure
    per_unit: int | None
    units: int | None
    basis: Basis | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office (full, pj, pjs, plt, plh) from when to when, both days included."""

    office: str
    person: str
    form: str
    starts: date | None
    ends: date | None

    def on(self, day: date) -> bool:
        """Whether the holder is known to be in office on a day; a day left open is open."""
        return (not self.starts or self.starts <= day) and (not self.ends or day <= self.ends)

    @property
    def stated(self) -> bool:
        """Whether the source names at least one end of the term."""
        return bool(self.starts or self.ends)


@dataclass(frozen=True, slots=True)
class Office:
    """An office, the institution it belongs to and its title: Wali Kota Metro."""

    code: str
    title: str
    institution: str
    institution_code: str = ""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A conclusion that asks something of an office on a day."""

    record: Record
    office: str
    effect: date | None


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done: by whom (institution), by when; what the source leaves out is empty."""

    record: Record
    owner: str
    due: date | None
    due_printed: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting: its day, or the window in which it must have been, and the body of law it was about."""

    record: Record
    not_before: date | None = None
    not_after: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Something that is to take place on a day, with the codes of the institutions that take part."""

    record: Record
    day: date
    institutions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day and touches an institution, an office or a stage."""

    about: About
    day: date
    title: str | Text
    institution: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the timetable; `basis` is the regulation that sets it."""

    code: str
    name: str | Text
    starts: date | None
    ends: date | None
    basis: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation of the register. `regime`: pilkada, pemilu, both or government."""

    code: str
    title: str
    topic: str
    regime: str
    unsure: bool = False


@dataclass(frozen=True)
class World:
    """Everything the rules look at, as one reader may see it: a rule never sees what its reader may not."""

    regime: str
    mixups: Mixups
    records: tuple[Record, ...] = ()
    citations: tuple[Cited, ...] = ()
    figures: tuple[Figure, ...] = ()
    sums: tuple[Sum, ...] = ()
    counts: tuple[Count, ...] = ()
    addressed: tuple[Addressed, ...] = ()
    tasks: tuple[Task, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    plans: tuple[Plan, ...] = ()
    offices: tuple[Office, ...] = ()
    holders: tuple[Holder, ...] = ()
    events: tuple[Event, ...] = ()
    stages: tuple[Stage, ...] = ()
    regulations: tuple[Regulation, ...] = ()

    @cached_property
    def holders_of(self) -> dict[str, tuple[Holder, ...]]:
        """Every office's holders."""
        found: dict[str, list[Holder]] = {}
        for holder in self.holders:
            found.setdefault(holder.office, []).append(holder)
        return {office: tuple(there) for office, there in found.items()}

    @cached_property
    def stage_of(self) -> dict[str, Stage]:
        return {stage.code: stage for stage in self.stages}

    @cached_property
    def office_of(self) -> dict[str, Office]:
        return {office.code: office for office in self.offices}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about some records: a doubt, or that it was checked and holds.

    The first record of `about` is the one in doubt; `params` fill the gaps of the rule's sentence; `within`
    is the text that was read and `fragment` the words of it that matter. `key` tells two findings of one
    rule about one record apart.
    """

    rule: str
    about: tuple[About, ...]
    params: Mapping[str, Value]
    basis: tuple[Basis, ...] = ()
    fragment: str = ""
    within: str = ""
    key: str = ""
    unsure: bool = False
    restricted: bool = False

    @property
    def name(self) -> str:
        """The stable name: rule, kind and number of each record, and a digest of the key where there is one:
        ``regime:statement:12:3f9a2c01``. It tells nothing of what the record says.
        """
        spots = "+".join(str(spot) for spot in self.about)
        return f"{self.rule}:{spots}:{_digest(self.key)}" if self.key else f"{self.rule}:{spots}"

    @property
    def main(self) -> About:
        return self.about[0]


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Doubt(Finding):
    """Doubtful, because the rule says so."""


@dataclass(frozen=True, slots=True)
class Held(Finding):
    """Checked, and it is right."""


@dataclass(frozen=True)
class Findings:
    """What all rules say about a world, each finding once."""

    doubts: tuple[Doubt, ...] = field(default=())
    held: tuple[Held, ...] = field(default=())
