"""Rules, published figures and doubts as JSON."""

from __future__ import annotations

import pytest

from tests.kit.city import tiny_city

pytestmark = pytest.mark.django_db

BASE = "/api/elections/kota-contoh-2024"


@pytest.fixture(autouse=True)
def city():
    return tiny_city()


def test_rules_are_exact_and_say_how_sure_they_are(client):
    profile = client.get(f"{BASE}/profile").json()
    parameters = {parameter["name"]: parameter for parameter in profile["parameters"]}
    assert parameters["spare_share"]["value"] == "1/40"
    assert parameters["max_voters"]["basis"]["regulation"] == "PKPU 7/2024"
    assert any(parameter["basis"]["unsure"] for parameter in profile["parameters"])
    assert len(profile["rules"]) >= 16


def test_published_figures_stay_as_printed(client):
    (figure,) = client.get(f"{BASE}/published?measure=dps").json()
    assert (figure["value"], figure["verbatim"], figure["precision"]) == (14447, "14.447", "ambiguous")
    assert figure["doubt"]


def test_doubts(client):
    found = client.get(f"{BASE}/doubts").json()
    assert {doubt["source"] for doubt in found} == {"Berita acara penetapan DPT"}
    assert len(found) == 2


@pytest.mark.parametrize("room", ["profile", "published", "doubts"])
def test_an_unknown_election_is_404(client, room):
    assert client.get(f"/api/elections/nowhere/{room}").status_code == 404
