"""Duties of the agencies: reported by their own, confirmed by others, read by who may."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from siaga.desks.meetings.reading import Reader, reader_of
from siaga.desks.offices.access import today
from siaga.desks.offices.models import User
from siaga.desks.readiness.checklists import checklist_for, checklists
from siaga.desks.readiness.models import Area, Duty, DutyReport, Standing
from siaga.desks.readiness.queries.agencies import GROUPS, lights_of
from siaga.desks.readiness.queries.duties import Look, counts_by_area, duties, look_of, matrix
from siaga.desks.readiness.queries.light import Light, Shade
from siaga.desks.readiness.reading import duties_for, reports_for
from siaga.desks.readiness.services import NewDuty, Report, add_duty, close_duty, judge, report, take_over
from siaga.desks.trail.models import Entry
from siaga.desks.trail.plain import PersonalNumberError
from siaga.desks.trail.refused import Clashed, NotNow, ReasonMissing, Refused, SameSide
from tests.kit.actions import Room, small_room
from tests.kit.people import member, person, signed_in

pytestmark = pytest.mark.django_db

PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


@pytest.fixture
def room() -> Room:
    return small_room()


@pytest.fixture
def duty(room: Room) -> Duty:
    return duty_of(room)


def duty_of(room: Room, **fields) -> Duty:
    """A duty of Satpol PP, written down by the secretariat."""
    new = {
        "institution": room.bodies["satpolpp"],
        "area": Area.ORDER,
        "text": "Linmas dua orang per TPS",
    } | fields
    return add_duty(room.election, NewDuty(**new), room.people["secretary"])


def lights_for(room: Room) -> dict[str, Light]:
    """The lights of the duties as the secretariat sees them today."""
    reader = reader_of(room.people["secretary"])
    return lights_of(counts_by_area(room.election, today(), reader), today())


def done(**fields) -> Report:
    return Report(**({"state": "done", "words": "470 orang siap", "client_id": str(uuid4())} | fields))


def now(duty: Duty) -> Duty:
    return Duty.objects.get(pk=duty.pk)


def test_done_counts_when_another_institution_has_confirmed_it(room, duty):
    assert duty.standing == Standing.NO_REPORT
    begun = report(duty, room.people["owner"], done(state="in_progress", count=100, whole=470, unit="orang"))
    assert (begun.report.number, now(duty).standing) == (1, Standing.IN_PROGRESS)
    kept = report(duty, room.people["owner"], done()).report
    assert now(duty).standing == Standing.REPORTED
    verdict = judge(kept, room.people["police"], "confirmed")
    assert (now(duty).standing, verdict.institution) == (Standing.DONE, room.bodies["police"])
    acts = (
        Entry.objects.filter(subject_type="readiness.duty").order_by("index").values_list("action", flat=True)
    )
    assert list(acts) == ["duties.add", "duties.report", "duties.report", "duties.confirm"]


def test_what_is_sent_back_is_in_progress_again(room, duty):
    kept = report(duty, room.people["owner"], done()).report
    with pytest.raises(ReasonMissing):
        judge(kept, room.people["police"], "returned", "  ")
    judge(kept, room.people["police"], "returned", "Daftar nama belum ada")
    assert now(duty).standing == Standing.IN_PROGRESS
    with pytest.raises(NotNow):
        judge(kept, room.people["police"], "confirmed")


def test_nobody_of_the_institution_confirms_its_duty(room, duty):
    kept = report(duty, room.people["owner"], done()).report
    colleague = person("forum_member", institution=room.bodies["satpolpp"])
    member(colleague, "forum_member", institution=room.bodies["police"])
    with pytest.raises(SameSide):
        judge(kept, colleague, "confirmed")
    with pytest.raises(PermissionDenied):
        judge(kept, room.people["owner"], "confirmed")


def test_only_the_institution_itself_reports(room, duty):
    other = person("agency_officer", institution=room.bodies["health"])
    with pytest.raises(PermissionDenied):
        report(duty, other, done())
    with pytest.raises(PermissionDenied):
        report(duty, person("auditor"), done())


def test_a_phone_that_retries_reports_once(room, duty):
    sent = done()
    first, again = (report(duty, room.people["owner"], sent) for _ in range(2))
    assert (first.report, again.repeated) == (again.report, True)
    with pytest.raises(Clashed):
        report(duty, room.people["owner"], done(client_id=sent.client_id, words="lain"))
    assert DutyReport.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"words": " "},
        {"whole": 10},
        {"count": 1, "whole": 0},
        {"count": 120, "whole": 100, "unit": "%"},
        {"count": 12, "whole": 50, "unit": "%"},
        {"link": "javascript:alert(1)"},
    ],
)
def test_a_report_that_says_nothing_sensible_is_refused(room, duty, fields):
    with pytest.raises(Refused):
        report(duty, room.people["owner"], done(**fields))


def test_no_personal_number_comes_in(room, duty):
    with pytest.raises(PersonalNumberError):
        report(duty, room.people["owner"], done(words="NIK 1872011001990001"))
    with pytest.raises(PersonalNumberError):
        duty_of(room, text="Hubungi 1872011001990001")


def test_a_duty_is_closed_with_a_reason_and_reported_on_no_more(room, duty):
    with pytest.raises(ReasonMissing):
        close_duty(duty, room.people["secretary"], " ")
    close_duty(duty, room.people["secretary"], "Dobel")
    with pytest.raises(NotNow):
        report(duty, room.people["owner"], done())
    assert duties(room.election, today(), reader_of(room.people["secretary"])) == []


@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize("days", [None, -1, 0, 1])
def test_late_is_what_is_not_confirmed_after_its_day(standing, days):
    due = None if days is None else today() + timedelta(days)
    look = look_of(standing, due, today())
    late = days == -1 and standing != Standing.DONE
    assert look == (Look.LATE if late else Look(standing))


def test_every_item_of_the_checklists_says_where_it_comes_from():
    items = [item for found in checklists().values() for item in found.items]
    assert len(items) > 25
    assert all(item.text and item.source and item.confidence in {"V", "V2", "M", "U"} for item in items)
    codes = [(kind, item.code) for kind, found in checklists().items() for item in found.items]
    assert len(codes) == len(set(codes))
    assert set(Area) == {area for areas in GROUPS.values() for area in areas}


def test_the_checklist_of_an_agency_is_known_by_its_code(room):
    assert checklist_for(room.bodies["satpolpp"]).kind == "order"
    assert checklist_for(room.bodies["health"]).kind == "health"
    assert checklist_for(room.bodies["mayor"]) is None


def test_what_is_taken_over_is_marked_as_practice(room):
    body, owner = room.bodies["satpolpp"], room.people["owner"]
    checklist = checklists()["order"]
    made = take_over(room.election, body, checklist, ["linmas", "apk", "tidak-ada"], owner)
    assert [duty.basis for duty in made] == [Duty.Basis.PRACTICE] * 2
    apk = Duty.objects.get(code=f"{body.code}--apk")
    assert apk.due == room.election.voting_date - timedelta(days=3)
    assert Duty.objects.get(code=f"{body.code}--linmas").due is None
    with pytest.raises(Refused):
        take_over(room.election, body, checklist, ["linmas"], owner)
    with pytest.raises(PermissionDenied):
        take_over(room.election, room.bodies["health"], checklist, ["linmas"], owner)


def test_the_matrix_counts_what_the_list_shows(room):
    secretary = room.people["secretary"]
    late = duty_of(room, text="Terlambat", due=today() - timedelta(1))
    duty_of(room, text="Ambulans", institution=room.bodies["health"], area=Area.HEALTH)
    judge(report(late, room.people["owner"], done()).report, room.people["police"], "confirmed")
    duty_of(room, text="Terlambat juga", due=today() - timedelta(2))
    reader = reader_of(secretary)
    found, lines = matrix(room.election, today(), reader), duties(room.election, today(), reader)
    assert found.total.all == len(lines) == 3
    for look in Look:
        assert found.total.count(look) == sum(line.look == look for line in lines)
    first = found.rows[0]
    assert (first.institution, first.total.done, first.total.all, first.total.shade) == (
        room.bodies["satpolpp"],
        1,
        2,
        Shade.BAD,
    )
    assert counts_by_area(room.election, today(), reader)[Area.HEALTH].shade == Shade.NONE
    lights = lights_of(counts_by_area(room.election, today(), reader), today())
    assert {name: light.shade for name, light in lights.items()} == {
        "people": Shade.NONE,
        "security": Shade.BAD,
    }


def test_nobody_s_report_is_no_data_never_in_order(room, duty):
    light = lights_for(room)["security"]
    assert light.shade == Shade.NONE
    report(duty, room.people["owner"], done(state="not_started", words="Belum"))
    light = lights_for(room)["security"]
    assert light.shade == Shade.WARN


def test_a_late_duty_that_is_reported_as_done_is_not_overdue(room):
    duty = duty_of(room, due=today() - timedelta(1))
    reader = reader_of(room.people["secretary"])
    assert counts_by_area(room.election, today(), reader)[Area.ORDER].overdue == 1
    report(duty, room.people["owner"], done())
    counts = counts_by_area(room.election, today(), reader)[Area.ORDER]
    assert (counts.count(Look.LATE), counts.overdue) == (1, 0)


# --- who reads what ---


def circles(room: Room) -> dict[str, Duty]:
    """A public, an internal and a restricted duty of Satpol PP, the last one said at the held meeting."""
    return {
        "public": duty_of(room, text="Umum", visibility="public"),
        "internal": duty_of(room, text="Dalam"),
        "restricted": duty_of(room, text="Rahasia", visibility="restricted", meeting=room.held),
    }


def read(user: User | None) -> set[str]:
    reader = reader_of(user) if user else Reader()
    return set(Duty.objects.filter(duties_for(reader)).values_list("text", flat=True))


def test_each_circle_is_read_by_its_own(room):
    circles(room)
    army = person("agency_officer", institution=room.bodies["army"])
    assert read(None) == {"Umum"}
    assert read(person("ward_committee", "18.72.01.1001")) == {"Umum"}
    assert read(person("auditor")) == {"Umum", "Dalam"}
    assert read(army) == {"Umum", "Dalam"}
    assert read(room.people["owner"]) == {"Umum", "Dalam", "Rahasia"}
    assert read(room.people["secretary"]) == {"Umum", "Dalam", "Rahasia"}
    assert read(person("auditor", "19.71")) == {"Umum"}


def test_a_duty_without_a_table_is_never_restricted(room):
    with pytest.raises(Refused):
        duty_of(room, visibility="restricted")


def test_reports_are_for_the_room_also_of_a_public_duty(room):
    public = circles(room)["public"]
    report(public, room.people["owner"], done(words="Nomor gawai petugas"))
    assert not DutyReport.objects.filter(reports_for(Reader())).exists()
    outsider = signed_in(person("ward_committee", "18.72.01.1001"))
    text = outsider.get(f"/kesiapan/tugas/{public.pk}/").content.decode()
    assert "Nomor gawai" not in text
    assert "Umum" in text
    assert "Nomor gawai" not in outsider.get("/kesiapan/daftar/?unduh=csv").content.decode()


def test_the_trail_tells_no_restricted_word(room):
    secret = circles(room)["restricted"]
    kept = report(
        secret, room.people["owner"], done(words="Kata rahasia", link="https://rahasia.example/")
    ).report
    judge(kept, room.people["police"], "returned", "Alasan rahasia")
    close_duty(secret, room.people["secretary"], "Tutup rahasia")
    told = "".join(Entry.objects.filter(subject_type="readiness.duty").values_list("canonical", flat=True))
    assert "Umum" in told
    assert "ahasia" not in told


# --- pages ---


def test_the_pages_lead_from_checklist_to_confirmation(room):
    owner, police = signed_in(room.people["owner"]), signed_in(room.people["police"])
    body = room.bodies["satpolpp"].code
    page = owner.get(f"/kesiapan/lembaga/{body}/daftar-periksa/")
    assert 'value="linmas"' in page.content.decode()
    sent = {"kind": "order", "item": ["linmas"]}
    assert owner.post(f"/kesiapan/lembaga/{body}/daftar-periksa/", sent).status_code == 302
    duty = Duty.objects.get()
    address = f"/kesiapan/tugas/{duty.pk}/"
    assert owner.get(f"{address}lapor/").status_code == 200
    form = {"client_id": str(uuid4()), "state": "done", "words": "Siap", "count": "470", "whole": "470"}
    photo = {"file": SimpleUploadedFile("foto.png", PHOTO, "image/png")}
    assert owner.post(f"{address}lapor/", form | {"state": ""}).status_code == 422
    assert owner.post(f"{address}lapor/", form | photo)["Location"] == address
    assert b'name="outcome"' in police.get(address).content
    assert b'name="outcome"' not in owner.get(address).content
    evidence = police.get(f"{address}laporan/1/berkas/")
    assert evidence.status_code == 200
    assert b"".join(evidence.streaming_content) == PHOTO
    assert "attachment" in evidence["Content-Disposition"]
    assert police.post(f"{address}periksa/1/", {"outcome": "returned"}).status_code == 422
    assert police.post(f"{address}periksa/1/", {"outcome": "confirmed"}).status_code == 302
    assert now(duty).standing == Standing.DONE


def test_a_file_of_another_kind_is_refused_with_a_sentence(room, duty):
    form = {"client_id": str(uuid4()), "state": "done", "words": "Siap"}
    bad = {"file": SimpleUploadedFile("a.png", b"<script>alert(1)</script>", "image/png")}
    answer = signed_in(room.people["owner"]).post(f"/kesiapan/tugas/{duty.pk}/lapor/", form | bad)
    assert answer.status_code == 422
    assert not DutyReport.objects.exists()


def test_a_restricted_duty_is_as_if_it_were_not_there(room):
    secret = circles(room)["restricted"]
    kept = report(secret, room.people["owner"], done()).report
    auditor = signed_in(person("auditor"))
    for address in ("", "laporan/1/berkas/"):
        assert auditor.get(f"/kesiapan/tugas/{secret.pk}/{address}").status_code == 404
    for address in ("/kesiapan/", "/kesiapan/daftar/", "/kesiapan/lembaga/satpol-pp/", "/papan/"):
        assert "Rahasia" not in auditor.get(address).content.decode()
    outsider = signed_in(person("forum_member", "19.71"))
    assert (
        outsider.post(
            f"/kesiapan/tugas/{secret.pk}/periksa/{kept.number}/", {"outcome": "confirmed"}
        ).status_code
        == 404
    )


def test_the_list_filters_and_downloads(room, duty):
    client = signed_in(room.people["secretary"])
    assert duty.text in client.get("/kesiapan/daftar/?bidang=order&keadaan=no_report").content.decode()
    assert duty.text not in client.get("/kesiapan/daftar/?bidang=health").content.decode()
    csv = client.get("/kesiapan/daftar/?unduh=csv").content.decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("institution,area,text,state,due")
    assert duty.text in csv


def test_a_visitor_is_sent_to_sign_in(client: Client):
    for address in ("/kesiapan/", "/kesiapan/daftar/", "/papan/laporan/", "/papan/cetak.pdf"):
        assert client.get(address).status_code == 302, address


def test_the_secretariat_writes_a_duty_down(room):
    client = signed_in(room.people["secretary"])
    address = "/kesiapan/lembaga/satpol-pp/tambah/"
    assert client.get(address).status_code == 200
    sent = {
        "text": "Apel siaga",
        "area": "order",
        "visibility": "internal",
        "meeting": room.held.pk,
        "due": "",
    }
    assert client.post(address, sent).status_code == 302
    made = Duty.objects.get()
    assert (made.meeting, made.due, made.basis) == (room.held, None, Duty.Basis.PROMISED)
    assert client.post(address, sent | {"text": ""}).status_code == 422
    closing = f"/kesiapan/tugas/{made.pk}/tutup/"
    assert client.post(closing, {"reason": "Dobel"}).status_code == 302
    assert now(made).closed_at
