"""Series, meetings, agenda and attendance of a pack."""

from __future__ import annotations

from copy import copy
from datetime import date

from django.utils import timezone

from siaga.desks.elections.services.errors import UnfitPackError
from siaga.desks.meetings.models import AgendaItem, Attendance, Meeting, Series, Visibility
from siaga.desks.meetings.services.load.ground import GONE, Ground, with_the_gone
from siaga.desks.trail.services.put import KindChanges
from siaga.desks.trail.services.sources import origin_fields
from siaga.engines.packs import model as packs

NOT_IN_A_PACK = ("note_taker", "revision", "door_key", "reopened_for")
"""Of a meeting; what a pack knows nothing of."""


Window = tuple[date | None, date | None]
NO_WINDOW: Window = (None, None)


def put_series(ground: Ground, pack: packs.Pack) -> KindChanges:
    """The series of the pack. One that officers opened under the same code is used as it stands."""
    theirs = set(ground.election.series.filter(source=None).values_list("code", flat=True))
    wanted = [_series(row, ground) for row in pack.series if row.code not in theirs]
    known = ground.election.series.filter(code__in=[series.code for series in wanted])
    return ground.put(known, wanted, key=("code",))


def _series(row: packs.Series, ground: Ground) -> Series:
    return Series(
        election=ground.election,
        code=row.code,
        name=row.name,
        kind=row.kind.value,
        convener=ground.institutions[row.convener],
        region_id=row.region,
        visibility=row.visibility.value,
        **origin_fields(Series, row.origin, ground.sources),
    )


def put_meetings(ground: Ground, pack: packs.Pack) -> KindChanges:
    """The meetings of the pack, held and, when public, published. One that left the pack is called off."""
    _refuse_taken(ground, pack)
    known = ground.meetings()
    windows = {stage.code: (stage.start, stage.end) for stage in pack.stages}
    series = {one.code: one for one in ground.election.series.all()}
    wanted = [
        _meeting(row, series[row.series], ground, windows.get(row.during or "", NO_WINDOW))
        for row in pack.meetings
    ]
    for meeting in wanted:
        _publish(meeting, known.get(meeting.code))
    left = [_called_off(known[code]) for code in known.keys() - {meeting.code for meeting in wanted}]
    rows = ground.loaded(Meeting, "").select_related("series")
    return ground.put(rows, wanted + left, key=("code",), ours=NOT_IN_A_PACK)


def _refuse_taken(ground: Ground, pack: packs.Pack) -> None:
    codes = [row.code for row in pack.meetings]
    own = Meeting.objects.filter(series__election=ground.election, loaded=False, code__in=codes)
    moved = {m.code: m.series.code for m in ground.meetings().values()}
    for row in pack.meetings:
        if moved.get(row.code, row.series) != row.series:
            raise UnfitPackError(
                f"{_place(row)}: the meeting {row.code} belongs to the series {moved[row.code]}; "
                "a meeting never changes its series, give it a new code"
            )
    if taken := own.values_list("code", flat=True).first():
        row = next(row for row in pack.meetings if row.code == taken)
        raise UnfitPackError(
            f"{_place(row)}: officers already have a meeting of their own under the code {taken}"
        )


def _place(row: packs.Meeting) -> str:
    return f"{row.origin.file}:{row.origin.line}"


def _meeting(row: packs.Meeting, series: Series, ground: Ground, window: Window) -> Meeting:
    first, last = NO_WINDOW if row.day else window
    return Meeting(
        series=series,
        code=row.code,
        title=row.title,
        regime=row.regime.value,
        day=row.day,
        day_printed=row.day_printed,
        not_before=row.not_before or first,
        not_after=row.not_after or last,
        starts=row.starts,
        ends=row.ends,
        time_zone=ground.election.time_zone,
        venue=row.venue,
        chair=ground.office(row.chair),
        chair_printed=row.chair_printed,
        chair_for=ground.office(row.chair_for),
        moderator=ground.office(row.moderator),
        legal_basis=ground.basis(row.legal_basis),
        basis_printed=row.basis_printed,
        purpose=row.purpose,
        opening=row.opening,
        closing=row.closing,
        visibility=row.visibility.value,
        state=Meeting.State.HELD,
        loaded=True,
        **origin_fields(Meeting, row.origin, ground.sources),
    )


def _publish(meeting: Meeting, before: Meeting | None) -> None:
    """A public meeting keeps the moment it was first published."""
    if meeting.visibility == Visibility.PUBLIC:
        meeting.published_at = (before and before.published_at) or timezone.now()


def _called_off(meeting: Meeting) -> Meeting:
    off = copy(meeting)
    off.state, off.cancel_reason = Meeting.State.CANCELLED, GONE
    return off


def put_agenda(ground: Ground, pack: packs.Pack) -> KindChanges:
    """The points of the agenda; a point takes its origin from its meeting."""
    meetings = ground.meetings()
    wanted = [
        AgendaItem(
            meeting=meetings[row.meeting],
            number=row.number,
            title=row.title,
            note=row.note,
            presenter=ground.institution(row.presenter),
            visibility=row.visibility.value,
        )
        for row in pack.agenda
    ]
    known = ground.loaded(AgendaItem).select_related("meeting__series")
    rows = with_the_gone(known, wanted, withdrawn=True, withdrawn_for=GONE)
    return ground.put(known, rows, key=("meeting__code", "number"), ours=("action",))


def put_attendance(ground: Ground, pack: packs.Pack) -> KindChanges:
    """Who came. A row that left the pack says nothing any more: whether they came is not stated."""
    meetings = ground.meetings()
    wanted = [_attendance(row, meetings[row.meeting], ground) for row in pack.attendance]
    known = ground.loaded(Attendance).select_related("meeting__series")
    rows = with_the_gone(known, wanted, **SAYS_NOTHING)
    key = ("meeting__code", "number")
    return ground.put(known, rows, key=key, ours=("at", "by", "arrived"), freed=("office",))


SAYS_NOTHING = {
    "presence": Attendance.Presence.NOT_STATED,
    "method": "",
    "office": None,
    "person": "",
    "represented_by": "",
    "reason": GONE,
}


def _attendance(row: packs.Attendance, meeting: Meeting, ground: Ground) -> Attendance:
    return Attendance(
        meeting=meeting,
        number=row.number,
        institution=ground.institutions[row.institution],
        office=ground.office(row.office),
        printed=row.as_printed,
        as_speaker=row.as_speaker,
        presence=row.presence.value,
        person=row.person,
        represented_by=row.represented_by,
        reason=row.reason,
        method=Attendance.Method.SOURCE,
        **origin_fields(Attendance, row.origin, ground.sources),
    )
