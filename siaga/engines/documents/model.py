"""What stands on the papers of a coordination meeting, as plain data: one class for each kind of paper.

The order of parts follows Indonesian government correspondence (*tata naskah dinas*): letterhead, number,
nature, attachments and subject, addressee, body, signature with the exact office, copies. What is not known
stays empty and is printed as "tidak disebut" or as a line to be filled in by hand; nothing is made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Literal


class Paper(StrEnum):
    """Sheets of government letters: F4 (*folio*, 215 × 330 mm) is usual, A4 (210 × 297 mm) is common."""

    F4 = "f4"
    A4 = "a4"


class Language(StrEnum):
    """The language of a paper. Only the press brief exists in both."""

    INDONESIAN = "id"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The head of the sheet: ``PEMERINTAH KOTA METRO`` over the body's own name, its address under it."""

    name: str
    superior: str = ""
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs: the exact title of that day (``Pj Wali Kota Metro``), the name, and NIP only where known.

    `on_behalf_of` is the office in whose name the paper is signed (*a.n.*). Without a name a dotted line is
    left.
    """

    title: str
    name: str = ""
    nip: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When: a day, hours, and the zone's letters (WIB, WITA, WIT). What is None is not stated."""

    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a paper is about: which meeting, when, where, with which agenda, led by whom, on what basis."""

    title: str
    moment: Moment
    venue: str = ""
    agenda: tuple[str, ...] = ()
    chair: str = ""
    moderator: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A line of a list: office or person, institution, and how they attended (empty: to be signed)."""

    institution: str
    office: str = ""
    name: str = ""
    presence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A small table; the columns whose index is in `numeric` are set flush right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A lettered part of a report or a numbered one of a circular: text, points, tables."""

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one institution said, and the figures in it as one line each."""

    speaker: str
    text: str
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What, who, until when."""

    what: str
    who: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The record a sentence comes from: its noun and number, what people call it, its permalink."""

    noun: str
    key: str
    label: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a press brief and the records it is written from; there is no sentence without one.

    `opens` begins a new paragraph.
    """

    text: str
    traces: tuple[Trace, ...]
    opens: bool = False

    def __post_init__(self) -> None:
        if not self.traces:
            raise ValueError("a sentence without a record behind it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A headed part of a press brief."""

    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What every paper has. `day` is the day of the paper, not of the meeting.

    `marking` is printed above the letterhead of what is not for everyone (``TERBATAS``). A `draft` says so
    on every page. `link` is the permalink printed in the foot, `digest` the digest of the record behind it.
    """

    letterhead: Letterhead
    place: str = ""
    day: date | None = None
    number: str = ""
    marking: str = ""
    draft: bool = False
    link: str = ""
    digest: str = ""
    paper: Paper = Paper.F4
    language: Language = Language.INDONESIAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Sheet):
    """An official letter (*surat dinas*)."""

    kind: Literal["letter"] = "letter"
    nature: str = "Biasa"
    attachments: str = ""
    subject: str
    addressees: tuple[str, ...]
    addressee_place: str = ""
    paragraphs: tuple[str, ...]
    closing: str = ""
    signatory: Signatory
    copies: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return self.subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(Sheet):
    """An invitation (*surat undangan*) with the list of those invited as its attachment."""

    kind: Literal["invitation"] = "invitation"
    nature: str = "Penting"
    attachments: str = ""
    subject: str = "Undangan"
    addressees: tuple[str, ...]
    addressee_place: str = ""
    opening: str
    event: Event
    notes: tuple[str, ...] = ()
    closing: str = ""
    signatory: Signatory
    copies: tuple[str, ...] = ()
    invited: tuple[Attendee, ...] = ()

    @property
    def heading(self) -> str:
        return f"{self.subject} {self.event.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList(Sheet):
    """An attendance list (*daftar hadir*), to be signed or as it was taken; `blank` lines follow."""

    kind: Literal["attendance"] = "attendance"
    event: Event
    attendees: tuple[Attendee, ...] = ()
    blank: int = 0
    signatory: Signatory | None = None

    @property
    def heading(self) -> str:
        return f"Daftar hadir {self.event.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDocument(Sheet):
    """Minutes (*notulen*): head, what went on, foot with the signatures of chair and note-taker."""

    kind: Literal["minutes"] = "minutes"
    event: Event
    invitation_number: str = ""
    note_taker: str = ""
    attendees: tuple[Attendee, ...] = ()
    opening: str = ""
    contributions: tuple[Contribution, ...] = ()
    conclusions: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    closing: str = ""
    version: str = ""
    chair_signs: Signatory
    note_taker_signs: Signatory

    @property
    def heading(self) -> str:
        return f"Notulen {self.event.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Sheet):
    """A report (*laporan*) in lettered sections: A Pendahuluan … E Penutup, or those the caller gives."""

    kind: Literal["report"] = "report"
    title: str = "LAPORAN"
    about: str
    sections: tuple[Section, ...]
    signatory: Signatory
    copies: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return f"{self.title} {self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular(Sheet):
    """A circular (*surat edaran*) with numbered sections."""

    kind: Literal["circular"] = "circular"
    addressees: tuple[str, ...]
    addressee_place: str = ""
    about: str
    sections: tuple[Section, ...]
    closing: str = ""
    signatory: Signatory
    copies: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return f"Surat edaran {self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressBrief(Sheet):
    """A press brief (*siaran pers*): every sentence carries its records, printed as numbered endnotes."""

    kind: Literal["brief"] = "brief"
    title: str
    passages: tuple[Passage, ...]

    @property
    def heading(self) -> str:
        return self.title


Document = Letter | Invitation | AttendanceList | MinutesDocument | Report | Circular | PressBrief
"""Any paper the engine can render."""

KINDS: tuple[str, ...] = ("invitation", "attendance", "minutes", "report", "letter", "circular", "brief")
"""The kinds of paper, by the name of their templates."""
