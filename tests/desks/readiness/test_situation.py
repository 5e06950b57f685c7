"""What changed, what comes, the situation report and the printed page: complete, and without a leak."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from siaga.desks.grants.models import Grant
from siaga.desks.meetings.models import Action, IssuedDocument
from siaga.desks.meetings.queries.ledger import circle_of_readers
from siaga.desks.meetings.services.documents import Numbering, issue, set_scheme
from siaga.desks.offices.access import today
from siaga.desks.offices.models import User
from siaga.desks.readiness.models import SituationReport
from siaga.desks.readiness.queries.asker import Asker, asker_for_the_room, asker_of
from siaga.desks.readiness.queries.board import board
from siaga.desks.readiness.queries.changes import KINDS, changes
from siaga.desks.readiness.queries.coming import coming, count_overdue, overdue
from siaga.desks.readiness.queries.horizon import horizon
from siaga.desks.readiness.queries.rhythm import next_report, rhythm
from siaga.desks.readiness.services import NewDuty, add_duty
from siaga.desks.readiness.services.situation import Plan, set_rhythm, write_report
from siaga.desks.readiness.sheet import board_pdf, document
from siaga.desks.trail.models import Entry
from siaga.desks.trail.refused import ReasonMissing, Refused
from tests.kit.actions import Room, small_room
from tests.kit.city import tiny_city
from tests.kit.people import person, region, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return small_room()


def asker(room: Room, name: str = "secretary") -> Asker:
    return asker_of(room.election, room.people[name])


def yesterday() -> datetime:
    return datetime.combine(today() - timedelta(1), time(), ZoneInfo("Asia/Jakarta"))


def counts(who: Asker) -> dict[str, int]:
    return {change.act: change.count for change in changes(who, yesterday())}


def test_a_report_for_the_room_tells_no_grant_that_is_not_public(room):
    """Not everyone who reads what is internal to meetings may read the grants."""
    for code, visibility in (("terbuka", "public"), ("dalam", "internal")):
        Grant.objects.create(
            election=room.election,
            code=code,
            purpose="security",
            grantor=room.bodies["mayor"],
            grantee=room.bodies["police"],
            precision="not_stated",
            visibility=visibility,
        )
    secretary = room.people["secretary"]
    assert {line.grant.code for line in asker_of(room.election, secretary).grants} == {"terbuka", "dalam"}
    whole = asker_for_the_room(room.election, secretary)
    assert [line.grant.code for line in whole.grants] == ["terbuka"]
    assert circle_of_readers(whole.election, whole.eyes, whole.reader).rights == ()


def test_acts_are_told_by_kind_with_the_records_they_touched(room):
    room.action(title="Satu")
    room.show(room.action(title="Dua"))
    found = {change.act: change for change in changes(asker(room), yesterday())}
    assert sum(change.count for change in found.values()) == 3
    assert any({"Satu", "Dua"} == set(change.labels) for change in found.values())
    assert changes(asker(room), timezone.now() + timedelta(1)) == ()


def test_an_act_on_what_one_may_not_read_is_not_even_counted(room):
    room.action(title="Terbuka")
    room.action(title="Tertutup", visibility="restricted")
    whole, outside = asker(room), asker_of(room.election, room.people["auditor"])
    assert sum(counts(whole).values()) == 2
    assert sum(counts(outside).values()) == 1
    assert sum(counts(asker_for_the_room(room.election, room.people["secretary"])).values()) == 1
    assert counts(asker_of(room.election, person("ward_committee", "18.72.01.1001"))) == {}
    assert "Tertutup" not in repr(changes(outside, yesterday()))


def test_the_acts_of_another_election_are_left_out(room):
    other = small_room()
    room.action()
    assert counts(asker(other)) == {}


def test_every_kind_is_a_record_of_the_house():
    from django.apps import apps

    assert all(apps.get_model(name) for name in KINDS)


def test_what_is_due_this_week_stands_in_the_order_of_days(room):
    late, soon, later = (today() + timedelta(n) for n in (-1, 2, 8))
    for day in (soon, late, later, None):
        room.action(title=f"Tugas {day}", due=day)
    duty = NewDuty(room.bodies["satpolpp"], "order", "Apel", due=today())
    add_duty(room.election, duty, room.people["secretary"])
    room.done(title="Sudah", due=soon)
    room.show(room.action(title="Menunggu", due=soon))
    found = [due for due in coming(asker(room)) if due.owner != "Desk Pilkada"]
    assert [(due.day, due.what) for due in found] == [(today(), "Apel"), (soon, f"Tugas {soon}")]
    assert [due.what for due in overdue(asker(room), 10)] == [f"Tugas {late}"]
    assert count_overdue(asker(room)) == 1


def test_nothing_restricted_comes_or_is_overdue_for_others(room):
    for day in (1, -1):
        room.action(title="Tertutup", visibility="restricted", due=today() + timedelta(day))
    auditor = asker(room, "auditor")
    assert count_overdue(asker(room)) == 1
    assert count_overdue(auditor) == 0
    assert [due for due in coming(auditor) if due.what == "Tertutup"] == []


def test_stages_of_this_house_come_and_are_overdue():
    election = tiny_city().election
    election.stages.filter(code="voting").update(starts=None, ends=today() + timedelta(3))
    user = person("auditor")
    assert "pemungutan suara" in [due.what for due in coming(asker_of(election, user))]
    after = asker_of(election, user, today() + timedelta(4))
    assert "pemungutan suara" in [due.what for due in overdue(after, 10)]


def test_meetings_lie_on_the_line_of_the_stages(room):
    found = horizon(asker(room))
    assert [lane.count for lane in found.lanes] == [2]
    assert horizon(asker_of(room.election, person("ward_committee", "18.72.01.1001"))).lanes == ()


# --- the rhythm ---


def test_the_profile_s_rhythm_is_unsure_and_gets_closer(room):
    election = room.election
    far, near = today(), election.voting_date - timedelta(3)
    assert (rhythm(election, far).every, rhythm(election, far).unsure) == (7, True)
    assert (rhythm(election, near).every, rhythm(election, near).unsure) == (1, True)
    assert rhythm(election, election.voting_date + timedelta(1)) is None


def test_what_the_room_sets_holds_from_its_day(room):
    writer = room.people["secretary"]
    set_rhythm(room.election, Plan(today(), 2, "Masa tenang"), writer)
    set_rhythm(room.election, Plan(today() + timedelta(5), 1, "Harian"), writer)
    assert (rhythm(room.election, today()).every, rhythm(room.election, today() + timedelta(5)).every) == (
        2,
        1,
    )
    assert not rhythm(room.election, today()).unsure
    with pytest.raises(ReasonMissing):
        set_rhythm(room.election, Plan(today(), 2, " "), writer)
    with pytest.raises(Refused):
        set_rhythm(room.election, Plan(today(), 0, "x"), writer)
    with pytest.raises(PermissionDenied):
        set_rhythm(room.election, Plan(today(), 2, "x"), room.people["auditor"])


def test_the_next_report_is_counted_from_the_last(room):
    assert next_report(room.election, today()).day == today()
    write_report(room.election, room.people["secretary"])
    assert next_report(room.election, today()).day == today() + timedelta(7)


# --- the report ---


def paper_of(found: SituationReport) -> str:
    return repr(found.paper.content)


def test_the_report_tells_lights_days_and_absences_and_nothing_restricted(room):
    room.action(title="Terbuka", due=today() - timedelta(2))
    room.action(title="Tertutup", visibility="restricted", due=today() - timedelta(2))
    room.held.attendance.filter(institution=room.bodies["health"]).update(presence="absent", method="list")
    type(room.held).objects.filter(pk=room.held.pk).update(day=today(), revision=room.held.revision + 1)
    found = write_report(room.election, room.people["secretary"])
    text = paper_of(found)
    assert "Terbuka" in text
    assert "Tertutup" not in text
    assert room.bodies["health"].name in text
    assert "1 hal yang melewati tenggat" in text
    titles = [section["title"] for section in found.paper.content["sections"]]
    assert titles == [
        "Pendahuluan",
        "Kegiatan yang dilaksanakan",
        "Hasil yang dicapai",
        "Simpulan dan saran",
        "Penutup",
    ]
    assert (found.number, found.digest) == (1, found.paper.digest)
    assert write_report(room.election, room.people["secretary"]).since == found.at


def test_of_a_restricted_room_the_report_names_nothing():
    room = small_room("restricted")
    room.action(title="Tertutup", due=today() - timedelta(2))
    assert "Tertutup" not in paper_of(write_report(room.election, room.people["secretary"]))
    assert room.held.title not in paper_of(SituationReport.objects.get())


def test_only_who_issues_papers_writes_a_report(room):
    for name in ("auditor", "police", "owner"):
        with pytest.raises(PermissionDenied):
            write_report(room.election, room.people[name])
    with pytest.raises(PermissionDenied):
        write_report(room.election, person("secretariat", "19.71"))


def pages(user: User, address: str) -> int:
    return signed_in(user).get(address).status_code


def test_a_draft_is_for_those_who_issue_and_the_issued_paper_for_the_room(room):
    writer = room.people["secretary"]
    client = signed_in(writer)
    assert client.post("/papan/laporan/tulis/")["Location"] == "/papan/laporan/1/"
    assert pages(room.people["auditor"], "/papan/laporan/1/") == 404
    assert pages(room.people["auditor"], "/papan/laporan/") == 200
    assert pages(person("district_committee", "18.72.01"), "/papan/laporan/") == 403
    paper = IssuedDocument.objects.get()
    set_scheme(paper.institution, Numbering("", "{urut}/DP/{tahun}"), writer)
    issue(paper, writer)
    auditor = signed_in(room.people["auditor"])
    page = auditor.get("/papan/laporan/1/").content.decode()
    assert IssuedDocument.objects.get().number in page
    assert "Simpulan dan saran" in page
    pdf, word = (auditor.get(f"/papan/laporan/1/laporan.{form}") for form in ("pdf", "docx"))
    assert pdf.content.startswith(b"%PDF")
    assert word.content.startswith(b"PK")


def test_the_rhythm_is_set_on_the_page(room):
    client = signed_in(room.people["secretary"])
    sent = {"starts": today().isoformat(), "every": "1", "reason": "Masa tenang"}
    assert client.post("/papan/laporan/jadwal/", sent | {"every": "99"}).status_code == 422
    assert client.post("/papan/laporan/jadwal/", sent).status_code == 302
    assert "Masa tenang" in client.get("/papan/laporan/").content.decode()
    assert signed_in(room.people["auditor"]).post("/papan/laporan/jadwal/", sent).status_code == 403


def test_the_trail_tells_the_report_by_its_digest(room):
    found = write_report(room.election, room.people["secretary"])
    entry = Entry.objects.get(action="situation.report")
    assert entry.after == {"number": 1, "digest": found.digest}


# --- the page of paper ---


def page_count(pdf: bytes) -> int:
    counted = re.search(rb"/Type/Pages/Count (\d+)", pdf)
    assert counted
    return int(counted[1])


def test_the_board_is_one_page_however_much_there_is(room):
    for n in range(60):
        room.action(title=f"Tindak lanjut panjang nomor {n} " * 6, due=today() + timedelta(n % 7))
    who = asker(room)
    ahead, done = coming(who), changes(who, yesterday())
    pdf = board_pdf(board(who), horizon(who), ahead, done, count_overdue(who))
    assert page_count(pdf) == 1
    told = document(board(who), horizon(who), ahead, done, 3)
    assert told["coming"]["more"]
    assert len(told["coming"]["rows"]) < len(ahead)


def test_the_page_of_paper_leaks_nothing(room):
    room.action(title="Tertutup", visibility="restricted", due=today() + timedelta(1))
    who = asker(room, "auditor")
    told = document(board(who), horizon(who), coming(who), changes(who, yesterday()), count_overdue(who))
    assert "Tertutup" not in repr(told)
    answer = signed_in(room.people["auditor"]).get("/papan/cetak.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert page_count(answer.content) == 1


def test_what_is_restricted_is_on_no_board_but_that_of_the_table(room):
    action = room.action(title="Tertutup", visibility="restricted", due=today() - timedelta(1))
    assert Action.objects.filter(pk=action.pk).exists()
    for name, seen in (("secretary", 1), ("auditor", 0)):
        light = next(light for light in board(asker(room, name)).lights if light.area == "actions")
        assert [item.value for item in light.inputs][2] == seen


def test_who_reads_a_part_of_the_city_is_not_led_to_the_reports_of_the_whole(room):
    """A committee of a kecamatan reads meetings there; the situation reports are the city's."""
    member = person("district_committee", region("18.72.01").code)
    assert "/papan/laporan/" in signed_in(room.people["auditor"]).get("/papan/").text
    page = signed_in(member).get("/papan/")
    assert page.status_code == 200
    assert "/papan/laporan/" not in page.text
