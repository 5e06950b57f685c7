"""The board as people open it."""

from __future__ import annotations

import pytest
from django.test import Client

from siaga.desks.readiness.queries.asker import asker_of
from siaga.desks.readiness.queries.board import board
from siaga.desks.readiness.queries.light import Cell, Shade, kind_of, worst
from tests.kit.city import tiny_city
from tests.kit.people import person, signed_in

AREAS = [
    "stages",
    "crosschecks",
    "terms",
    "doubts",
    "staffing",
    "crews",
    "actions",
    "ledger",
    "grants",
    "coverage",
    "held",
    "pace",
    "trail",
    "installation",
]

pytestmark = pytest.mark.django_db


def test_every_area_has_a_light_with_its_reckoning() -> None:
    found = board(asker_of(tiny_city().election, person("forum_member")))
    assert [light.area for light in found.lights] == AREAS
    for light in found.lights:
        assert str(light.sentence).endswith((".", "…")), light.area
        assert light.formula, light.area
        assert light.inputs, light.area
        for row in light.records.rows if light.records else ():
            assert len(row) == len(light.records.heads), light.area
    assert found.shade == Shade.BAD
    assert sum(n for _, n in found.summary) == len(AREAS)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("address", ["/papan/", "/papan/lampu/"])
def test_the_board_opens_for_the_forum(address: str, language: str) -> None:
    tiny_city()
    answer = signed_in(person("forum_member")).get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert all(f'id="{area}"' in text for area in AREAS)
    assert "no-store" in answer["Cache-Control"]


def test_the_board_opens_before_a_pack_is_loaded() -> None:
    client = signed_in(person("forum_member"))
    assert client.get("/papan/").status_code == 200
    assert client.get("/papan/lampu/").status_code == 200


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/papan/")
    assert (answer.status_code, answer["Location"]) == (302, "/akun/login/?next=/papan/")


def test_the_account_administrator_stays_outside() -> None:
    assert signed_in(person("administrator")).get("/papan/").status_code == 403


@pytest.mark.parametrize("role", ["commissioner", "agency_officer"])
def test_every_address_of_a_light_opens_for_who_reads_the_board(role: str) -> None:
    user = person(role)
    lights, client = board(asker_of(tiny_city().election, user)).lights, signed_in(user)
    cells = [cell for light in lights if light.records for row in light.records.rows for cell in row]
    found = {light.link for light in lights} | {cell.url for cell in cells}
    assert len(found) > 5
    for address in sorted(found - {""}):
        assert client.get(address).status_code == 200, address


def test_the_worst_light_wins() -> None:
    assert worst([]) == Shade.NONE
    assert worst([Shade.GOOD, Shade.NONE]) == Shade.GOOD
    assert worst([Shade.WARN, Shade.BAD, Shade.GOOD]) == Shade.BAD


def test_values_know_how_they_are_shown() -> None:
    assert [kind_of(v) for v in (None, 3, True, "x")] == ["none", "number", "text", "text"]
    assert Cell(3).kind == "number"
