"""A year of a large city: many institutions and people, meetings every working day, thousands of actions.

    year = year_of(election, Size(meetings=400, actions=6_000, institutions=120, users=2_000))

Written in bulk, but only by steps the database allows: an action becomes done by way of its evidence and of a
verdict of another institution. Every name and figure is invented. The same seed yields the same year.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F

from siaga.desks.elections.models import Election
from siaga.desks.meetings import models as m
from siaga.desks.offices.models import Institution, Membership, User
from siaga.desks.offices.roles import Role

BATCH = 1000
VOTING_DAY_IS_AFTER = timedelta(days=330)
AREAS = (
    "netralitas ASN",
    "logistik",
    "pengamanan TPS",
    "sosialisasi",
    "perekaman KTP-el",
    "kewaspadaan banjir",
)
VISIBILITY = (m.Visibility.PUBLIC, m.Visibility.INTERNAL, m.Visibility.INTERNAL, m.Visibility.RESTRICTED)


@dataclass(frozen=True, slots=True)
class Size:
    """How much happens in the year."""

    meetings: int = 400
    actions: int = 6_000
    institutions: int = 120
    users: int = 2_000
    seed: int = 20241127


@dataclass(frozen=True, slots=True)
class Year:
    """What was made, and the day on which it is looked at."""

    election: Election
    today: date
    series: tuple[m.Series, ...]
    institutions: tuple[Institution, ...]
    users: tuple[User, ...]


def year_of(election: Election, size: Size | None = None) -> Year:
    """Fill the election with a year of meetings and what became of them."""
    size = size or Size()
    draw = random.Random(size.seed)
    today = election.voting_date - timedelta(days=14)
    institutions = _institutions(election, size.institutions)
    users = _users(institutions, size.users)
    series = _series(election, institutions)
    meetings = _meetings(series, size.meetings, today, draw)
    _attendance(meetings, institutions, draw)
    _statements(meetings, institutions, draw)
    conclusions = _conclusions(meetings, draw)
    _actions(conclusions, institutions, size.actions, today, draw)
    _follow_up(draw)
    return Year(election, today, tuple(series), tuple(institutions), tuple(users))


def _institutions(election: Election, count: int) -> list[Institution]:
    kinds = [Institution.Kind.OTHER] * 6 + [Institution.Kind.POLICE, Institution.Kind.COMMISSION]
    return Institution.objects.bulk_create(
        Institution(
            code=f"lembaga-{n}", name=f"Lembaga {n:03}", kind=kinds[n % len(kinds)], region=election.region
        )
        for n in range(count)
    )


def _users(institutions: Sequence[Institution], count: int) -> list[User]:
    users = User.objects.bulk_create(
        (User(username=f"petugas{n}", full_name=f"Petugas {n:04}", password="!") for n in range(count)),
        batch_size=BATCH,
    )
    roles = (Role.AGENCY_OFFICER, Role.FORUM_MEMBER)
    Membership.objects.bulk_create(
        (
            Membership(
                user=user,
                role=roles[n % 40 == 0],
                institution=(body := institutions[n % len(institutions)]),
                region_id=body.region_id,
                starts=date(2024, 1, 1),
            )
            for n, user in enumerate(users)
        ),
        batch_size=BATCH,
    )
    return users


def _series(election: Election, institutions: Sequence[Institution]) -> list[m.Series]:
    return m.Series.objects.bulk_create(
        m.Series(
            election=election,
            code=f"seri-{kind}",
            name=f"Seri {label}",
            kind=kind,
            convener=institutions[n],
            region=election.region,
        )
        for n, (kind, label) in enumerate(m.Series.Kind.choices)
    )


def _meetings(series: Sequence[m.Series], count: int, today: date, draw: random.Random) -> list[m.Meeting]:
    first = today - VOTING_DAY_IS_AFTER
    return m.Meeting.objects.bulk_create(
        (
            _meeting(n, series[n % len(series)], first + timedelta(days=n * 340 // count), draw)
            for n in range(count)
        ),
        batch_size=BATCH,
    )


def _meeting(n: int, series: m.Series, day: date, draw: random.Random) -> m.Meeting:
    visibility = draw.choice(VISIBILITY)
    public = visibility == m.Visibility.PUBLIC
    return m.Meeting(
        series=series,
        code=f"rapat-{n}",
        title=f"Rapat {n}: {draw.choice(AREAS)}",
        regime="pilkada",
        day=day,
        starts=time(9),
        venue="Aula",
        visibility=visibility,
        published_at=datetime(2024, 11, 1, tzinfo=UTC) if public else None,
    )


def _attendance(meetings: Iterable[m.Meeting], bodies: Sequence[Institution], draw: random.Random) -> None:
    m.Attendance.objects.bulk_create(
        (
            m.Attendance(meeting=meeting, number=n, institution=body)
            for meeting in meetings
            for n, body in enumerate(draw.sample(bodies, 20), 1)
        ),
        batch_size=BATCH,
    )
    m.Meeting.objects.filter(state=m.Meeting.State.PLANNED).update(
        state=m.Meeting.State.INVITED, revision=F("revision") + 1
    )
    taken = {"method": m.Attendance.Method.LIST}
    absent = m.Attendance.objects.filter(number__in=(5, 11))
    m.Attendance.objects.exclude(number__in=(5, 11)).update(presence=m.Attendance.Presence.PRESENT, **taken)
    absent.update(presence=m.Attendance.Presence.ABSENT, **taken)
    m.Meeting.objects.filter(state=m.Meeting.State.INVITED).update(
        state=m.Meeting.State.HELD, revision=F("revision") + 1
    )


def _statements(meetings: Iterable[m.Meeting], bodies: Sequence[Institution], draw: random.Random) -> None:
    m.Statement.objects.bulk_create(
        (
            m.Statement(
                meeting=meeting,
                number=n,
                institution=draw.choice(bodies),
                text=f"Laporan {n} tentang {draw.choice(AREAS)} dalam rapat {meeting.code}.",
                visibility=draw.choice(VISIBILITY),
            )
            for meeting in meetings
            for n in range(1, 11)
        ),
        batch_size=BATCH,
    )


def _conclusions(meetings: Iterable[m.Meeting], draw: random.Random) -> list[m.Conclusion]:
    return m.Conclusion.objects.bulk_create(
        (
            m.Conclusion(
                meeting=meeting,
                number=n,
                kind=m.Conclusion.Kind.DECISION,
                text=f"Keputusan {n} tentang {draw.choice(AREAS)}.",
                visibility=draw.choice(VISIBILITY),
            )
            for meeting in meetings
            for n in range(1, 5)
        ),
        batch_size=BATCH,
    )


def _actions(
    conclusions: Sequence[m.Conclusion],
    bodies: Sequence[Institution],
    count: int,
    today: date,
    draw: random.Random,
) -> None:
    m.Action.objects.bulk_create(
        (
            _action(n, conclusions[n % len(conclusions)], draw.choice(bodies), today, draw)
            for n in range(count)
        ),
        batch_size=BATCH,
    )


def _action(
    n: int, conclusion: m.Conclusion, owner: Institution, today: date, draw: random.Random
) -> m.Action:
    series = conclusion.meeting.series
    stated = draw.random() < 0.9
    return m.Action(
        election_id=series.election_id,
        meeting=conclusion.meeting,
        number=n + 1,
        conclusion=conclusion,
        title=f"Tindak lanjut {n}: {draw.choice(AREAS)}",
        owner=owner if draw.random() < 0.97 else None,
        region_id=series.region_id,
        due=today + timedelta(days=draw.randrange(-60, 40)) if stated else None,
        visibility=draw.choice(VISIBILITY),
    )


def _follow_up(draw: random.Random) -> None:
    """Two thirds of the owned actions are reported, two thirds of those confirmed elsewhere."""
    members = _members()
    now = datetime(2024, 11, 1, 9, tzinfo=UTC)
    reported = [a for a in m.Action.objects.exclude(owner=None).order_by("id") if draw.random() < 0.67]
    shown = m.Evidence.objects.bulk_create(
        (_evidence(action, draw.choice(members[action.owner_id]), now, draw) for action in reported),
        batch_size=BATCH,
    )
    for action, evidence in zip(reported, shown, strict=True):
        action.evidence, action.state, action.revision = evidence, m.Progress.REPORTED, action.revision + 1
    m.Action.objects.bulk_update(reported, ["evidence", "state", "revision"], batch_size=BATCH)
    _confirm([a for a in reported if draw.random() < 0.67], members, now)


def _members() -> dict[int, list[User]]:
    """People by institution: who shows or judges evidence speaks for an institution of their own."""
    found: dict[int, list[User]] = {}
    for membership in Membership.objects.select_related("user").order_by("id"):
        found.setdefault(membership.institution_id, []).append(membership.user)
    return found


def _evidence(action: m.Action, by: User, now: datetime, draw: random.Random) -> m.Evidence:
    return m.Evidence(
        action=action,
        text="Sudah dilaksanakan.",
        client_id=UUID(int=draw.getrandbits(128), version=4),
        digest=f"{draw.getrandbits(256):064x}",
        by=by,
        institution_id=action.owner_id,
        at=now,
    )


def _confirm(actions: Sequence[m.Action], members: Mapping[int, Sequence[User]], now: datetime) -> None:
    bodies = sorted(members)
    verdicts = []
    for n, action in enumerate(actions):
        other = next(b for b in bodies[n % len(bodies) :] + bodies if b != action.owner_id)
        by = members[other][n % len(members[other])]
        verdicts.append(
            m.Verdict(evidence=action.evidence, outcome="confirmed", by=by, institution_id=other, at=now)
        )
        action.state, action.confirmed_by, action.confirmed_for_id = m.Progress.DONE, by, other
        action.done_at, action.revision = now, action.revision + 1
    m.Verdict.objects.bulk_create(verdicts, batch_size=BATCH)
    fields = ["state", "confirmed_by", "confirmed_for", "done_at", "revision"]
    m.Action.objects.bulk_update(actions, fields, batch_size=BATCH)
