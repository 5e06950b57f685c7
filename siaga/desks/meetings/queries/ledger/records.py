"""The words of meetings as the rules read them: only what the reader may read, one query for each kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Action, Attendance, Conclusion, Meeting, Progress, Statement
from siaga.desks.meetings.queries.ledger.places import Place, about, closed_circle, meeting_url
from siaga.desks.meetings.reading import Reader, actions_for, items_for, meetings_for
from siaga.desks.offices.models import Office
from siaga.engines.doubts import About, Addressed, Cited, Plan, Record, Sitting, Task

_OVER = (Progress.DONE, Progress.CANCELLED)
_MEETING = ("meeting__series__convener", "source")


@dataclass
class Words:
    """What was gathered, and where each record stands."""

    records: list[Record] = field(default_factory=list)
    citations: list[Cited] = field(default_factory=list)
    addressed: list[Addressed] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    places: dict[About, Place] = field(default_factory=dict)


def words_of(election: Election, reader: Reader, meeting: Meeting | None = None) -> Words:
    """Everything said and decided at the meetings of an election (or at one) that the reader may read."""
    words = Words()
    _sittings(words, election, reader, meeting)
    _attendance(words, election, reader, meeting)
    _statements(words, election, reader, meeting)
    _conclusions(words, election, reader, meeting)
    _actions(words, election, reader, meeting)
    return words


def _sittings(words: Words, election: Election, reader: Reader, only: Meeting | None) -> None:
    kept = {"pk": only.pk} if only else {}
    rows = Meeting.objects.filter(meetings_for(reader), series__election=election, **kept)
    rows = rows.exclude(state=Meeting.State.CANCELLED)
    for row in rows.select_related("series__convener", "chair", "chair_for", "legal_basis", "source"):
        here = Place(
            about(row),
            row.title,
            _named(row.series.convener),
            row,
            row.day,
            row.day_printed or row.chair_printed or row.basis_printed,
            row,
            meeting_url(row),
        )
        words.places[here.about] = here
        pieces = list(_pieces(row))
        words.records += pieces
        words.sittings.append(Sitting(pieces[0], row.not_before, row.not_after))
        if row.legal_basis:
            words.citations.append(Cited(pieces[0], row.legal_basis.code))


def _pieces(row: Meeting) -> Iterator[Record]:
    """The printed pieces of a meeting, its day first; each is read by itself."""
    yield _record(row, row, row.day_printed, row.title)
    yield _record(row, row, row.chair_printed, office=row.chair_for or row.chair)
    yield _record(row, row, row.basis_printed)
    for text in (row.purpose, row.opening, row.closing):
        if text:
            yield _record(row, row, "", text)


def _attendance(words: Words, election: Election, reader: Reader, only: Meeting | None) -> None:
    meetings = Meeting.objects.filter(meetings_for(reader), series__election=election)
    rows = Attendance.objects.filter(meeting__in=meetings, withdrawn=False, **_in(only)).exclude(printed="")
    rows = rows.exclude(meeting__state=Meeting.State.CANCELLED)
    if not reader.of_the_room:  # the public reads names in an attendance only where a source printed them
        rows = rows.filter(meeting__loaded=True)
    for row in rows.select_related("institution", "office", *_MEETING):
        words.records.append(_record(row, row.meeting, row.printed, office=row.office))
        _place(words, row, row.meeting, str(row.office or row.institution), _named(row.institution))


def _statements(words: Words, election: Election, reader: Reader, only: Meeting | None) -> None:
    rows = Statement.objects.filter(items_for(reader), meeting__series__election=election, **_in(only))
    rows = rows.filter(withdrawn=False).exclude(meeting__state=Meeting.State.CANCELLED)
    for row in rows.select_related("institution", "office", *_MEETING):
        words.records.append(
            _record(row, row.meeting, row.printed, row.text, office=row.office, person=row.person)
        )
        _place(words, row, row.meeting, row.topic or row.text, _named(row.institution))


def _conclusions(words: Words, election: Election, reader: Reader, only: Meeting | None) -> None:
    mine = items_for(reader, own=("addressee__institution",))
    rows = Conclusion.objects.filter(mine, meeting__series__election=election, **_in(only))
    rows = rows.filter(withdrawn=False).exclude(meeting__state=Meeting.State.CANCELLED)
    for row in rows.select_related("addressee", *_MEETING):
        record = _record(row, row.meeting, row.printed, row.text, office=row.addressee)
        words.records.append(record)
        _place(words, row, row.meeting, row.text)
        if row.addressee:
            words.addressed.append(Addressed(record, row.addressee.code, row.day))


def _actions(words: Words, election: Election, reader: Reader, only: Meeting | None) -> None:
    rows = Action.objects.filter(actions_for(reader), election=election, **_in(only))
    rows = rows.select_related("owner", *_MEETING)
    partners = _partners([row.pk for row in rows if row.event_day])
    for row in rows:
        record = _record(row, row.meeting, row.due_printed, row.title)
        words.records.append(record)
        _place(words, row, row.meeting, row.title, _named(row.owner) if row.owner else "")
        owner = row.owner.name if row.owner else ""
        due, over = row.due or row.event_day, row.state in _OVER
        words.tasks.append(Task(record, owner, due, row.due_printed, closed=over))
        if row.event_day and row.state != Progress.CANCELLED:
            there = [row.owner.code] if row.owner else []
            words.plans.append(Plan(record, row.event_day, (*there, *partners.get(row.pk, ()))))


def _partners(actions: list[int]) -> dict[int, list[str]]:
    """The codes of the institutions that take part in each of some actions."""
    found: dict[int, list[str]] = {}
    joint = Action.partners.through.objects.filter(action__in=actions)
    for action, code in joint.values_list("action_id", "institution__code").order_by("pk"):
        found.setdefault(action, []).append(code)
    return found


def _record(
    row: Statement | Conclusion | Action | Attendance | Meeting,
    meeting: Meeting,
    printed: str,
    text: str = "",
    *,
    office: Office | None = None,
    person: str = "",
) -> Record:
    return Record(
        about(row),
        meeting.day,
        meeting.regime,
        printed,
        text,
        office=office.code if office else "",
        person=person,
        restricted=closed_circle(row, meeting),
    )


def _place(
    words: Words,
    row: Statement | Conclusion | Action | Attendance,
    meeting: Meeting,
    title: str,
    institution: str = "",
) -> None:
    spot = about(row)
    printed = row.due_printed if isinstance(row, Action) else row.printed
    address = meeting_url(meeting, f"{spot.kind}-{spot.id}")
    words.places[spot] = Place(spot, title, institution, meeting, meeting.day, printed, row, address)


def _named(institution: object) -> str:
    return getattr(institution, "short_name", "") or str(institution or "")


def _in(meeting: Meeting | None) -> dict[str, Meeting]:
    return {"meeting": meeting} if meeting else {}
