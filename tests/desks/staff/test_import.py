"""People from a list: every fault told, nothing half written, the same list twice is once."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from siaga.desks.staff.errors import Refused
from siaga.desks.staff.models import Person, Service
from siaga.desks.staff.services import Step, check_people, import_people
from siaga.desks.staff.services.listing import COLUMNS
from siaga.desks.trail.models import Entry
from tests.kit.city import DISTRICTS, WARDS
from tests.kit.people import signed_in
from tests.kit.staff import OTHER, STATION, Crewed, crewed_city, step
from tests.kit.stated import states

pytestmark = pytest.mark.django_db
HEAD = [column.name for column in COLUMNS]
NIK, OTHER_NIK, WRONG_NIK = "1872014501900001", "1872010101800002", "1872019901900001"


@pytest.fixture
def city() -> Crewed:
    return crewed_city()


def row(city: Crewed, **cells: object) -> dict[str, object]:
    return {"badan": "kpps", "tempat": STATION, "nama": "Siti", "mulai": city.long_ago} | cells


def sheet(*rows: dict[str, object]) -> SimpleUploadedFile:
    lines = [",".join(HEAD)]
    lines += [",".join(str(one.get(name, "") or "") for name in HEAD) for one in rows]
    return SimpleUploadedFile("petugas.csv", "\n".join(lines).encode())


def faults(city: Crewed, user, *rows: dict[str, object]) -> list[tuple[int, str]]:
    return [(p.line, p.column) for p in check_people(user, city.election, sheet(*rows)).problems]


def write(city: Crewed, user, *rows: dict[str, object]):
    return import_people(user, city.election, check_people(user, city.election, sheet(*rows)))


def names(city: Crewed, number: int = 7) -> list[dict[str, object]]:
    return [
        row(city, nama=f"Warga {chr(64 + n)}", nik=f"18720101018000{n:02d}") for n in range(1, number + 1)
    ]


def test_a_crew_from_a_list_and_the_same_list_again(city: Crewed) -> None:
    done = write(city, city.ward, *names(city))
    assert (done.recruited, done.changed) == (7, 0)
    assert set(Service.objects.values_list("post__number", flat=True)) == set(range(1, 8))
    entries = Entry.objects.count()
    plan = check_people(city.ward, city.election, sheet(*names(city)))
    assert (plan.matches, plan.unchanged, plan.problems) == ([], 7, [])
    again = import_people(city.ward, city.election, plan)
    assert (again.recruited, Entry.objects.count()) == (0, entries)
    told = " ".join(Entry.objects.values_list("canonical", flat=True))
    assert not states(r"\d*0180\d*", told), "no part of a NIK"


def test_checking_writes_nothing(city: Crewed) -> None:
    plan = check_people(city.ward, city.election, sheet(*names(city)))
    assert (plan.new, len(plan.differences)) == (7, 7)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"badan": "raja"}, "badan"),
        ({"badan": "ptps"}, "tempat"),
        ({"tempat": "1872011001999"}, "tempat"),
        ({"tempat": "1872021001001"}, "tempat"),
        ({"kursi": "9"}, "kursi"),
        ({"kursi": "x"}, "kursi"),
        ({"nama": ""}, "nama"),
        ({"nama": "=cmd()"}, "nama"),
        ({"nama": NIK}, "nama"),
        ({"nik": "123"}, "nik"),
        ({"nik": WRONG_NIK}, "nik"),
        ({"nik": "1.87201E+15"}, "nik"),
        ({"telepon": "bukan nomor"}, "telepon"),
        ({"jenis_kelamin": "x"}, "jenis_kelamin"),
        ({"tahun_lahir": "1800"}, "tahun_lahir"),
        ({"mulai": "kemarin"}, "mulai"),
        ({"mulai": ""}, "mulai"),
        ({"dilantik": "2024-11-01"}, "dilatih"),
        ({"kesehatan": "sehat"}, "diperiksa"),
        ({"kesehatan": "sehat", "diperiksa": "2099-01-01"}, "diperiksa"),
    ],
)
def test_each_fault_has_its_row_and_column_and_stops_everything(city: Crewed, cells, column) -> None:
    good = row(city, nama="Budi", kursi=2)
    assert faults(city, city.ward, good, row(city, **cells)) == [(3, column)]
    plan = check_people(city.ward, city.election, sheet(good, row(city, **cells)))
    told = plan.problems[0].sentence + plan.problems[0].remedy
    assert NIK not in told and WRONG_NIK not in told
    with pytest.raises(Refused):
        import_people(city.ward, city.election, plan)
    assert not Service.objects.exists()


def test_one_person_twice_one_seat_twice_and_a_full_crew(city: Crewed) -> None:
    twice = [row(city, kursi=1, nik=NIK), row(city, kursi=2, nik=NIK, nama="B")]
    assert faults(city, city.ward, *twice) == [(3, "nik")]
    assert faults(city, city.ward, row(city, kursi=1), row(city, kursi=1, nama="B")) == [(3, "kursi")]
    assert faults(city, city.ward, *names(city, 8)) == [(9, "kursi")]


def test_who_serves_elsewhere_is_refused_without_saying_where(city: Crewed) -> None:
    city.seat(city.post("ptps"), nik=NIK)
    plan = check_people(city.ward, city.election, sheet(row(city, nik=NIK)))
    assert [(p.line, p.column) for p in plan.problems] == [(2, "nik")]
    assert "PTPS" not in plan.problems[0].sentence


def test_a_taken_seat_is_not_taken_again(city: Crewed) -> None:
    city.seat(name="Ani")
    assert faults(city, city.ward, row(city, kursi=1)) == [(2, "kursi")]
    write(city, city.ward, row(city))
    assert Service.objects.get(person__name="Siti").post.number == 2


def test_training_oath_and_health_come_later_by_the_same_list(city: Crewed) -> None:
    later = {"dilatih": city.long_ago, "dilantik": city.long_ago, "berita_acara": "BA-1",
             "kesehatan": "sehat", "diperiksa": city.long_ago}  # fmt: skip
    write(city, city.ward, row(city, nik=NIK))
    assert faults(city, city.ward, row(city, nik=NIK, **later)) == [(2, "dilatih")]
    service = Service.objects.get()
    step(city.district, service, Step.SELECT, city.long_ago)
    done = write(city, city.ward, row(city, nik=NIK, **later))
    assert (done.recruited, done.changed) == (0, 1)
    service.refresh_from_db()
    assert (service.stage, service.sworn_document, service.health) == ("sworn", "BA-1", "fit")
    assert check_people(city.ward, city.election, sheet(row(city, nik=NIK, **later))).unchanged == 1
    other = later | {"dilantik": city.long_ago + timedelta(days=1)}
    assert faults(city, city.ward, row(city, nik=NIK, **other)) == [(2, "dilantik")]


@pytest.mark.parametrize(
    "content",
    [b" ", b"\x00" * 100, b"PK\x03\x04 broken", ",".join(HEAD).encode(), b"a;b\n1;2", b'"' + b"x" * 100_000],
)
def test_what_is_no_list_is_told_so(city: Crewed, content: bytes) -> None:
    plan = check_people(city.ward, city.election, SimpleUploadedFile("x.csv", content))
    assert plan.problems
    assert not plan.matches


def test_the_template_comes_back_filled_in_as_excel(city: Crewed) -> None:
    client = signed_in(city.ward)
    answer = client.get(f"/personel/impor/templat/?unduh=xlsx&wilayah={WARDS[0]}&badan=kpps")
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book.active.values)
    assert list(rows[0]) == HEAD
    assert len(rows) == 1 + 3 * 7
    assert {r[1] for r in rows[1:]} == {"1872011001001", "1872011001002", "1872011001003"}
    full = Workbook()
    full.active.append(HEAD)
    for number, cells in enumerate(rows[1:], 1):
        name, start = HEAD.index("nama"), HEAD.index("mulai")
        filled = list(cells)
        filled[name], filled[start] = f"Warga {chr(96 + number)}", city.long_ago
        full.active.append(filled)
    out = io.BytesIO()
    full.save(out)
    sent = SimpleUploadedFile("daftar.xlsx", out.getvalue())
    answer = client.post("/personel/impor/", {"file": sent, "write": "1"})
    assert answer.context["done"].recruited == 21
    assert Service.objects.filter(post__region=WARDS[0]).count() == 21


def test_the_page_shows_faults_and_differences(city: Crewed) -> None:
    client = signed_in(city.ward)
    answer = client.post("/personel/impor/", {"file": sheet(row(city, badan="raja")), "write": "1"})
    assert answer.status_code == 422
    answer = client.post("/personel/impor/", {"file": sheet(row(city))})
    assert "Siti" in answer.content.decode()
    assert not Service.objects.exists()
    assert signed_in(city.user("auditor")).get("/personel/impor/").status_code == 403


def test_seats_that_changed_meanwhile_undo_the_whole_list(city: Crewed) -> None:
    plan = check_people(city.ward, city.election, sheet(*names(city)))
    city.seat(city.post(number=7))
    with pytest.raises(Refused):
        import_people(city.ward, city.election, plan)
    assert Service.objects.count() == 1
    assert Person.objects.count() == 1


def test_a_long_list_costs_no_query_per_row(city: Crewed) -> None:
    with CaptureQueriesContext(connection) as few:
        write(city, city.ward, *names(city, 2))
    with CaptureQueriesContext(connection) as many:
        write(city, city.staff, *[row(city, nama=f"W {chr(64 + n)}", tempat=OTHER) for n in range(1, 8)])
    assert len(many) <= len(few) + 4
    assert DISTRICTS[0] in OTHER[:2] + "." + OTHER[2:4] + "." + OTHER[4:6]
