"""Raw SQL against duties and situation reports: what the database refuses, whatever the Python above does."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from siaga.desks.meetings.models import IssuedDocument
from siaga.desks.offices.models import Institution
from siaga.desks.offices.roles import Role
from siaga.desks.readiness.models import Duty, DutyReport, DutyVerdict, ReportPlan, SituationReport
from tests.kit.city import tiny_city
from tests.kit.people import institution, person

pytestmark = pytest.mark.django_db

TABLES = ["duty", "dutyreport", "dutyverdict", "reportplan", "situationreport"]
FIELDS = [field for field in SituationReport._meta.concrete_fields if not field.primary_key]
APPEND_ONLY = [table for table in TABLES if table != "duty"]


def refused(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused_row(make, **fields) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        make(**fields)


@pytest.fixture
def room():
    return Room()


class Room:
    """A duty of one institution and a person of each of two."""

    def __init__(self) -> None:
        self.election = tiny_city().election
        self.owner = person(Role.AGENCY_OFFICER)
        self.other = person(Role.FORUM_MEMBER)
        self.own = institution(Institution.Kind.GOVERNMENT)
        self.elsewhere = institution(Institution.Kind.FORUM)
        self.duty = self.duty_of("ambulans")

    def duty_of(self, code: str, **fields) -> Duty:
        given = {"institution": self.own, "area": "health", "text": "Ambulans siaga"} | fields
        return Duty.objects.create(election=self.election, code=code, **given)

    def report(self, state: str = "done", **fields) -> DutyReport:
        number = self.duty.reports.count() + 1
        given = {"number": number, "words": "Siap", "by": self.owner, "institution": self.own} | fields
        return DutyReport.objects.create(
            duty=self.duty, state=state, at=timezone.now(), client_id=uuid.uuid4(), digest="0" * 64, **given
        )

    def verdict(self, report: DutyReport, **fields) -> DutyVerdict:
        given = {"outcome": "confirmed", "by": self.other, "institution": self.elsewhere} | fields
        return DutyVerdict.objects.create(report=report, at=timezone.now(), **given)

    def stands(self, standing: str, latest: DutyReport | None) -> None:
        Duty.objects.filter(pk=self.duty.pk).update(standing=standing, latest=latest)

    def paper(self) -> IssuedDocument:
        return IssuedDocument.objects.create(
            institution=self.elsewhere,
            kind="report",
            title="Laporan",
            day=timezone.localdate(),
            content={},
            digest="0" * 64,
            made_by=self.other,
            made_at=timezone.now(),
        )

    def fill(self) -> None:
        """A row in every table."""
        report = self.report()
        self.verdict(report)
        self.stands("done", report)
        now = timezone.now()
        ReportPlan.objects.create(
            election=self.election, starts=now.date(), every=7, reason="-", by=self.owner, at=now
        )
        SituationReport.objects.create(
            election=self.election,
            number=1,
            day=now.date(),
            since=now,
            paper=self.paper(),
            digest="0" * 64,
            by=self.other,
            institution=self.elsewhere,
            at=now,
        )


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_ever_deleted_or_replaced(room, table):
    room.fill()
    refused(f"DELETE FROM readiness_{table}")
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE readiness_{table} CASCADE")
    else:
        refused(f"INSERT OR REPLACE INTO readiness_{table} SELECT * FROM readiness_{table} LIMIT 1")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_said_is_never_rewritten(room, table):
    room.fill()
    refused(f"UPDATE readiness_{table} SET by_id = by_id")


def test_a_new_duty_has_no_report(room):
    refused_row(room.duty_of, code="lain", standing="done")
    refused_row(room.duty_of, code="lain", latest=room.report())


@pytest.mark.parametrize(
    "fields",
    [
        {"area": "weather"},
        {"text": ""},
        {"basis": "rumour"},
        {"visibility": "secret"},
        {"visibility": "restricted"},
        {"standing": "maybe"},
        {"code": "ambulans"},
    ],
)
def test_a_duty_that_contradicts_itself_is_refused(room, fields):
    refused_row(room.duty_of, **({"code": "lain"} | fields))


@pytest.mark.parametrize("standing", ["not_started", "in_progress", "reported", "done"])
def test_no_state_without_its_report(room, standing):
    refused("UPDATE readiness_duty SET standing = %s", standing)


def test_the_state_is_that_of_the_newest_report_and_its_verdict(room):
    first = room.report("in_progress")
    refused("UPDATE readiness_duty SET standing = 'done', latest_id = %s", first.pk)
    room.stands("in_progress", first)
    second = room.report("done")
    refused("UPDATE readiness_duty SET standing = 'in_progress', latest_id = %s", first.pk)
    refused("UPDATE readiness_duty SET standing = 'no_report', latest_id = NULL")
    refused("UPDATE readiness_duty SET standing = 'done', latest_id = %s", second.pk)
    room.stands("reported", second)
    room.verdict(second, outcome="returned", reason="Belum terlihat")
    refused("UPDATE readiness_duty SET standing = 'done', latest_id = %s", second.pk)
    room.stands("in_progress", second)


def test_done_needs_another_institution(room):
    report = room.report()
    refused_row(room.verdict, report=report, institution=room.own)
    refused_row(room.verdict, report=report, by=room.owner)
    refused_row(room.verdict, report=report, outcome="returned")
    room.verdict(report)
    room.stands("done", report)
    assert Duty.objects.get(pk=room.duty.pk).standing == "done"


def test_only_the_newest_report_that_says_done_is_judged(room):
    old = room.report()
    begun = room.report("in_progress")
    refused_row(room.verdict, report=old)
    refused_row(room.verdict, report=begun)


def test_an_institution_reports_on_its_own_open_duties(room):
    refused_row(room.report, institution=room.elsewhere)
    refused_row(room.report, number=7)
    refused_row(room.report, words="")
    refused_row(room.report, whole=10)
    refused_row(room.report, whole=0, count=0)
    Duty.objects.filter(pk=room.duty.pk).update(closed_at=timezone.now())
    refused_row(room.report)


def test_a_duty_that_was_reported_on_does_not_change_hands(room):
    Duty.objects.update(institution=room.elsewhere)
    Duty.objects.update(institution=room.own)
    room.report()
    refused("UPDATE readiness_duty SET institution_id = %s", room.elsewhere.pk)
    refused("UPDATE readiness_duty SET code = 'lain'")


def test_situation_reports_are_numbered_without_a_gap(room):
    room.fill()
    first = SituationReport.objects.get()
    same = {field.attname: getattr(first, field.attname) for field in FIELDS}
    fresh = {"number": 2, "paper_id": room.paper().pk}
    for wrong in (fresh | {"number": 3}, {"number": 2}, fresh | {"digest": "1" * 64}):
        refused_row(SituationReport.objects.create, **(same | wrong))
    SituationReport.objects.create(**(same | fresh))
