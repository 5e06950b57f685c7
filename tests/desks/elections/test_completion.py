"""A stage is completed when a second person says so; until then it is late or waits."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from siaga.desks.elections.models import Stage, StageReport, StageVerdict
from siaga.desks.elections.queries import Mark, stages
from siaga.desks.elections.queries.completion import is_late, watched_since
from siaga.desks.elections.services import Completed, complete, judge
from siaga.desks.offices.access import today
from siaga.desks.offices.models import Institution
from siaga.desks.offices.roles import Role
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.readiness.queries.stages import stages_light
from siaga.desks.trail.models import Entry
from siaga.desks.trail.refused import Clashed, NotNow, ReasonMissing, Refused, SameSide
from tests.kit.city import tiny_city
from tests.kit.people import institution, member, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return tiny_city().election.stages.get(code="voting")


@pytest.fixture
def staff():
    return person(Role.COMMISSION_STAFF)


def words(**fields) -> Completed:
    given = {"done_on": date(2024, 11, 27), "words": "BA 12", "client_id": str(uuid.uuid4())} | fields
    return Completed(**given)


def mark_of(stage: Stage) -> Mark:
    lines = stages(stage.election, date(2024, 12, 1))
    return next(line.completion.mark for line in lines if line.stage.pk == stage.pk)


def test_it_counts_when_a_second_person_has_confirmed_it(stage, staff):
    assert mark_of(stage) == Mark.NONE
    report = complete(stage, staff, words()).report
    assert mark_of(stage) == Mark.WAITING
    judge(report, person(Role.SUPERVISOR), "confirmed")
    assert mark_of(stage) == Mark.CONFIRMED
    acts = Entry.objects.filter(subject_type="elections.stage", subject_id=str(stage.pk)).order_by("index")
    assert list(acts.values_list("action", flat=True)) == [
        "elections.stage.complete",
        "elections.stage.confirm",
    ]


def test_a_report_sent_back_leads_to_another_one(stage, staff):
    commissioner = person(Role.COMMISSIONER)
    first = complete(stage, staff, words()).report
    with pytest.raises(ReasonMissing):
        judge(first, commissioner, "returned", " ")
    judge(first, commissioner, "returned", "Nomor BA salah")
    assert mark_of(stage) == Mark.RETURNED
    second = complete(stage, staff, words(words="BA 13")).report
    assert (second.number, mark_of(stage)) == (2, Mark.WAITING)
    with pytest.raises(NotNow):
        judge(first, commissioner, "confirmed")


def test_nobody_confirms_their_own(stage):
    both = person(Role.COMMISSION_STAFF)
    member(both, Role.COMMISSIONER)
    report = complete(stage, both, words()).report
    with pytest.raises(SameSide):
        judge(report, both, "confirmed")


def test_a_colleague_confirms_as_commissioner_only(stage, staff):
    report = complete(stage, staff, words()).report
    with pytest.raises(PermissionDenied):
        judge(report, person(Role.COMMISSION_STAFF), "confirmed")
    assert judge(report, person(Role.COMMISSIONER), "confirmed").institution == report.institution


def test_a_phone_that_retries_reports_once(stage, staff):
    sent = words()
    first = complete(stage, staff, sent)
    again = complete(stage, staff, sent)
    assert (first.report, first.repeated, again.repeated) == (again.report, False, True)
    with pytest.raises(Clashed):
        complete(stage, staff, words(client_id=sent.client_id, words="lain"))
    assert StageReport.objects.count() == 1


def test_what_cannot_be_reported(stage, staff):
    with pytest.raises(Refused):
        complete(stage, staff, words(words="  "))
    with pytest.raises(Refused):
        complete(stage, staff, words(done_on=today() + timedelta(days=1)))
    with pytest.raises(PermissionDenied):
        complete(stage, person(Role.COMMISSION_STAFF, "19.71"), words())
    with pytest.raises(PermissionDenied):
        complete(stage, person(Role.AUDITOR), words())


@pytest.mark.parametrize(
    ("ends", "mark", "watched", "late"),
    [
        (date(2024, 11, 20), Mark.NONE, date(2024, 11, 20), True),
        (date(2024, 11, 20), Mark.RETURNED, date(2024, 1, 1), True),
        (date(2024, 11, 20), Mark.WAITING, date(2024, 1, 1), False),
        (date(2024, 11, 20), Mark.CONFIRMED, date(2024, 1, 1), False),
        (date(2024, 11, 21), Mark.NONE, date(2024, 1, 1), False),
        (date(2024, 11, 20), Mark.NONE, date(2024, 11, 21), False),
        (date(2024, 11, 20), Mark.NONE, None, False),
        (None, Mark.NONE, date(2024, 1, 1), False),
    ],
)
def test_late_is_what_ended_under_our_eyes_without_a_report(ends, mark, watched, late):
    assert is_late(ends, mark, date(2024, 11, 21), watched) is late


def test_the_light_says_late_only_of_what_this_house_watched(stage):
    election = stage.election
    assert watched_since(election) == today()
    assert stages_light(election, today()).shade != Shade.BAD
    Stage.objects.filter(pk=stage.pk).update(ends=today() + timedelta(days=1))
    late = stages_light(election, today() + timedelta(days=3))
    assert late.shade == Shade.BAD
    assert stage.name in str(late.sentence)
    assert next(line for line in stages(election, today() + timedelta(days=3)) if line.late).stage == stage


def test_the_pages_lead_from_report_to_confirmation(stage, staff):
    client = signed_in(staff)
    page = client.get("/tahapan/tahap/voting/selesai/")
    assert page.status_code == 200
    sent = {"client_id": str(uuid.uuid4()), "done_on": "2024-11-27", "words": "BA 12/2024", "link": ""}
    assert client.post("/tahapan/tahap/voting/selesai/", sent | {"words": ""}).status_code == 422
    assert client.post("/tahapan/tahap/voting/selesai/", sent)["Location"] == "/tahapan/tahap/voting/"
    supervisor = signed_in(person(Role.SUPERVISOR))
    assert b'name="outcome"' in supervisor.get("/tahapan/tahap/voting/").content
    judged = "/tahapan/tahap/voting/periksa/1/"
    assert supervisor.post(judged, {"outcome": "returned", "reason": ""}).status_code == 422
    assert supervisor.post(judged, {"outcome": "confirmed", "reason": ""}).status_code == 302
    assert StageVerdict.objects.get().outcome == "confirmed"
    assert client.post(judged, {"outcome": "confirmed"}).status_code == 403


def test_a_citizen_sees_that_it_is_completed_but_not_the_room(stage, staff, client):
    report = complete(stage, staff, words(words="hanya untuk ruangan")).report
    judge(report, person(Role.SUPERVISOR), "confirmed")
    text = client.get("/tahapan/tahap/voting/").content.decode()
    assert report.institution.name in text
    assert "hanya untuk ruangan" not in text
    assert staff.full_name not in text
    assert client.get("/tahapan/tahap/tidak-ada/").status_code == 404


def refused(make) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        make()


def verdict(report, by, body) -> StageVerdict:
    return StageVerdict.objects.create(
        report=report, outcome="confirmed", by=by, institution=body, at=timezone.now()
    )


def test_the_database_refuses_ones_own_and_a_mere_colleague(stage, staff):
    report = complete(stage, staff, words()).report
    elsewhere = institution(Institution.Kind.SUPERVISOR)
    refused(lambda: verdict(report, staff, elsewhere))
    refused(lambda: verdict(report, person(Role.COMMISSION_STAFF), report.institution))
    newer = complete(stage, staff, words(words="lagi")).report
    refused(lambda: verdict(report, person(Role.SUPERVISOR), elsewhere))
    verdict(newer, person(Role.COMMISSIONER), newer.institution)


@pytest.mark.parametrize("table", ["stagereport", "stageverdict"])
def test_the_database_keeps_what_was_said(stage, staff, table):
    judge(complete(stage, staff, words()).report, person(Role.SUPERVISOR), "confirmed")
    for attack in (
        f"UPDATE elections_{table} SET by_id = by_id",
        f"DELETE FROM elections_{table}",
        "TRUNCATE elections_stagereport CASCADE"
        if connection.vendor == "postgresql"
        else f"INSERT OR REPLACE INTO elections_{table} SELECT * FROM elections_{table}",
    ):
        refused(lambda attack=attack: connection.cursor().execute(attack))
