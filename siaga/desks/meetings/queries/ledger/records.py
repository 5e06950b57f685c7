"""The words of meetings as the rules read them: only what the reader may read, one query for each kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from siaga.desks.meetings.models import Action, Attendance, Conclusion, Meeting, Progress, Statement
from siaga.desks.meetings.queries.ledger.places import Place, about, closed_circle
from siaga.desks.meetings.queries.ledger.shared import Shared
from siaga.desks.meetings.reading import Reader, actions_for, items_for, meetings_for
from siaga.engines.doubts import About, Addressed, Cited, Plan, Record, Sitting, Task

Row = Statement | Conclusion | Action | Attendance
_OVER = (Progress.DONE, Progress.CANCELLED)
_ORIGIN = ("source", "source_place", "precision", "doubt", "meeting")


@dataclass
class Words:
    """What was gathered from some meetings, and where each record stands."""

    meetings: dict[int, Meeting]
    shared: Shared
    records: list[Record] = field(default_factory=list)
    citations: list[Cited] = field(default_factory=list)
    addressed: list[Addressed] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    places: dict[About, Place] = field(default_factory=dict)


def words_of(shared: Shared, reader: Reader, meeting: Meeting | None = None) -> Words:
    """Everything said and decided at the meetings of an election (or at one) that the reader may read."""
    held = [shared.meetings[meeting.pk]] if meeting else shared.meetings.values()
    words = Words({row.pk: row for row in held if row.state != Meeting.State.CANCELLED}, shared)
    known = Meeting.objects.filter(meetings_for(reader), series__election=shared.election)
    readable = set(known.values_list("pk", flat=True)).intersection(words.meetings)
    _sittings(words, readable)
    _attendance(words, reader, readable)
    _statements(words, reader)
    _conclusions(words, reader)
    _actions(words, reader)
    return words


def _sittings(words: Words, readable: set[int]) -> None:
    for row in (words.meetings[number] for number in sorted(readable)):
        printed = row.day_printed or row.chair_printed or row.basis_printed
        convener = words.shared.body(row.series.convener_id)
        here = Place(
            about(row), row.title, convener, row, row.day, printed, row, sources=words.shared.sources
        )
        words.places[here.about] = here
        pieces = list(_pieces(words, row))
        words.records += pieces
        words.sittings.append(Sitting(pieces[0], row.not_before, row.not_after))
        if row.legal_basis:
            words.citations.append(Cited(pieces[0], row.legal_basis.code))


def _pieces(words: Words, row: Meeting) -> Iterator[Record]:
    """The printed pieces of a meeting, its day first; each is read by itself."""
    yield _record(row, row, row.day_printed, row.title)
    yield _record(row, row, row.chair_printed, office=words.shared.office(row.chair_for_id or row.chair_id))
    yield _record(row, row, row.basis_printed)
    for text in (row.purpose, row.opening, row.closing):
        if text:
            yield _record(row, row, "", text)


def _attendance(words: Words, reader: Reader, readable: set[int]) -> None:
    rows = _of(words, Attendance.objects.filter(withdrawn=False)).exclude(printed="")
    rows = rows.only("printed", "office", "institution", *_ORIGIN)
    if not reader.of_the_room:  # the public reads names in an attendance only where a source printed them
        rows = rows.filter(meeting__loaded=True)
    for row in (row for row in rows if row.meeting_id in readable):
        meeting = words.meetings[row.meeting_id]
        words.records.append(_record(row, meeting, row.printed, office=words.shared.office(row.office_id)))
        office = words.shared.offices.get(row.office_id) if row.office_id else None
        _place(
            words, row, office.title if office else words.shared.body(row.institution_id), row.institution_id
        )


def _statements(words: Words, reader: Reader) -> None:
    rows = _of(words, Statement.objects.filter(items_for(reader), withdrawn=False))
    wanted = ("topic", "text", "printed", "person", "office", "institution", "visibility")
    for row in rows.only(*wanted, *_ORIGIN):
        office, meeting = words.shared.office(row.office_id), words.meetings[row.meeting_id]
        words.records.append(_record(row, meeting, row.printed, row.text, office, row.person))
        _place(words, row, row.topic or row.text, row.institution_id)


def _conclusions(words: Words, reader: Reader) -> None:
    mine = items_for(reader, own=("addressee__institution",))
    rows = _of(words, Conclusion.objects.filter(mine, withdrawn=False))
    for row in rows.only("text", "printed", "addressee", "day", "visibility", *_ORIGIN):
        office = words.shared.office(row.addressee_id)
        record = _record(row, words.meetings[row.meeting_id], row.printed, row.text, office)
        words.records.append(record)
        _place(words, row, row.text)
        if office:
            words.addressed.append(Addressed(record, office, row.day))


def _actions(words: Words, reader: Reader) -> None:
    """Actions that are still to be done, and those that took or take place on a day; the rest is past."""
    wanted = ("title", "owner", "due", "due_printed", "event_day", "state", "visibility")
    rows = _of(words, Action.objects.filter(actions_for(reader))).only(*wanted, *_ORIGIN)
    rows = rows.exclude(state__in=_OVER, event_day__isnull=True)
    partners = _partners([row.pk for row in rows if row.event_day])
    for row in rows:
        record = _record(row, words.meetings[row.meeting_id], row.due_printed, row.title)
        words.records.append(record)
        _place(words, row, row.title, row.owner_id)
        due, over = row.due or row.event_day, row.state in _OVER
        words.tasks.append(Task(record, words.shared.body(row.owner_id), due, row.due_printed, closed=over))
        if row.event_day and row.state != Progress.CANCELLED:
            there = [words.shared.bodies[row.owner_id].code] if row.owner_id else []
            words.plans.append(Plan(record, row.event_day, (*there, *partners.get(row.pk, ()))))


def _of(words: Words, rows: QuerySet) -> QuerySet:
    """The rows of the meetings at hand."""
    if len(words.meetings) == 1:
        return rows.filter(meeting__in=words.meetings)
    elections = {meeting.series.election_id for meeting in words.meetings.values()}
    return rows.filter(meeting__series__election__in=elections).exclude(
        meeting__state=Meeting.State.CANCELLED
    )


def _partners(actions: list[int]) -> dict[int, list[str]]:
    """The codes of the institutions that take part in each of some actions."""
    found: dict[int, list[str]] = {}
    joint = Action.partners.through.objects.filter(action__in=actions)
    for action, code in joint.values_list("action_id", "institution__code").order_by("pk"):
        found.setdefault(action, []).append(code)
    return found


def _record(
    row: Row | Meeting, meeting: Meeting, printed: str, text: str = "", office: str = "", person: str = ""
) -> Record:
    return Record(
        about(row),
        meeting.day,
        meeting.regime,
        printed,
        text,
        office=office,
        person=person,
        restricted=closed_circle(row, meeting),
    )


def _place(words: Words, row: Row, title: str, institution: int | None = None) -> None:
    spot, meeting = about(row), words.meetings[row.meeting_id]
    words.places[spot] = Place(
        spot,
        title,
        words.shared.body(institution),
        meeting,
        meeting.day,
        row.due_printed if isinstance(row, Action) else row.printed,
        row,
        anchor=f"{spot.kind}-{spot.id}",
        sources=words.shared.sources,
    )
