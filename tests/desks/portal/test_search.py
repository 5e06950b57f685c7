"""Search: stations by number, ward, name and code; everything else by name; nothing restricted."""

from __future__ import annotations

import pytest
from django.test import Client

from siaga.desks.portal.queries.search import LIMIT, search, words_of
from tests.kit.city import SPECIAL, tiny_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return tiny_city()


def urls(text: str) -> list[str]:
    return [hit.url for kind in search(text) for hit in kind.found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TPS 013 Mulyojati", ["013", "mulyojati"]),
        ("kelurahan  Hadimulyo-Barat", ["hadimulyo-barat"]),
        ("TPS", ["tps"]),
        ("18.72.01", ["18.72.01"]),
        ("  ", []),
        ("%_'\"\\", ["_"]),
    ],
)
def test_the_words_that_matter(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_whole_code_finds_its_station(city) -> None:
    assert urls(SPECIAL) == [f"/hasil-publik/kota-contoh-2024/mayor/tps/{SPECIAL}/"]


def test_a_station_leads_to_each_of_its_contests(city) -> None:
    [hit] = search(SPECIAL)[0].found
    beside = [f"/hasil-publik/kota-contoh-2024/{contest}/tps/{SPECIAL}/" for contest in ("mayor", "governor")]
    assert [page.url for page in hit.also] == beside


def test_a_code_without_dots_finds_its_region(city) -> None:
    assert [hit.name for hit in search("1872021001")[-1].found] == ["Kelurahan 3"]


def test_number_and_ward_find_the_station(city) -> None:
    [hit] = search("2 kelurahan 3")[0].found
    assert hit.name.startswith("TPS 002")


def test_a_special_place_is_found_by_name(city) -> None:
    assert any(SPECIAL in url for url in urls("lapas"))


def test_regions_pairs_stages_and_institutions_are_found(city) -> None:
    names = [hit.name for kind in search("contoh") for hit in kind.found]
    assert "Kota Contoh" in names
    assert "KPU Kota Contoh" in names
    assert [hit.name for kind in search("citra") for hit in kind.found] == ["1 · Citra – Dedi"]
    assert any("kampanye" in hit.name for kind in search("kampanye") for hit in kind.found)


def test_a_region_of_a_code(city) -> None:
    assert "/hasil-publik/kota-contoh-2024/mayor/18.72.01.1002/" in urls("18.72.01.1002")


def test_accounts_and_office_holders_are_not_found(city) -> None:
    assert search("fitri") == []


def test_too_many_hits_say_so(city, monkeypatch) -> None:
    monkeypatch.setattr("siaga.desks.portal.queries.search.LIMIT", 2)
    stations = search("kelurahan tps")[0]
    assert (len(stations.found), stations.more) == (2, True)
    assert LIMIT > 2


def test_no_query_without_a_word(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert search(" – ") == []


def test_every_hit_opens(client: Client, city) -> None:
    for word in ("contoh", "1", "kelurahan", "ani", "kampanye", "lapas"):
        for url in urls(word):
            assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("text", ["' OR 1=1 --", "%", "💥" * 200, "9" * 500, "<script>"])
def test_odd_words_do_no_harm(client: Client, city, text: str) -> None:
    answer = client.get("/cari/", {"q": text})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content.replace(b'<script src="', b"")
