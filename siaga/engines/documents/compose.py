"""Papers from the record of a meeting: which parts of the record stand where on each kind of paper.

    document = compose("minutes", Cover(letterhead=…, signatory=…, day=…), record)

A letter and a circular may stand alone; the others are about a meeting. Layouts follow Indonesian government
correspondence: minutes of head, proceedings and foot; a report of the sections A to E.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from siaga.engines.documents.brief.facts import ActionFact, ConclusionFact, Record, SeatFact, StatementFact
from siaga.engines.documents.brief.voice import Voice, bare, ended
from siaga.engines.documents.brief.writer import figure, follow_up_due, follow_up_owner, passages
from siaga.engines.documents.model import (
    AttendanceList,
    Attendee,
    Circular,
    Contribution,
    Document,
    Event,
    FollowUp,
    Invitation,
    Language,
    Letter,
    Letterhead,
    MinutesDocument,
    Paper,
    PressBrief,
    Report,
    Section,
    Signatory,
    Table,
)
from siaga.engines.documents.words import NOT_STATED, dated, hours, spelled

_ID = Voice(Language.INDONESIAN)
_UNSTATED = NOT_STATED[Language.INDONESIAN]
PRESENCE = {
    "present": "Hadir",
    "represented": "Diwakili",
    "excused": "Tidak hadir dengan alasan",
    "absent": "Tidak hadir",
    "not_stated": "",
    "expected": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What an officer decides about a paper, beyond what the record says.

    `paragraphs` are the text of a letter, the points of a circular, the closing words of a report, or the
    opening sentence of an invitation. `version` names the signed version of minutes; `blank` is the number
    of empty lines of an attendance list, and `taken` says that it is to show who came, not to be signed.
    """

    letterhead: Letterhead
    signatory: Signatory
    day: date
    place: str = ""
    paper: Paper = Paper.F4
    language: Language = Language.INDONESIAN
    marking: str = ""
    nature: str = "Biasa"
    attachments: str = ""
    subject: str = ""
    addressees: tuple[str, ...] = ()
    addressee_place: str = ""
    paragraphs: tuple[str, ...] = ()
    closing: str = ""
    copies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    blank: int = 0
    taken: bool = False
    invitation_number: str = ""
    note_taker: str = ""
    note_taker_signs: Signatory | None = None
    version: str = ""

    def sheet(self) -> dict[str, Any]:
        """What every kind of paper has."""
        names = ("letterhead", "day", "place", "paper", "marking")
        return {name: getattr(self, name) for name in names}

    def letter(self) -> dict[str, Any]:
        """What every kind of letter has."""
        names = ("addressees", "addressee_place", "closing", "signatory", "copies")
        return {name: getattr(self, name) for name in names}


def compose(kind: str, cover: Cover, record: Record | None = None) -> Document:
    """The paper of a kind. Raises ValueError for one that needs a meeting and is given none."""
    if kind == "letter":
        return _letter(cover)
    if kind == "circular":
        return _circular(cover)
    if record is None:
        raise ValueError(f"{kind} is about a meeting")
    return _ABOUT_A_MEETING[kind](cover, record)


def event_of(record: Record) -> Event:
    """The meeting as the heads of papers name it."""
    meeting = record.meeting
    chair = meeting.chair or meeting.chair_printed
    return Event(
        title=meeting.title,
        moment=meeting.moment,
        venue=meeting.venue,
        agenda=tuple(point.title for point in record.agenda),
        chair=f"{chair}, mewakili {meeting.chair_for}" if meeting.chair_for else chair,
        moderator=meeting.moderator,
        basis=meeting.basis or meeting.basis_printed,
    )


def _letter(cover: Cover) -> Letter:
    return Letter(
        **cover.sheet(),
        **cover.letter(),
        nature=cover.nature,
        attachments=cover.attachments,
        subject=cover.subject,
        paragraphs=cover.paragraphs,
    )


def _circular(cover: Cover) -> Circular:
    """Each paragraph is a section: its first line the title, every further line a point."""
    return Circular(
        **cover.sheet(), **cover.letter(), about=cover.subject, sections=sections_of(cover.paragraphs)
    )


def sections_of(paragraphs: tuple[str, ...]) -> tuple[Section, ...]:
    """Sections from plain paragraphs: the first line of each is its title, the others are its points."""
    split = (tuple(line.strip() for line in text.splitlines() if line.strip()) for text in paragraphs)
    return tuple(Section(title=lines[0], points=lines[1:]) for lines in split if lines)


def _invitation(cover: Cover, record: Record) -> Invitation:
    guests = tuple(Attendee(institution=s.institution, office=s.office) for s in record.seats)
    many = len(cover.addressees) == 0
    return Invitation(
        **cover.sheet(),
        **cover.letter() | ({"addressees": ("Daftar terlampir",)} if many else {}),
        nature=cover.nature,
        attachments=cover.attachments or (f"1 ({spelled(1)}) lembar" if many and guests else ""),
        subject=cover.subject or "Undangan",
        opening=" ".join(cover.paragraphs) or _called(record),
        event=event_of(record),
        notes=cover.notes,
        invited=guests if many else (),
    )


def _called(record: Record) -> str:
    """The opening sentence of an invitation, with the basis and the purpose where they are stated."""
    meeting = record.meeting
    basis = f"Berdasarkan {bare(meeting.basis)}" if meeting.basis else ""
    purpose = f"dalam rangka {_lower(bare(meeting.purpose))}" if meeting.purpose else ""
    why = (
        " dan ".join(part for part in (basis, purpose) if part) or "Sehubungan dengan acara tersebut di bawah"
    )
    return f"{why[:1].upper()}{why[1:]}, dengan ini kami mengundang Saudara untuk hadir pada:"


def _lower(text: str) -> str:
    """The text inside a sentence; an abbreviation at its beginning stays in capitals."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _attendance(cover: Cover, record: Record) -> AttendanceList:
    return AttendanceList(
        **cover.sheet(),
        event=event_of(record),
        attendees=tuple(_attendee(seat, taken=cover.taken) for seat in record.seats),
        blank=0 if cover.taken else cover.blank,
        signatory=cover.signatory,
    )


def _attendee(seat: SeatFact, *, taken: bool = True) -> Attendee:
    presence = PRESENCE[seat.presence] if taken else ""
    detail = seat.represented_by or seat.reason
    return Attendee(
        institution=seat.institution,
        office=seat.office,
        name=seat.person,
        presence=f"{presence}: {bare(detail)}" if presence and detail else presence,
    )


def _minutes(cover: Cover, record: Record) -> MinutesDocument:
    return MinutesDocument(
        **cover.sheet(),
        event=event_of(record),
        invitation_number=cover.invitation_number,
        note_taker=cover.note_taker,
        attendees=tuple(_attendee(seat) for seat in record.seats),
        opening=record.meeting.opening,
        contributions=tuple(_contribution(statement) for statement in record.statements),
        conclusions=tuple(_conclusion(conclusion) for conclusion in record.conclusions),
        follow_ups=tuple(_follow_up(action) for action in record.actions),
        closing=record.meeting.closing,
        version=cover.version,
        chair_signs=cover.signatory,
        note_taker_signs=cover.note_taker_signs or Signatory(title="", name=cover.note_taker),
    )


def _contribution(statement: StatementFact) -> Contribution:
    return Contribution(
        speaker=statement.speaker,
        text=ended(statement.text),
        figures=tuple(figure(claim, _ID) for claim in statement.claims),
    )


def _conclusion(conclusion: ConclusionFact) -> str:
    addressed = f" Ditujukan kepada {bare(conclusion.addressee)}." if conclusion.addressee else ""
    effect = f" Berlaku {dated(conclusion.day)}." if conclusion.day else ""
    return f"{ended(conclusion.text)}{addressed}{effect}"


def _follow_up(action: ActionFact) -> FollowUp:
    event = f" (dilaksanakan {dated(action.event_day)})" if action.event_day else ""
    owner = follow_up_owner(action, _ID) if action.owner or action.partners else ""
    due = follow_up_due(action, _ID) if action.due or action.due_printed else ""
    return FollowUp(what=f"{bare(action.what)}{event}", who=owner, due=due)


def _report(cover: Cover, record: Record) -> Report:
    return Report(
        **cover.sheet(),
        about=cover.subject or record.meeting.title,
        sections=(
            _introduction(record),
            _activities(record),
            _results(record),
            _conclusions(record),
            Section(title="Penutup", paragraphs=cover.paragraphs or ("Demikian laporan ini disampaikan.",)),
        ),
        signatory=cover.signatory,
        copies=cover.copies,
    )


def _introduction(record: Record) -> Section:
    meeting = record.meeting
    return Section(
        title="Pendahuluan",
        points=(
            f"Umum: {ended(meeting.title)}",
            f"Maksud dan tujuan: {ended(meeting.purpose or _UNSTATED)}",
            f"Ruang lingkup: {ended('; '.join(bare(point.title) for point in record.agenda) or _UNSTATED)}",
            f"Dasar: {ended(meeting.basis or meeting.basis_printed or _UNSTATED)}",
        ),
    )


def _activities(record: Record) -> Section:
    meeting, event = record.meeting, event_of(record)
    rows = tuple(
        (str(i), seat.who, _attendee(seat).presence or _UNSTATED)
        for i, seat in enumerate(record.seats, start=1)
    )
    return Section(
        title="Kegiatan yang dilaksanakan",
        points=(
            f"Hari, tanggal: {dated(meeting.moment.day)}.",
            f"Pukul: {hours(meeting.moment)}.",
            f"Tempat: {meeting.venue or _UNSTATED}.",
            f"Pimpinan: {event.chair or _UNSTATED}.",
        ),
        tables=(Table(title="Kehadiran", columns=("No.", "Peserta", "Kehadiran"), rows=rows, numeric=(0,)),)
        if rows
        else (),
    )


def _results(record: Record) -> Section:
    said = tuple(
        f"{statement.speaker or _UNSTATED}: {ended(statement.text)}" for statement in record.statements
    )
    figures = tuple(
        (bare(s.speaker) or _UNSTATED, figure(claim, _ID)) for s in record.statements for claim in s.claims
    )
    tables = (Table(title="Angka yang disebut", columns=("Oleh", "Angka"), rows=figures),) if figures else ()
    return Section(title="Hasil yang dicapai", points=said or (f"{_UNSTATED}.",), tables=tables)


def _conclusions(record: Record) -> Section:
    held = tuple(_conclusion(conclusion) for conclusion in record.conclusions)
    follow_ups = [_follow_up(action) for action in record.actions]
    rows = tuple((f.what, f.who or _UNSTATED, f.due or _UNSTATED) for f in follow_ups)
    tables = (Table(title="Tindak lanjut", columns=("Apa", "Siapa", "Kapan"), rows=rows),) if rows else ()
    return Section(title="Simpulan dan saran", points=held or (f"{_UNSTATED}.",), tables=tables)


def _brief(cover: Cover, record: Record) -> PressBrief:
    return PressBrief(
        **cover.sheet(),
        language=cover.language,
        title=cover.subject or record.meeting.title,
        passages=passages(record, cover.language),
    )


_ABOUT_A_MEETING: dict[str, Callable[[Cover, Record], Document]] = {
    "invitation": _invitation,
    "attendance": _attendance,
    "minutes": _minutes,
    "report": _report,
    "brief": _brief,
}
