"""The pages: what each shows to whom; names only to the own side; a tap twice is one tap; query baselines."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from siaga.desks.staff.models import Attendance, Replacement, Service
from siaga.desks.staff.services import Step, propose_replacement
from siaga.desks.staff.services.people import Candidate
from siaga.desks.staff.services.replacement import Change
from siaga.desks.trail.models import Entry
from tests.desks.staff.test_services import crewed_city_on_the_day
from tests.kit.city import CITY, DISTRICTS, WARDS
from tests.kit.people import signed_in
from tests.kit.queries import counted_get
from tests.kit.staff import STATION, Crewed, crewed_city, step

pytestmark = pytest.mark.django_db
NIK = "1872014501900001"
NAME = "Siti Rahmawati"


@pytest.fixture
def city() -> Crewed:
    city = crewed_city_on_the_day(crewed_city())
    city.sworn(name=NAME, nik=NIK, phone="081234567890")
    city.sworn(city.post(number=2))
    city.sworn(city.post("ptps"), name="Pengawas Rahasia")
    return city


def page(user, address: str) -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


PLACES = ["/personel/", f"/personel/wilayah/{CITY}/", f"/personel/wilayah/{DISTRICTS[0]}/",
          f"/personel/wilayah/{WARDS[0]}/", f"/personel/tps/{STATION}/", "/personel/kursi/",
          f"/personel/kekurangan/?wilayah={WARDS[0]}", "/personel/pergantian/",
          "/personel/kursi/?unduh=csv"]  # fmt: skip


def test_names_are_for_the_own_side_in_its_own_places(city: Crewed) -> None:
    service = Service.objects.get(person__name=NAME)
    addresses = [*PLACES, f"/personel/petugas/{service.pk}/"]
    seen = {
        "pps": page_with(city.ward, addresses),
        "ppk": page_with(city.district, addresses),
        "other ward": page_with(city.user("ward_committee", WARDS[2]), addresses),
        "bawaslu": page_with(city.supervisor, addresses),
        "forum": page_with(city.user("forum_member"), addresses),
        "auditor": page_with(city.user("auditor"), addresses),
    }
    assert {who for who, text in seen.items() if NAME in text} == {"pps", "ppk"}
    assert {who for who, text in seen.items() if "Pengawas Rahasia" in text} == {"bawaslu"}
    assert not any("081234567890" in text or NIK in text for text in seen.values())


def page_with(user, addresses: list[str]) -> str:
    return "\n".join(page(user, address) for address in addresses)


def test_the_overview_shows_formula_claim_and_what_is_missing(city: Crewed) -> None:
    text = " ".join(page(city.user("forum_member"), "/personel/").split())
    assert "7 × 7 TPS = 49" in text
    assert re.search(r"1 × \d TPS \+ 2 × \d TPS = \d+", text)
    assert "PKPU 8/2022" in text
    answer = signed_in(city.staff).get("/personel/")
    lines = {line.kind.value: line for line in answer.context["found"].lines}
    assert (lines["kpps"].tally.filled, lines["kpps"].tally.missing) == (2, 47)
    assert lines["ppk"].claim.claimed == 10


def test_the_shortages_go_down_to_the_station(city: Crewed) -> None:
    client = signed_in(city.staff)

    def lines(region: str):
        answer = client.get(f"/personel/kekurangan/?wilayah={region}")
        return {
            (x.kind.value, x.place): (x.rule.needed, x.tally.missing) for x in answer.context["listing"].rows
        }

    top = {(x.kind.value, x.place): x for x in client.get("/personel/kekurangan/").context["listing"].rows}
    assert top["kpps", DISTRICTS[0]].rule.needed == 35
    assert top["ppk", DISTRICTS[1]].rule.parts == ((5, 1),)
    assert lines(DISTRICTS[0])["kpps", WARDS[0]] == (21, 19)
    assert lines(DISTRICTS[0])["ppk", DISTRICTS[0]] == (5, 5)
    station = lines(WARDS[0])
    assert station["kpps", STATION] == (7, 5)
    assert station["pantarlih", STATION] == (2, 2)
    assert station["pps", WARDS[0]] == (3, 3)
    assert ("ptps", STATION) not in station
    assert (
        sum(missing for _n, missing in lines(WARDS[0]).values())
        == sum(line.tally.missing for key, line in top.items() if key)
        - sum(m for w in WARDS[1:] for _n, m in lines(w).values())
        - 5 * 2
        - 3 * 2
    )


def test_a_seat_is_filled_selected_and_sworn_on_the_pages(city: Crewed) -> None:
    post = city.post("linmas")
    data = {"name": "Budi", "nik": NIK[:-1] + "2", "starts": city.long_ago.isoformat(), "sex": "l"}
    answer = signed_in(city.ward).post(f"/personel/kursi/{post.pk}/isi/", data)
    service = Service.objects.get(post=post)
    assert answer["Location"] == f"/personel/petugas/{service.pk}/"
    act = {"step": "select", "day": city.long_ago.isoformat()}
    signed_in(city.ward).post(f"/personel/petugas/{service.pk}/langkah/", act)
    service.refresh_from_db()
    assert service.selected_on is None
    signed_in(city.district).post(f"/personel/petugas/{service.pk}/langkah/", act)
    signed_in(city.ward).post(f"/personel/petugas/{service.pk}/langkah/", act | {"step": "swear"})
    service.refresh_from_db()
    assert service.stage == "sworn"


def test_a_wrong_nik_is_told_and_never_repeated(city: Crewed) -> None:
    wrong = "1872019901900001"
    answer = signed_in(city.ward).post(
        f"/personel/kursi/{city.post('linmas').pk}/isi/",
        {"name": "Budi", "nik": wrong, "starts": city.long_ago.isoformat()},
    )
    assert "nik" in answer.context["form"].errors
    assert wrong not in answer.content.decode()
    taken = {"name": "Budi", "nik": NIK, "starts": city.long_ago.isoformat()}
    answer = signed_in(city.ward).post(f"/personel/kursi/{city.post('linmas').pk}/isi/", taken)
    assert answer.status_code == 409
    assert NIK not in answer.content.decode()


def test_personal_data_are_opened_once_with_a_purpose(city: Crewed) -> None:
    service = Service.objects.get(person__name=NAME)
    url = f"/personel/petugas/{service.pk}/buka/"
    answer = signed_in(city.ward).post(url, {"purpose": "undangan pelatihan"})
    assert "081234567890" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(action="staff.person.reveal").count() == 1
    assert "081234567890" not in page(city.ward, f"/personel/petugas/{service.pk}/")
    assert signed_in(city.supervisor).post(url, {"purpose": "ingin tahu"}).status_code == 403


def test_a_replacement_on_the_pages(city: Crewed) -> None:
    service = Service.objects.get(person__name=NAME)
    url = f"/personel/petugas/{service.pk}/ganti/"
    signed_in(city.ward).post(url, {"name": "Budi", "why": "ill", "sworn": "on"})
    row = Replacement.objects.get()
    assert row.state == "effective"
    decide = f"/personel/pergantian/{row.pk}/putuskan/"
    assert decide not in page(city.ward, "/personel/pergantian/")
    assert decide in page(city.district, "/personel/pergantian/")
    signed_in(city.district).post(decide, {"agree": "yes"})
    row.refresh_from_db()
    assert row.state == "confirmed"


# --- attendance


def taps(client: Client) -> list[tuple[str, str]]:
    """Receipt number and service of each tap on the page of the station."""
    text = client.get(f"/personel/hadir/{STATION}/").content.decode()
    return re.findall(
        r'name="client_id" value="([^"]+)"><input type="hidden" name="service" value="(\d+)"', text
    )


def test_a_tap_sent_twice_from_a_telephone_is_one(city: Crewed) -> None:
    client = signed_in(city.user("station_officer", STATION))
    receipt, service = taps(client)[0]
    sent = {"client_id": receipt, "service": service, "state": "arrived"}
    for _retry in range(3):
        assert client.post(f"/personel/hadir/{STATION}/", sent).status_code == 302
    assert Attendance.objects.count() == 1
    client.post(f"/personel/hadir/{STATION}/", sent | {"state": "absent"})
    assert Service.objects.get(pk=service).presence == "arrived"


def test_the_chair_sees_the_own_station_alone_and_no_supervisor(city: Crewed) -> None:
    client = signed_in(city.user("station_officer", STATION))
    assert client.get("/personel/hadir/").context["station"].code == STATION
    text = client.get(f"/personel/hadir/{STATION}/").content.decode()
    assert NAME in text
    assert "Pengawas Rahasia" not in text
    assert "Pengawas Rahasia" in page(city.user("station_supervisor", STATION), f"/personel/hadir/{STATION}/")
    assert NAME not in page(city.user("station_officer", "1872011002001"), f"/personel/hadir/{STATION}/")


def test_all_have_come(city: Crewed) -> None:
    client = signed_in(city.ward)
    for _retry in range(2):
        client.post(f"/personel/hadir/{STATION}/semua/", {"client_id": "semua-0001"})
    assert set(Service.objects.filter(post__kind="kpps").values_list("presence", flat=True)) == {"arrived"}
    assert Attendance.objects.count() == 2
    text = page(city.ward, "/personel/hadir/")
    assert "2 / 9" in text


def test_the_public_sees_counts_and_nobody(city: Crewed) -> None:
    text = Client().get("/personel/publik/").content.decode()
    assert "7 × 7 TPS = 49" in " ".join(text.split())
    assert NAME not in text
    assert Client().get("/personel/").status_code == 302


def test_steps_for_many(city: Crewed) -> None:
    for number in (3, 4):
        city.seat(city.post(number=number))
    data = {"step": "select", "kind": "kpps", "region": DISTRICTS[0], "day": city.long_ago.isoformat()}
    signed_in(city.district).post("/personel/langkah/", data)
    assert Service.objects.filter(selected_on=None).count() == 0
    answer = signed_in(city.staff).post("/personel/langkah/", data | {"step": "swear"})
    assert answer.context["form"].errors
    signed_in(city.staff).post("/personel/langkah/", data | {"step": "swear", "document": "BA-1"})
    assert Service.objects.filter(sworn_on=None).count() == 0


def test_the_chiefs_of_a_district_as_a_list_of_invitations(city: Crewed) -> None:
    answer = signed_in(city.district).get(f"/personel/undangan-ketua/?wilayah={DISTRICTS[0]}")
    head, row = answer.content.decode("utf-8-sig").splitlines()
    assert head == "nama,peran,lembaga,tempat,hari"
    assert row == f"{NAME},kpps,committee-18-72-01,{STATION},14"
    assert signed_in(city.supervisor).get("/personel/undangan-ketua/").content.count(b"\n") == 1


@pytest.mark.parametrize("address", PLACES[:-1])
def test_each_page_keeps_its_number_of_queries(city: Crewed, address: str) -> None:
    propose_replacement(
        city.ward, Service.objects.get(person__name=NAME), Candidate("B"), Change("ill", sworn=True)
    )
    counted_get(signed_in(city.district), address, f"staff {address}")


def test_the_pages_of_a_telephone_keep_theirs(city: Crewed) -> None:
    client = signed_in(city.ward)
    counted_get(client, "/personel/hadir/", "staff /personel/hadir/")
    counted_get(client, f"/personel/hadir/{STATION}/", "staff /personel/hadir/tps/")
    counted_get(client, reverse("staff:service", args=[Service.objects.earliest("pk").pk]), "staff petugas")


def test_seats_that_are_closed_are_told_where_somebody_sits(city: Crewed) -> None:
    assert step(city.staff, Service.objects.get(person__name=NAME), Step.FIT, city.long_ago).done == 1
    text = page(city.staff, "/personel/kursi/?keadaan=unchecked&badan=kpps")
    assert NAME not in text


def test_who_answers_for_very_many_stations_begins_with_the_wards(city: Crewed, monkeypatch) -> None:
    monkeypatch.setattr("siaga.desks.staff.views.attendance.MANY", 2)
    client = signed_in(city.staff)
    rows = client.get("/personel/hadir/").context["listing"].rows
    assert {row.code: row.tally.seats for row in rows} == {WARDS[0]: 27, WARDS[1]: 18, WARDS[2]: 18}
    rows = client.get(f"/personel/hadir/?kelurahan={WARDS[1]}").context["listing"].rows
    assert [row.code for row in rows] == ["1872011002001", "1872011002002"]


def test_a_name_on_two_seats_of_a_ward_is_pointed_at(city: Crewed) -> None:
    city.sworn(city.post(number=3), name=NAME)
    answer = signed_in(city.staff).get(f"/personel/wilayah/{WARDS[0]}/")
    assert answer.context["doubles"] == 1
