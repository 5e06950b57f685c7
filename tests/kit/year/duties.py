"""What the agencies promised: a third not reported on, the rest under way, done, or done and confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from siaga.desks.meetings import models as m
from siaga.desks.readiness.models import Area, Duty, DutyReport, DutyVerdict, Standing
from tests.kit.year.making import BATCH, Making

Said, Found = DutyReport.State, DutyVerdict.Outcome


def make(making: Making, meetings: Sequence[m.Meeting], count: int) -> None:
    """The duties by area and institution in turn, and what was reported on them."""
    made = Duty.objects.bulk_create(
        (_duty(making, n, meetings[n % len(meetings)]) for n in range(count)), batch_size=BATCH
    )
    reported = [duty for n, duty in enumerate(made) if n % 3]
    reports = DutyReport.objects.bulk_create(
        (_report(making, n, duty) for n, duty in enumerate(reported)), batch_size=BATCH
    )
    _settle()
    done = [report for n, report in enumerate(reports) if report.state == Said.DONE and n % 4]
    DutyVerdict.objects.bulk_create(
        (_verdict(making, n, report) for n, report in enumerate(done)), batch_size=BATCH
    )
    _settle()


def _duty(making: Making, n: int, meeting: m.Meeting) -> Duty:
    areas = Area.values
    body = making.bodies[n % len(making.bodies)]
    return Duty(
        election=making.election,
        code=f"tugas-{n}",
        institution=body,
        area=areas[(n // len(making.bodies)) % len(areas)],
        text=f"Kesiapan {n}: {making.area()}",
        due=making.today + timedelta(days=making.draw.randrange(-30, 30)),
        meeting=meeting,
        visibility=making.circle(),
    )


def _report(making: Making, n: int, duty: Duty) -> DutyReport:
    return DutyReport(
        duty=duty,
        number=1,
        state=Said.DONE if n % 2 else Said.IN_PROGRESS,
        words="Sudah dilaporkan.",
        by=making.member(duty.institution_id),
        institution_id=duty.institution_id,
        at=making.now,
        client_id=making.receipt(),
        digest=making.digest(),
    )


def _verdict(making: Making, n: int, report: DutyReport) -> DutyVerdict:
    elsewhere = making.another(n, report.institution_id)
    return DutyVerdict(
        report=report,
        outcome=Found.CONFIRMED,
        by=making.member(elsewhere),
        institution_id=elsewhere,
        at=making.now,
    )


def _settle() -> None:
    """Let every duty repeat its report and verdict, as the database demands."""
    its_own = DutyReport.objects.filter(duty=OuterRef("pk"))
    standing = Case(
        When(~Q(state=Said.DONE), then="state"),
        When(verdict__outcome=Found.CONFIRMED, then=Value(Standing.DONE)),
        default=Value(Standing.REPORTED),
    )
    Duty.objects.filter(Exists(its_own)).update(
        latest=Subquery(its_own.values("pk")[:1]), standing=Subquery(its_own.values(now=standing)[:1])
    )
