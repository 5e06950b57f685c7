"""A list of invitations: checked whole, made whole or not at all, printed once."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from siaga.desks.offices import access, cards
from siaga.desks.offices.errors import RefusedError
from siaga.desks.offices.models import Institution, Invitation
from siaga.desks.offices.services import accounts, bulk, invitations
from siaga.desks.places.models import PollingStation, StationMap
from siaga.desks.trail.models import Entry
from tests.kit.people import PASSWORD, STATION, institution, person, region, signed_in

pytestmark = pytest.mark.django_db
HEAD = "nama,peran,lembaga,tempat,hari"
PAGE = "offices:bulk"


@pytest.fixture
def admin():
    return person("administrator", "18.72")


@pytest.fixture
def body():
    """A committee of the district, and a station on the map."""
    ward = region("18.72.01.1001")
    map_ = StationMap.objects.create(code="metro", name="Metro")
    for number in range(1, 31):
        PollingStation.objects.create(map=map_, ward=ward, code=f"1872011001{number:03d}", number=number)
    return institution(Institution.Kind.COMMITTEE, "18.72.01")


def upload(*rows: str, head: str = HEAD, name: str = "daftar.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([head, *rows]).encode())


def chief(number: int = 1, name: str = "") -> str:
    name = name or f"Ketua {chr(64 + number)}"
    return f"{name},kpps,committee-18-72-01,1872011001{number:03d},14"


def problems(admin, *rows: str, **more) -> list[tuple[int, str]]:
    found = bulk.check_list(admin, upload(*rows, **more))
    return [(p.line, p.column) for p in found.problems]


def test_a_good_list_is_checked_without_writing(admin, body):
    checked = bulk.check_list(admin, upload(chief(1), chief(2), "Siti,ppk,committee-18-72-01,,7"))
    assert not checked.problems
    assert [(o.terms.role, o.terms.place, o.days) for o in checked.offers] == [
        ("station_officer", STATION, 14),
        ("station_officer", "1872011001002", 14),
        ("district_committee", "18.72.01", 7),
    ]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",kpps,committee-18-72-01,1872011001001,14", "nama"),
        ("1872014501900001,kpps,committee-18-72-01,1872011001001,14", "nama"),
        ("Siti,raja,committee-18-72-01,1872011001001,14", "peran"),
        ("Siti,kpps,kpu-nowhere,1872011001001,14", "lembaga"),
        ("Siti,kpps,committee-18-72-01,1872011001999,14", "tempat"),
        ("Siti,kpps,committee-18-72-01,18.72.01,14", "tempat"),
        ("Siti,pps,committee-18-72-01,18.72.01.9999,14", "tempat"),
        ("Siti,pps,committee-18-72-01,,400", "hari"),
        ("Siti,bawaslu,committee-18-72-01,,7", ""),
        ("Siti,ppk,committee-18-72-01,1872011001001,7", ""),
        ('"=HYPERLINK(""x"")",kpps,committee-18-72-01,1872011001001,14', "nama"),
    ],
)
def test_each_fault_has_one_sentence_its_row_and_its_column(admin, body, row, column):
    assert problems(admin, chief(1), row) == [(3, column)]
    [problem] = bulk.check_list(admin, upload(chief(1), row)).problems
    assert problem.sentence and "1872014501900001" not in problem.sentence


def test_every_fault_at_once_and_nothing_written(admin, body):
    client = signed_in(admin)
    wrong = upload(chief(1), "Siti,raja,x,,7", "Budi,pps,nowhere,,7", chief(1))
    answer = client.post(reverse(PAGE), {"file": wrong, "make": "1"})
    assert answer.status_code == 422
    assert [p.line for p in answer.context["checked"].problems] == [3, 4, 5]
    assert not Invitation.objects.exists()


def test_outside_the_own_region_is_a_fault_like_others(admin, body):
    institution(Institution.Kind.COMMITTEE, "19.71.01")
    assert problems(admin, "Siti,ppk,committee-19-71-01,,7") == [(2, "")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"),
        (b"\x00\x01\x02\xff" * 50, "a.csv"),
        (b"PK\x03\x04 not a workbook", "a.xlsx"),
        (HEAD.encode(), "a.csv"),
        (b"nama;peran\nx;y", "a.csv"),
        (('"' + "x" * 300_000).encode(), "a.csv"),
    ],
)
def test_what_is_no_list_is_told_so(admin, content, name):
    found = bulk.check_list(admin, SimpleUploadedFile(name, content or b" "))
    assert found.problems
    assert not found.offers


def test_a_bomb_and_a_flood_are_refused(admin):
    assert problems(admin, *["x,y,z,,1"] * 501)[0] != ()
    book, out = Workbook(), io.BytesIO()
    book.active.append(HEAD.split(","))
    book.active.append(["Siti", "=1+1", "x", "", 7])
    book.save(out)
    found = bulk.check_list(admin, SimpleUploadedFile("a.xlsx", out.getvalue()))
    assert [(p.line, p.column) for p in found.problems] == [(2, "peran")]
    big = bulk.check_list(admin, SimpleUploadedFile("a.csv", b"x" * 5_000_001))
    assert [p.line for p in big.problems] == [0]


def test_all_are_made_in_one_act_and_the_sheet_comes_once(admin, body):
    client = signed_in(admin)
    rows = [chief(n) for n in range(1, 11)]
    answer = client.post(reverse(PAGE), {"file": upload(*rows), "make": "1"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer.content.count(b"/Type /Page\n") in (0, 2)
    assert "no-store" in answer["Cache-Control"]
    assert Invitation.objects.values("batch").distinct().count() == 1
    assert Entry.objects.filter(action="invitation.made").count() == 10
    again = client.post(reverse(PAGE), {"file": upload(*rows), "make": "1"})
    assert (again.status_code, Invitation.objects.count()) == (422, 10)


def test_the_checked_rows_are_kept_until_they_are_made(admin, body):
    client = signed_in(admin)
    page = client.post(reverse(PAGE), {"file": upload(chief(1), chief(2)), "check": "1"})
    kept = page.context["checked"].kept
    assert kept and kept in page.content.decode()
    answer = client.post(reverse(PAGE), {"rows": kept, "make": "1"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Siaga-Made"] == "2"
    assert [(i.full_name, i.station_code) for i in Invitation.objects.order_by("station_code")] == [
        ("Ketua A", STATION),
        ("Ketua B", "1872011001002"),
    ]
    again = client.post(reverse(PAGE), {"rows": kept, "make": "1"})
    assert (again.status_code, Invitation.objects.count()) == (422, 2), "the rows are checked again"


def test_kept_rows_are_for_whoever_checked_them_and_for_an_hour(admin, body, monkeypatch):
    kept = bulk.check_list(admin, upload(chief(1))).kept
    other = person("administrator", "18.72")
    for user, rows in ((other, kept), (admin, kept[:-1]), (admin, "x")):
        found = bulk.check_kept(user, rows)
        assert not found.offers and found.problems[0].line == 0
    assert bulk.check_kept(admin, kept).offers == bulk.check_list(admin, upload(chief(1))).offers
    monkeypatch.setattr(bulk, "_KEPT_SECONDS", -1)
    assert bulk.check_kept(admin, kept).problems
    assert bulk.check_list(admin, upload("Siti,raja,x,,7")).kept == ""


def test_without_a_file_nothing_is_checked(admin, body):
    answer = signed_in(admin).post(reverse(PAGE), {"make": "1"})
    assert answer.status_code == 400
    assert answer.context["form"].errors["file"]


def test_one_bad_row_at_the_last_moment_undoes_the_rest(admin, body):
    checked = bulk.check_list(admin, upload(chief(1), chief(2)))
    invitations.invite(admin, checked.offers[1].terms)
    with pytest.raises(RefusedError):
        bulk.invite_many(admin, checked.offers)
    assert Invitation.objects.count() == 1


def test_a_card_holds_what_the_person_needs_and_the_database_no_token(admin, body):
    [issued] = bulk.invite_many(admin, bulk.check_list(admin, upload(chief(1, "Siti Aminah"))).offers)
    card = cards.card(issued, lambda token: f"https://siaga.example/{token}/")
    assert card["name"] == "Siti Aminah"
    assert STATION in card["place"]
    assert issued.token in card["link"]
    assert card["code"].startswith("<svg")
    assert issued.token not in str(Invitation.objects.values().get())
    assert not Entry.objects.filter(canonical__contains=issued.token).exists()
    assert accounts.accept(issued.token, "siti", PASSWORD).memberships.get().station_code == STATION


def test_a_lost_sheet_gets_new_links_and_the_old_are_dead(admin, body):
    first = bulk.invite_many(admin, bulk.check_list(admin, upload(chief(1), chief(2))).offers)
    accounts.accept(first[0].token, "siti", PASSWORD)
    answer = signed_in(admin).post(reverse("offices:batch-renew", args=[first[0].invitation.batch]))
    assert answer.content.startswith(b"%PDF")
    with pytest.raises(RefusedError, match="withdrawn"):
        invitations.find(first[1].token)
    assert invitations.open_ones().count() == 1
    assert signed_in(admin).post(reverse("offices:batch-renew", args=["none"])).status_code == 302


def test_a_list_of_roles_that_decide_waits_for_a_second_person(admin, body):
    rows = [f"PPK {chr(64 + n)},ppk,committee-18-72-01,,7" for n in range(1, 6)]
    issued = bulk.invite_many(admin, bulk.check_list(admin, upload(*rows, chief(1))).offers)
    batch = issued[0].invitation.batch
    with pytest.raises(RefusedError, match="second person"):
        accounts.accept(issued[0].token, "siti", PASSWORD)
    with pytest.raises(PermissionDenied):
        bulk.approve_batch(admin, batch)
    with pytest.raises(PermissionDenied):
        bulk.approve_batch(person("commissioner", "19.71"), batch)
    commissioner = person("commissioner")
    page = signed_in(commissioner).get(reverse("offices:invitations")).content.decode()
    assert reverse("offices:batch-approve", args=[batch]) in page
    assert bulk.approve_batch(commissioner, batch) == 5
    assert accounts.accept(issued[0].token, "siti", PASSWORD).pk


def test_the_template_is_a_list_with_the_right_columns(admin):
    client = signed_in(admin)
    answer = client.get(reverse("offices:bulk-template"))
    assert answer.content.decode("utf-8-sig").splitlines()[0] == HEAD
    assert client.get(reverse("offices:bulk-template") + "?unduh=xlsx").content.startswith(b"PK")


def test_the_template_names_institutions_of_this_house(admin, body):
    pps = institution(Institution.Kind.COMMITTEE, "18.72.01.1001")
    rows = signed_in(admin).get(reverse("offices:bulk-template")).content.decode("utf-8-sig").splitlines()[1:]
    assert rows == [
        f"Siti Aminah,kpps,{pps.code},{STATION},14",
        "Budi Santoso,ppk,committee-18-72-01,18.72.01,7",
    ]
    assert not bulk.check_list(admin, upload(*rows)).problems


def test_only_who_may_invite(body):
    for role in ("commissioner", "district_committee", "auditor"):
        assert signed_in(person(role)).get(reverse(PAGE)).status_code == 403


def test_thirty_rows_cost_few_queries(admin, body):
    access.remember(admin)  # as in a request
    offers = bulk.check_list(admin, upload(*[chief(n) for n in range(1, 31)])).offers
    with CaptureQueriesContext(connection) as seen:
        bulk.invite_many(admin, offers)
    assert len(seen) < 30 + 12
