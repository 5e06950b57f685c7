"""How many queries each public page takes, whatever the number of stations."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.kit.count import STATIONS, Town, small_election
from tests.kit.people import person, signed_in
from tests.kit.queries import counted_get

pytestmark = pytest.mark.django_db

PAGE = "/hasil-publik/uji-2024/mayor"
API = "/api/elections/uji-2024"
PUBLIC = [
    "/",
    "/cari/?q=metro",
    "/tentang/",
    "/hasil-publik/",
    f"{PAGE}/18.72/",
    f"{PAGE}/18.72.01.1001/",
    f"{PAGE}/18.72/peta.geojson",
    f"{PAGE}/tps/{STATIONS[0]}/",
    "/api/elections",
    f"{API}/contests",
    f"{API}/contests/mayor/recap",
    f"{API}/contests/mayor/stations",
    "/api/health",
    "/kesehatan/",
    "/metrik/",
]


@pytest.fixture
def town() -> Town:
    town = small_election()
    town.count(STATIONS[0])
    return town


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_takes_as_many_queries_as_recorded(client: Client, town: Town, address: str) -> None:
    counted_get(client, address)


def test_an_unchanged_page_costs_one_query(client: Client, town: Town, django_assert_num_queries) -> None:
    tag = client.get(f"{PAGE}/18.72/")["ETag"]
    with django_assert_num_queries(1):
        client.get(f"{PAGE}/18.72/", headers={"If-None-Match": tag})


def test_more_stations_take_no_more_queries(client: Client) -> None:
    small_election(stations=[f"1872011001{n:03d}" for n in range(1, 60)])
    counted_get(client, f"{PAGE}/18.72/", name="portal: a city with 59 stations")


def test_the_board_takes_as_many_queries_as_recorded(town: Town) -> None:
    counted_get(signed_in(person("forum_member")), "/papan/")
