"""The record of a meeting from its rows, filtered for a circle and, once more, for the person who writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from siaga.desks.meetings.models import Action, Attendance, Claim, Conclusion, Meeting, Statement
from siaga.desks.meetings.papers.traces import doubts_of, trace
from siaga.desks.meetings.queries.ledger import ledger_of
from siaga.desks.meetings.queries.titles import title_on
from siaga.desks.meetings.reading import Reader, actions_for, claims_for, items_for
from siaga.desks.meetings.states import State
from siaga.engines.documents import Moment
from siaga.engines.documents.brief import (
    ActionFact,
    AgendaFact,
    ClaimFact,
    ConclusionFact,
    MeetingFact,
    Record,
    SeatFact,
    StatementFact,
)
from siaga.web.templatetags.siaga import ZONE_NAMES

Doubts = Mapping[tuple[str, str], list[str]]


def record_of(meeting: Meeting, circle: Reader, writer: Reader, *, language: str = "id") -> Record:
    """Everything of the meeting that the circle may read and the writer too; about a dozen queries."""
    found = doubts_found(meeting, language)
    return Record(
        meeting=meeting_fact(meeting, found),
        agenda=tuple(_agenda(meeting, items_for(circle, own=()) & items_for(writer, own=()))),
        seats=tuple(seat_facts(meeting, circle, found)),
        statements=tuple(_statements(meeting, circle, writer, found)),
        conclusions=tuple(
            _conclusions(meeting, items_for(circle, own=()) & items_for(writer, own=()), found)
        ),
        actions=tuple(_actions(meeting, circle, writer, found)),
    )


def doubts_found(meeting: Meeting, language: str) -> Doubts:
    """What the rules say to everyone about the meeting, by record: safe in the papers of every circle."""
    ledger = ledger_of(meeting.series.election, AnonymousUser(), meeting)
    return doubts_of(ledger.findings.doubts, language)


def meeting_fact(meeting: Meeting, found: Doubts) -> MeetingFact:
    """The frame of a meeting, its offices under the titles of that day."""
    titles = {name: _titled(meeting, name) for name in ("chair", "chair_for", "moderator")}
    moment = Moment(
        day=meeting.day,
        starts=meeting.starts,
        ends=meeting.ends,
        zone=ZONE_NAMES.get(meeting.time_zone, meeting.time_zone),
    )
    same = ("title", "day_printed", "not_before", "not_after", "venue", "chair_printed", "basis_printed")
    told = {name: getattr(meeting, name) for name in (*same, "purpose", "opening", "closing")}
    return MeetingFact(
        **_origin(meeting, found),
        **told,
        **titles,
        moment=moment,
        kind=meeting.series.kind,
        series=meeting.series.name,
        convener=meeting.series.convener.name,
        basis=meeting.legal_basis.title if meeting.legal_basis else "",
        source=meeting.source.title if meeting.source else "",
        ahead=meeting.state in (State.PLANNED, State.INVITED) and not meeting.loaded,
        cancelled=meeting.state == State.CANCELLED,
    )


def seat_facts(meeting: Meeting, circle: Reader, found: Doubts) -> Iterable[SeatFact]:
    """The list of guests. To the public persons and reasons are named only as a published source names them:
    why somebody stayed away is their own affair until then.
    """
    named = circle.of_the_room or meeting.loaded
    rows = meeting.attendance.filter(withdrawn=False).select_related("institution", "office", "source")
    for row in rows.order_by("number"):
        yield SeatFact(
            **_origin(row, found),
            institution=row.institution.name,
            office=_office(row, meeting, named),
            person=row.person if named else "",
            presence=row.presence,
            represented_by=row.represented_by if named else "",
            reason=row.reason if named else "",
            as_speaker=row.as_speaker,
        )


def claim_facts(
    meeting: Meeting, circle: Reader, writer: Reader, found: Doubts
) -> dict[int, list[ClaimFact]]:
    """The figures of a meeting by the number of their statement."""
    readable = Claim.objects.filter(claims_for(circle)).filter(claims_for(writer))
    facts: dict[int, list[ClaimFact]] = {}
    for row in (
        readable.filter(statement__meeting=meeting).select_related("statement", "source").order_by("pk")
    ):
        facts.setdefault(row.statement_id, []).append(
            ClaimFact(
                **_origin(row, found),
                label=row.label,
                value=row.value,
                unit=row.unit,
                bound=row.bound,
                precision=row.precision,
                as_of=row.as_of,
                printed=row.printed,
            )
        )
    return facts


def _agenda(meeting: Meeting, readable: Q) -> Iterable[AgendaFact]:
    rows = meeting.agenda.filter(readable, withdrawn=False).order_by("number")
    return (AgendaFact(trace=trace(row), title=row.title) for row in rows)


def _statements(meeting: Meeting, circle: Reader, writer: Reader, found: Doubts) -> Iterable[StatementFact]:
    claims = claim_facts(meeting, circle, writer, found)
    readable = items_for(circle, own=()) & items_for(writer)
    rows = meeting.statements.filter(readable, withdrawn=False).select_related(
        "institution", "office", "source"
    )
    for row in rows.order_by("number"):
        yield StatementFact(
            **_origin(row, found),
            speaker=speaker_of(row, meeting),
            text=row.text,
            printed=row.printed,
            claims=tuple(claims.get(row.pk, ())),
        )


def speaker_of(row: Statement, meeting: Meeting) -> str:
    """Office under the title of the day, person and institution; what one part says already is left out."""
    titled = title_on(row.office, meeting.day)
    office = titled.title if titled else ""
    person = row.person or (titled.person if titled else "")
    seat = [part for part in (office, person) if part]
    body = row.institution.name if row.institution else ""
    if body and not any(body in part for part in seat):
        seat.append(body)
    return ", ".join(seat)


def _conclusions(meeting: Meeting, readable: Q, found: Doubts) -> Iterable[ConclusionFact]:
    rows = meeting.conclusions.filter(readable, withdrawn=False).select_related("addressee", "source")
    for row in rows.order_by("number"):
        yield ConclusionFact(
            **_origin(row, found),
            kind=row.kind,
            text=row.text,
            addressee=str(title_on(row.addressee, meeting.day) or ""),
            day=row.day,
        )


def _actions(meeting: Meeting, circle: Reader, writer: Reader, found: Doubts) -> Iterable[ActionFact]:
    rows = Action.objects.filter(actions_for(circle)).filter(actions_for(writer), meeting=meeting)
    live = rows.exclude(state="cancelled").select_related("owner", "source").prefetch_related("partners")
    for row in live.order_by("number"):
        yield ActionFact(
            **_origin(row, found),
            what=row.title,
            owner=row.owner.name if row.owner else "",
            partners=tuple(partner.name for partner in row.partners.all()),
            due=row.due,
            due_printed=row.due_printed,
            event_day=row.event_day,
        )


def _origin(row: Meeting | Attendance | Statement | Conclusion | Claim | Action, found: Doubts) -> dict:
    """Where a fact is kept, and why it may be doubtful: by its source's own mark, and by the rules."""
    mark = trace(row)
    doubts = [*([row.doubt] if row.doubt else []), *found.get((mark.noun, mark.key), ())]
    return {"trace": mark, "doubts": tuple(dict.fromkeys(doubts))}


def _titled(meeting: Meeting, name: str) -> str:
    return str(title_on(getattr(meeting, name), meeting.day) or "")


def _office(row: Attendance, meeting: Meeting, named: bool) -> str:
    titled = title_on(row.office, meeting.day)
    if titled is None:
        return ""
    return str(titled) if named and not row.person else titled.title
