"""The series, their meetings through the year, who came, what was said and concluded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from django.db.models import F

from siaga.desks.meetings import models as m
from tests.kit.year.making import BATCH, Making

DAYS, AHEAD = 340, 10
"""The year lasts so long; its last days are still to come."""
GUESTS, MISSING = 20, (5, 11)
STATEMENTS, CONCLUSIONS = 10, 4


def make(making: Making, count: int) -> tuple[list[m.Series], list[m.Meeting]]:
    """Every series and every meeting, the oldest first; those whose day has come were held."""
    series = _series(making)
    first = making.today - timedelta(days=DAYS - AHEAD)
    meetings = m.Meeting.objects.bulk_create(
        (
            _meeting(making, n, series[n % len(series)], first + timedelta(days=n * DAYS // count))
            for n in range(count)
        ),
        batch_size=BATCH,
    )
    _attendance(making, meetings)
    _statements(making, meetings)
    _conclusions(making, meetings)
    return series, meetings


def _series(making: Making) -> list[m.Series]:
    return m.Series.objects.bulk_create(
        m.Series(
            election=making.election,
            code=f"seri-{kind}",
            name=f"Seri {label}",
            kind=kind,
            convener=making.bodies[n],
            region=making.election.region,
        )
        for n, (kind, label) in enumerate(m.Series.Kind.choices)
    )


def _meeting(making: Making, n: int, series: m.Series, day: date) -> m.Meeting:
    visibility = making.circle()
    public = visibility == m.Visibility.PUBLIC
    return m.Meeting(
        series=series,
        code=f"rapat-{n}",
        title=f"Rapat {n}: {making.area()}",
        regime=making.election.regime,
        day=day,
        starts=time(9),
        venue="Aula",
        visibility=visibility,
        published_at=making.now if public else None,
    )


def _attendance(making: Making, meetings: Iterable[m.Meeting]) -> None:
    m.Attendance.objects.bulk_create(
        (
            m.Attendance(meeting=meeting, number=n, institution=body)
            for meeting in meetings
            for n, body in enumerate(making.draw.sample(making.bodies, GUESTS), 1)
        ),
        batch_size=BATCH,
    )
    _step(making, m.Meeting.State.PLANNED, m.Meeting.State.INVITED)
    asked = m.Attendance.objects.filter(meeting__day__lte=making.today)
    taken = {"method": m.Attendance.Method.LIST}
    came, stayed_away = asked.exclude(number__in=MISSING), asked.filter(number__in=MISSING)
    came.update(presence=m.Attendance.Presence.PRESENT, **taken)
    stayed_away.update(presence=m.Attendance.Presence.ABSENT, **taken)
    _step(making, m.Meeting.State.INVITED, m.Meeting.State.HELD, day__lte=making.today)


def _step(making: Making, before: str, after: str, **only: date) -> None:
    rows = m.Meeting.objects.filter(state=before, series__election=making.election, code__startswith="rapat-")
    rows.filter(**only).update(state=after, revision=F("revision") + 1)


def _held(making: Making, meetings: Sequence[m.Meeting]) -> list[m.Meeting]:
    return [meeting for meeting in meetings if meeting.day <= making.today]


def _statements(making: Making, meetings: Sequence[m.Meeting]) -> None:
    m.Statement.objects.bulk_create(
        (
            m.Statement(
                meeting=meeting,
                number=n,
                institution=making.body(),
                text=f"Laporan {n} tentang {making.area()} dalam rapat {meeting.code}.",
                visibility=making.circle(),
            )
            for meeting in _held(making, meetings)
            for n in range(1, STATEMENTS + 1)
        ),
        batch_size=BATCH,
    )


def _conclusions(making: Making, meetings: Sequence[m.Meeting]) -> None:
    m.Conclusion.objects.bulk_create(
        (
            m.Conclusion(
                meeting=meeting,
                number=n,
                kind=m.Conclusion.Kind.DECISION,
                text=f"Keputusan {n} tentang {making.area()}.",
                visibility=making.circle(),
            )
            for meeting in _held(making, meetings)
            for n in range(1, CONCLUSIONS + 1)
        ),
        batch_size=BATCH,
    )
