"""A kept page is never stale: any change of state makes a new tag, nothing else does."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from siaga.desks.portal import caching
from siaga.desks.portal.queries.version import NOTHING, data_version
from siaga.desks.trail.models import Entry
from tests.kit.count import STATIONS, Town
from tests.kit.people import person, signed_in
from tests.kit.stated import states

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(town: Town) -> list[str]:
    page = f"/hasil-publik/{town.election.code}/mayor"
    api = f"/api/elections/{town.election.code}/contests/mayor"
    return [
        "/",
        "/hasil-publik/",
        f"{page}/18.72/",
        f"{page}/18.72.01.1001/",
        f"{page}/18.72/peta.geojson",
        f"{page}/18.72/?unduh=csv",
        f"{page}/tps/{STATIONS[0]}/",
        f"{api}/recap",
        f"{api}/stations",
        f"{api}/stations/{STATIONS[0]}",
    ]


def test_an_unchanged_page_is_not_sent_twice(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        tag = client.get(address)["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), address


def test_every_page_is_new_after_a_confirmation(client: Client, town: Town, addresses: list[str]) -> None:
    town.enter(STATIONS[0])
    tags = {address: client.get(address)["ETag"] for address in addresses}
    town.confirm(STATIONS[0])
    for address, tag in tags.items():
        answer = client.get(address, headers={"If-None-Match": tag})
        assert answer.status_code == 200, address
        assert answer["ETag"] != tag


def test_a_confirmed_result_is_in_the_next_answer(client: Client, town: Town) -> None:
    recap = f"/api/elections/{town.election.code}/contests/mayor/recap"
    assert client.get(recap).json()["region"]["counted"] == 0
    town.count(STATIONS[0], votes={1: 150, 2: 20})
    body = client.get(recap).json()
    assert body["region"]["counted"] == 1
    assert [v["votes"] for v in body["region"]["votes"]] == [150, 20]


@pytest.mark.speed
def test_a_confirmed_result_is_public_within_a_second(
    client: Client, town: Town, addresses: list[str]
) -> None:
    town.enter(STATIONS[0], votes={1: 151, 2: 20})
    for address in addresses:
        client.get(address)
    town.confirm(STATIONS[0])
    start = perf_counter()
    shown = [address for address in addresses if states(151, client.get(address).content.decode())]
    seconds = (perf_counter() - start) / len(addresses)
    assert shown == [address for address in addresses if not address.endswith(".geojson")]
    assert seconds < 1


def test_a_browser_that_knows_dates_only_gets_the_new_page_within_the_same_second(
    client: Client, town: Town, addresses: list[str]
) -> None:
    town.count(STATIONS[0])
    for address in addresses:
        first = client.get(address)
        assert "Last-Modified" not in first
        known = {"If-Modified-Since": http_date(timezone.now().timestamp())}
        assert client.get(address, headers=known).status_code == 200


def test_a_settled_page_names_its_date(client: Client, town: Town, monkeypatch) -> None:
    monkeypatch.setattr(caching, "SETTLED", timedelta(0))
    stamp = client.get("/hasil-publik/")["Last-Modified"]
    assert client.get("/hasil-publik/", headers={"If-Modified-Since": stamp}).status_code == 304


def test_the_tag_differs_by_language(client: Client, town: Town) -> None:
    tags = {client.get("/", headers={"Accept-Language": lang})["ETag"] for lang in ("id", "en")}
    assert len(tags) == 2


def test_a_signed_in_page_is_never_kept(town: Town) -> None:
    answer = signed_in(person("auditor")).get("/hasil-publik/")
    assert "ETag" not in answer
    assert "no-store" in answer["Cache-Control"]


def test_an_error_is_never_kept(client: Client, town: Town) -> None:
    for address in ("/hasil-publik/uji-2024/mayor/99/", "/api/elections/none/contests"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "ETag" not in answer
    refused = client.get("/api/elections/uji-2024/contests/mayor/stations?limit=0")
    assert (refused.status_code, refused.get("ETag")) == (422, None)


def test_a_visitor_is_given_no_cookie(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        assert not client.get(address).cookies, address


def test_the_version_is_the_last_entry_of_the_trail(town: Town) -> None:
    last = Entry.objects.order_by("-index").first()
    assert data_version() == (version := type(NOTHING)(last.index, last.leaf_hash, last.at))
    town.enter(STATIONS[0])
    assert data_version().entry > version.entry


def test_an_empty_log_has_a_version_too() -> None:
    assert data_version() == NOTHING
    assert caching.last_modified(NOTHING) is None
