"""Statements, conclusions and claims of a pack."""

from __future__ import annotations

from siaga.desks.elections.services.errors import UnfitPackError
from siaga.desks.meetings.models import AgendaItem, Claim, Conclusion, Meeting, Statement
from siaga.desks.meetings.services.load.ground import GONE, Ground, with_the_gone
from siaga.desks.trail.services.put import KindChanges
from siaga.desks.trail.services.sources import origin_fields
from siaga.engines.packs import model as packs

NUMBER = ("meeting__code", "number")


def put_statements(ground: Ground, pack: packs.Pack) -> KindChanges:
    """What was said; a statement that left the pack is withdrawn."""
    meetings = ground.meetings()
    points = {(point.meeting_id, point.number): point for point in ground.loaded(AgendaItem)}
    wanted = []
    for row in pack.statements:
        meeting = meetings[row.meeting]
        point = points[meeting.pk, row.agenda] if row.agenda else None
        wanted.append(_statement(row, meeting, point, ground))
    known = ground.loaded(Statement).select_related("meeting__series")
    rows = with_the_gone(known, wanted, withdrawn=True, withdrawn_for=GONE)
    return ground.put(known, rows, key=NUMBER)


def _statement(row: packs.Statement, meeting: Meeting, point: AgendaItem | None, ground: Ground) -> Statement:
    return Statement(
        meeting=meeting,
        number=row.number,
        agenda_item=point,
        topic=row.topic,
        institution=ground.institution(row.institution),
        office=ground.office(row.office),
        person=row.person,
        text=row.text,
        printed=row.as_printed,
        visibility=row.visibility.value,
        **origin_fields(Statement, row.origin, ground.sources),
    )


def put_conclusions(ground: Ground, pack: packs.Pack) -> KindChanges:
    """What was concluded; a conclusion that left the pack is withdrawn."""
    meetings = ground.meetings()
    wanted = [_conclusion(row, meetings[row.meeting], ground) for row in pack.conclusions]
    known = ground.loaded(Conclusion).select_related("meeting__series")
    rows = with_the_gone(known, wanted, withdrawn=True, withdrawn_for=GONE)
    return ground.put(known, rows, key=NUMBER)


def _conclusion(row: packs.Conclusion, meeting: Meeting, ground: Ground) -> Conclusion:
    return Conclusion(
        meeting=meeting,
        number=row.number,
        kind=row.kind.value,
        text=row.text,
        printed=row.as_printed,
        addressee=ground.office(row.addressee),
        day=row.day,
        visibility=row.visibility.value,
        **origin_fields(Conclusion, row.origin, ground.sources),
    )


def put_claims(ground: Ground, pack: packs.Pack) -> KindChanges:
    """The figures in the statements; a claim that left the pack is withdrawn."""
    known = ground.loaded(Claim, "statement__meeting__").select_related("statement__meeting__series")
    _refuse_taken(ground, pack)
    statements = {(s.meeting.code, s.number): s for s in ground.loaded(Statement).select_related("meeting")}
    wanted = [_claim(row, statements[row.meeting, row.statement], ground) for row in pack.claims]
    rows = with_the_gone(known, wanted, withdrawn=True, withdrawn_for=GONE)
    return ground.put(known, rows, key=("code",))


def _refuse_taken(ground: Ground, pack: packs.Pack) -> None:
    codes = [row.code for row in pack.claims]
    theirs = ground.election.claims.filter(code__in=codes).exclude(statement__meeting__loaded=True)
    if taken := theirs.values_list("code", flat=True).first():
        row = next(row for row in pack.claims if row.code == taken)
        place = f"{row.origin.file}:{row.origin.line}"
        raise UnfitPackError(f"{place}: officers already use the code {taken} for a claim of their own")


def _claim(row: packs.Claim, statement: Statement, ground: Ground) -> Claim:
    return Claim(
        election=ground.election,
        statement=statement,
        code=row.code,
        subject=row.subject,
        label=row.label,
        institution=ground.institution(row.institution) or statement.institution,
        region_id=row.region,
        value=row.value,
        unit=row.unit,
        bound=row.bound.value,
        as_of=row.as_of,
        printed=row.as_printed,
        visibility=row.visibility.value,
        **origin_fields(Claim, row.origin, ground.sources),
    )
