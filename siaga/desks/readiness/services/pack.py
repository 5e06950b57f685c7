"""Duties that a pack brings: kept in line with it, whatever was reported on them stays."""

from __future__ import annotations

from django.db import transaction

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Meeting, Statement
from siaga.desks.meetings.telling import told
from siaga.desks.offices.models import Institution
from siaga.desks.readiness.models import Duty
from siaga.desks.trail.services.put import KindChanges, put
from siaga.desks.trail.services.record import Subject
from siaga.desks.trail.services.sources import origin_fields, sources_of
from siaga.engines.packs.model import Pack

OURS = ("standing", "latest", "close_reason")
"""What a pack knows nothing of."""


@transaction.atomic
def load_duties(*, election: Election, pack: Pack) -> KindChanges | None:
    """Bring the duties of an election in line with its pack; those that left it are closed.

    Answers to ``pack.loaded``, after the desk of meetings has. None when the pack never had any.
    """
    known = election.duties.filter(loaded=True)
    if not pack.duties and not known.exists():
        return None
    institutions = {body.code: body for body in Institution.objects.all()}
    meetings = {m.code: m for m in Meeting.objects.filter(series__election=election).select_related("series")}
    statements = {
        (s.meeting.code, s.number): s
        for s in Statement.objects.filter(meeting__series__election=election).select_related("meeting")
    }
    sources = sources_of(pack)
    wanted = [
        Duty(
            election=election,
            code=row.code,
            institution=institutions[row.institution],
            area=row.area.value,
            text=row.text,
            printed=row.as_printed,
            basis=row.basis.value,
            due=row.due,
            due_printed=row.due_printed,
            meeting=meetings[row.meeting] if row.meeting else None,
            statement=statements[row.meeting, row.statement] if row.meeting and row.statement else None,
            visibility=row.visibility.value,
            loaded=True,
            **origin_fields(Duty, row.origin, sources),
        )
        for row in pack.duties
    ]
    about = Subject("readiness.duty", election.code, str(election))
    return put(known, wanted, key=("code",), about=about, ours=OURS, told=told)
