"""Regions and stations as JSON."""

from __future__ import annotations

import pytest

from tests.kit.city import tiny_city

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city():
    return tiny_city()


def test_a_region_with_everything_inside(client):
    tree = client.get("/api/regions/18.72").json()
    assert tree["figures"] == {
        "stations": 7,
        "special": 1,
        "voters": 2940,
        "men": 1511,
        "women": 1429,
        "unstated": 1,
        "sample": 1,
    }
    assert [part["code"] for part in tree["parts"]] == ["18.72.01", "18.72.02"]
    assert [ward["figures"]["stations"] for ward in tree["parts"][0]["parts"]] == [3, 2]


def test_pages_of_stations_meet_without_gap_or_overlap(client):
    found = []
    for offset in range(0, 8, 3):
        answer = client.get(f"/api/regions/18.72/stations?limit=3&offset={offset}").json()
        assert answer["count"] == 7
        found += [item["code"] for item in answer["items"]]
    assert found == sorted(set(found))
    assert len(found) == 7


def test_what_is_not_stated_is_null(client):
    items = client.get("/api/regions/18.72.02.1001/stations").json()["items"]
    assert items[1]["voters"] is None
    assert items[1]["latitude"] is None


@pytest.mark.parametrize("name", ["outlines", "stations"])
def test_geojson_has_an_etag_that_is_honoured(client, name):
    first = client.get(f"/api/regions/18.72/{name}.geojson")
    assert first["Content-Type"] == "application/geo+json"
    assert first.json()["type"] == "FeatureCollection"
    again = client.get(f"/api/regions/18.72/{name}.geojson", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/regions/18.99", 404),
        ("/api/regions/18.72?election=nowhere", 404),
        ("/api/regions/18.99/outlines.geojson", 404),
        ("/api/regions/x", 422),
        ("/api/regions/18.72/stations?limit=0", 422),
        ("/api/regions/18.72/stations?kind=flying", 422),
    ],
)
def test_unusable_questions(client, address, status):
    assert client.get(address).status_code == status
