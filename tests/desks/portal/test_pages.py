"""Public pages: what a citizen sees, in both languages."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from siaga.desks.places.models import PollingStation
from siaga.desks.portal.queries.region_page import region_page
from siaga.desks.results.services import enter, hold
from tests.kit.city import tiny_city
from tests.kit.count import STATIONS, Town, healthy_figures, small_election, submission
from tests.kit.people import region

pytestmark = pytest.mark.django_db

BASE = "/hasil-publik/uji-2024/mayor"


@pytest.fixture
def town() -> Town:
    town = small_election()
    town.count(STATIONS[0], votes={1: 120, 2: 80})
    town.count(STATIONS[4], votes={1: 50, 2: 90})
    return town


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/cari/",
        "/cari/?q=12",
        "/tentang/",
        "/hasil-publik/",
        f"{BASE}/18.72/",
        f"{BASE}/18.72.01/",
        f"{BASE}/18.72.01.1001/",
        f"{BASE}/tps/{STATIONS[0]}/",
        f"{BASE}/tps/{STATIONS[1]}/",
        "/api/docs",
    ],
)
def test_every_page_opens_in_both_languages(client: Client, town: Town, address: str, language: str) -> None:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


def test_every_page_opens_before_a_pack_is_loaded(client: Client) -> None:
    for address in ("/", "/cari/?q=metro", "/tentang/", "/hasil-publik/", "/api/docs", "/robots.txt"):
        assert client.get(address).status_code == 200, address


def test_the_short_address_of_a_contest_leads_to_its_city(client: Client, town: Town) -> None:
    assert client.get(f"{BASE}/")["Location"] == f"{BASE}/18.72/"


@pytest.mark.parametrize(
    "address",
    [
        "/hasil-publik/none/mayor/18.72/",
        "/hasil-publik/uji-2024/none/18.72/",
        f"{BASE}/99/",
        f"{BASE}/18/",
        f"{BASE}/18.72.99/",
        f"{BASE}/tps/9999999999999/",
    ],
)
def test_what_is_not_there_says_so_in_one_sentence(client: Client, town: Town, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.content.decode().count("<h1>") == 1


def test_a_region_adds_up_its_parts(town: Town) -> None:
    page = region_page(town.mayor, region("18.72"))
    assert {s.number: s.votes for s in page.shares} == {1: 170, 2: 170}
    assert [(p.code, p.counted, p.stations) for p in page.parts] == [("18.72.01", 1, 4), ("18.72.02", 1, 2)]
    for number in (1, 2):
        parts = [s.votes for part in page.parts for s in part.shares if s.number == number]
        assert sum(parts) == 170


def test_turnout_shows_what_is_divided_by_what(client: Client, town: Town) -> None:
    page = region_page(town.mayor, region("18.72"))
    assert (page.total.users, page.total.voters) == (203 + 143, 600)
    assert page.turnout == round(100 * 346 / 600, 2)
    text = client.get(f"{BASE}/18.72/", headers={"Accept-Language": "en"}).content.decode()
    assert "346 voted ÷ 600 registered" in text


def test_a_ward_lists_every_station_with_its_state(town: Town) -> None:
    town.enter(STATIONS[1])
    page = region_page(town.mayor, region("18.72.01.1001"))
    assert [(p.code, p.counted, p.valid) for p in page.parts] == [
        (STATIONS[0], 1, 200),
        (STATIONS[1], 0, None),
    ]


def test_a_held_station_says_why_it_shows_nothing(client: Client, town: Town) -> None:
    town.enter(STATIONS[1])
    row = town.row(STATIONS[1])
    hold(row, town.checker, "turus tidak terbaca", row.revision)
    text = client.get(f"{BASE}/tps/{STATIONS[1]}/", headers={"Accept-Language": "en"}).content.decode()
    assert "This form is held" in text
    assert "turus tidak terbaca" not in text


def test_a_station_page_has_every_figure_and_every_identity(client: Client, town: Town) -> None:
    figures = town.row(STATIONS[0]).current.figures
    page = client.get(f"{BASE}/tps/{STATIONS[0]}/").context["page"]
    shown = {figure.name: figure.value for block in page.blocks for figure in block.figures}
    assert {name: value for name, value in shown.items() if value is not None} == figures
    assert {check.rule for check in page.checks} >= {"R1", "R3", "R4", "R5", "R7", "R8", "R9", "R10", "R12"}
    assert all(check.holds for check in page.checks)
    assert all(check.basis.regulation for check in page.checks)


def test_the_csv_of_a_page_adds_up_to_its_total(client: Client, town: Town) -> None:
    answer = client.get(f"{BASE}/18.72/?unduh=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["code"] for row in rows] == ["18.72.01", "18.72.02"]
    assert sum(int(row["paslon1"]) for row in rows) == 170


def test_the_map_has_a_feature_for_each_part_with_a_boundary(client: Client, town: Town) -> None:
    square = {"type": "Polygon", "coordinates": [[[105, -5], [106, -5], [106, -6], [105, -5]]]}
    type(town.mayor.region).objects.filter(code="18.72.01").update(boundary=square)
    body = client.get(f"{BASE}/18.72/peta.geojson").json()
    [feature] = body["features"]
    assert feature["geometry"] == square
    assert feature["properties"]["leaders"] == [1]
    assert feature["properties"]["covered"] == 25.0


def test_the_map_of_a_ward_has_its_placed_stations(client: Client, town: Town) -> None:
    PollingStation.objects.filter(code=STATIONS[0]).update(latitude="-5.11", longitude="105.30")
    [feature] = client.get(f"{BASE}/18.72.01.1001/peta.geojson").json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [105.3, -5.11]}


def test_a_page_says_which_rows_are_made_up(client: Client, town: Town) -> None:
    mark = "sample-mark"
    assert mark not in client.get(f"{BASE}/18.72/").content.decode()
    row = town.row(STATIONS[1])
    enter(row, town.clerk, submission(healthy_figures(), row.revision, sample=True))
    town.confirm(STATIONS[1])
    for address in (
        f"{BASE}/18.72/",
        f"{BASE}/18.72.01/",
        f"{BASE}/18.72.01.1001/",
        f"{BASE}/tps/{STATIONS[1]}/",
        "/",
    ):
        assert mark in client.get(address).content.decode(), address


def test_published_totals_stand_beside_ours() -> None:
    city = tiny_city()
    page = region_page(city.mayor, city.city)
    found = {(c.label, c.pair): (c.published, c.ours, str(c.verdict)) for c in page.comparisons}
    assert sorted(v for k, v in found.items() if k[1] is None)[0] == (7, 7, "equal")
    assert [v for k, v in found.items() if k[1] == 1] == [(1200, 0, "open")]


def test_search_engines_are_kept_out_of_the_rooms(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    rooms = ("hasil", "kesiapan", "papan", "personel")
    assert [room for room in rooms if f"Disallow: /{room}/\n" not in text] == []
    assert "/hasil-publik/" not in text


def test_the_table_sorts_by_what_its_address_says(client: Client, town: Town) -> None:
    text = client.get(f"{BASE}/18.72/?urut=-paslon2").content.decode()
    assert text.index("18.72.02/") < text.index("18.72.01/")
    assert 'aria-sort="descending"' in text
    by_name = client.get(f"{BASE}/18.72/?urut=name").content.decode()
    assert by_name.index("18.72.01/") < by_name.index("18.72.02/")


def test_a_station_without_published_figures_sorts_last(client: Client, town: Town) -> None:
    for order in ("paslon1", "-paslon1"):
        listing = client.get(f"{BASE}/18.72.01.1001/?urut={order}").context["listing"]
        assert [part.code for part in listing.rows] == [STATIONS[0], STATIONS[1]]


def test_a_station_page_leads_to_its_other_contest_and_its_place(client: Client, town: Town) -> None:
    page = client.get(f"/hasil-publik/uji-2024/mayor/tps/{STATIONS[0]}/").content.decode()
    assert f'href="/hasil-publik/uji-2024/governor/tps/{STATIONS[0]}/"' in page
    assert f'href="/wilayah/tps/{STATIONS[0]}/' in page


def test_without_a_counted_row_no_margin_is_named(client: Client) -> None:
    small_election()
    answer = client.get("/hasil-publik/uji-2024/mayor/18.72/", headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert "No station is counted yet, so there is no order to speak of." in page
    assert "smallest margin" not in page
    assert '<td class="num">0</td>' not in page
