"""Pages of the map: public, in both languages, a fixed number of queries, downloadable, honest about gaps."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from siaga.desks.elections.services import load_pack
from siaga.desks.places.models import PollingStation
from tests.kit.city import SPECIAL, tiny_city, tiny_pack
from tests.kit.queries import counted_get

pytestmark = pytest.mark.django_db

PAGES = [
    "/wilayah/",
    "/wilayah/18/",
    "/wilayah/18.72/",
    "/wilayah/18.72.01/",
    "/wilayah/18.72.01.1001/",
    "/wilayah/tps/",
    "/wilayah/tps/?cari=lapas&jenis=special",
    "/wilayah/tps/1872011001002/",
    "/wilayah/18.72/batas.geojson",
    "/wilayah/18.72/tps.geojson",
]


@pytest.fixture
def city():
    return tiny_city()


def rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("address", PAGES)
def test_everyone_may_read_with_a_fixed_number_of_queries(city, client, address):
    counted_get(client, address)


@pytest.mark.parametrize("address", [page for page in PAGES if "geojson" not in page])
@pytest.mark.parametrize("language", ["id", "en"])
def test_both_languages(city, client, address, language):
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("address", ["/wilayah/", "/wilayah/18.72/", "/wilayah/tps/"])
def test_before_any_pack_the_page_says_what_to_do(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "siaga pack load" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/wilayah/18.73/",
        "/wilayah/18.72.1/",
        "/wilayah/tps/1872011001999/",
        "/wilayah/?election=nowhere",
        "/wilayah/99/batas.geojson",
    ],
)
def test_what_is_not_there_is_404(city, client, address):
    assert client.get(address).status_code == 404


def test_the_city_is_the_sum_of_its_stations(city, client):
    html = client.get("/wilayah/", headers={"accept-language": "id"}).content.decode()
    assert "2.940" in html
    assert "Kecamatan 1" in html
    assert "/wilayah/18.72.02/" in html


def test_region_table_downloads_as_csv_and_excel(city, client):
    lines = rows(client.get("/wilayah/18.72/?unduh=csv"))
    assert [(line["code"], line["stations"], line["voters"], line["special"]) for line in lines] == [
        ("18.72.01", "5", "2444", "1"),
        ("18.72.02", "2", "496", "0"),
    ]
    book = load_workbook(io.BytesIO(client.get("/wilayah/18.72/?unduh=xlsx").content))
    assert book.active["A2"].value == "18.72.01"
    assert book.active["G2"].value == 2444


def test_ward_table_is_its_stations(city, client):
    lines = rows(client.get("/wilayah/18.72.02.1001/?unduh=csv"))
    assert [(line["code"], line["voters"], line["address"]) for line in lines] == [
        ("1872021001001", "496", "Jalan Contoh 6"),
        ("1872021001002", "", "Jalan Contoh 7"),
    ]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("jenis=special", [SPECIAL]),
        ("wilayah=18.72.02", ["1872021001001", "1872021001002"]),
        ("wilayah=18.72.0", []),
        ("wilayah=x", None),
        ("jenis=flying", None),
        ("cari=2", ["1872011001002", "1872011002002", "1872021001002"]),
        ("cari=contoh+6", ["1872021001001"]),
        ("cari=187202", ["1872021001001", "1872021001002"]),
        ("cari=%27%20OR%201=1", []),
        ("urut=-code&wilayah=18.72.02", ["1872021001002", "1872021001001"]),
    ],
)
def test_stations_filter_and_sort(city, client, query, codes):
    found = [line["code"] for line in rows(client.get(f"/wilayah/tps/?unduh=csv&{query}"))]
    assert found == codes if codes is not None else len(found) == 7


def test_a_closed_station_is_out_of_lists_and_sums_but_keeps_its_page(city, client):
    load_pack(tiny_pack(stations=tiny_pack().stations[:-2]))
    assert len(rows(client.get("/wilayah/tps/?unduh=csv"))) == 5
    assert len(rows(client.get("/wilayah/tps/?unduh=csv&tutup=on"))) == 7
    assert [line["code"] for line in rows(client.get("/wilayah/18.72/?unduh=csv"))] == ["18.72.01"]
    html = client.get("/wilayah/tps/1872021001002/", headers={"accept-language": "en"}).content.decode()
    assert "closed" in html


def test_a_station_says_what_no_source_states_and_marks_samples(city, client):
    client = client
    bare = client.get("/wilayah/tps/1872021001002/", headers={"accept-language": "en"}).content.decode()
    assert bare.count("not stated") >= 2
    assert "No source states where this station is" in bare
    sample = client.get("/wilayah/tps/1872011002002/").content.decode()
    assert "sample-mark" in sample


def test_a_station_tells_its_history(city, client):
    stations = list(tiny_pack().stations)
    from dataclasses import replace

    stations[1] = replace(stations[1], address="Jalan Baru 9")
    load_pack(tiny_pack(stations=tuple(stations)))
    html = client.get("/wilayah/tps/1872011001002/", headers={"accept-language": "en"}).content.decode()
    assert "Came into the register" in html
    assert "<del>Jalan Contoh 2</del> → <ins>Jalan Baru 9</ins>" in html
    other = client.get("/wilayah/tps/1872011001001/").content.decode()
    assert "Jalan Baru 9" not in other


def test_results_of_every_contest_are_one_click_away(city, client):
    html = client.get("/wilayah/tps/1872011001002/").content.decode()
    for contest in ("mayor", "governor"):
        assert f"/hasil-publik/kota-contoh-2024/{contest}/tps/1872011001002/" in html


def test_outlines_carry_figures_and_steps(city, client):
    features = client.get("/wilayah/18.72/batas.geojson").json()["features"]
    assert [
        (f["properties"]["code"], f["properties"]["voters"], f["properties"]["step"]) for f in features
    ] == [
        ("18.72.01", 2444, 4),
        ("18.72.02", 496, 0),
    ]
    assert features[0]["geometry"]["type"] == "MultiPolygon"


def test_points_are_longitude_first_and_special_ones_marked(city, client):
    features = client.get("/wilayah/18.72/tps.geojson").json()["features"]
    assert len(features) == 5
    first = features[0]
    assert first["geometry"]["coordinates"] == [105.305, -5.115]
    assert [f["properties"]["code"] for f in features if f["properties"]["special"]] == [SPECIAL]


def test_geometry_is_not_sent_twice_until_something_changes(city, client):
    first = client.get("/wilayah/18.72/tps.geojson")
    again = client.get("/wilayah/18.72/tps.geojson", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    load_pack(tiny_pack(stations=tiny_pack().stations[:-1]))
    changed = client.get("/wilayah/18.72/tps.geojson", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_an_older_election_stays_reachable(city, client):
    from dataclasses import replace

    load_pack(
        tiny_pack(id="kota-contoh-2029", stations=tuple(replace(s, name="") for s in tiny_pack().stations))
    )
    assert PollingStation.objects.count() == 14
    newest = client.get("/wilayah/tps/1872011001002/").content.decode()
    older = client.get("/wilayah/tps/1872011001002/?election=kota-contoh-2024").content.decode()
    assert "<h1>TPS 002 <" in newest
    assert "<h1>TPS 002 Kelurahan 1 <" in older
