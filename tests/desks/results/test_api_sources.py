"""The supervisor's own reading through the API, and who gets in at its doors."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from siaga.desks.offices.roles import STATION_ROLES, Role, may
from siaga.desks.results.models import SupervisorForm
from siaga.desks.results.services import supervise
from siaga.desks.results.states import State
from tests.kit.count import STATIONS, Town, healthy_figures, submission
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db
TPS = STATIONS[0]
ROW = f"/api/desk/rows/uji-2024/mayor/{TPS}"


@pytest.fixture
def phone(town: Town) -> Client:
    return signed_in(person("station_supervisor", station=TPS))


def send(client: Client, client_id: str = "ptps-0001", **more: Any) -> Any:
    body = {"client_id": client_id, "figures": more.pop("figures", None) or healthy_figures()} | more
    return client.post(f"{ROW}/supervisions", body, content_type="application/json")


def test_handed_in_and_compared(town: Town, phone: Client) -> None:
    first = send(phone)
    assert (first.status_code, first.json()["agrees"], first.json()["state"]) == (201, None, "expected")
    assert send(phone).status_code == 200
    town.enter(TPS)
    again = send(phone).json()
    assert (again["repeated"], again["agrees"], again["state"]) == (True, True, "counted")
    assert SupervisorForm.objects.get().channel == "api"


def test_other_bytes_under_a_used_number_are_told(town: Town, phone: Client) -> None:
    send(phone)
    answer = send(phone, figures=healthy_figures(invalid=4))
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert SupervisorForm.objects.count() == 1


def test_broken_figures_come_back_with_findings(town: Town, phone: Client) -> None:
    answer = send(phone, figures=healthy_figures(suara_sah=201))
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["rule"] == "R8"
    assert send(phone, figures=healthy_figures() | {"paslon9": 1}).json()["fields"].keys() == {"paslon9"}
    held = send(phone, figures=healthy_figures(suara_sah=201), declared="Begitu di plano")
    assert held.status_code == 201


@pytest.mark.parametrize("role", Role.values)
def test_each_role_at_the_door(town: Town, role: str) -> None:
    user = person(role, "18.72", TPS if role in STATION_ROLES else "")
    answer = send(signed_in(user))
    assert answer.status_code == (201 if may(role, "results.supervise") else 403)
    listed = signed_in(user).get("/api/desk/sources").status_code
    assert listed == (200 if may(role, "results.read") else 403)


def test_a_visitor_and_the_supervisor_of_another_station(town: Town) -> None:
    assert send(Client()).status_code == 401
    assert send(signed_in(person("station_supervisor", station=STATIONS[1]))).status_code == 403


def test_the_list_says_where_each_row_stands(town: Town, phone: Client) -> None:
    ptps = person("station_supervisor", station=STATIONS[1])
    town.enter(STATIONS[1], votes={1: 121, 2: 79})
    supervise(town.row(STATIONS[1]), ptps, submission(healthy_figures()))
    town.count(STATIONS[2])
    client = signed_in(person("commissioner"))
    rows = {r["station"]: r for r in client.get("/api/desk/sources", {"contest": "mayor"}).json()}
    assert rows[TPS]["standing"] == "waiting"
    assert (rows[STATIONS[1]]["standing"], rows[STATIONS[1]]["differing"]) == (
        "differs",
        ["paslon1", "paslon2"],
    )
    only = client.get("/api/desk/sources", {"standing": "differs"}).json()
    assert [r["station"] for r in only] == [STATIONS[1]]
    own = signed_in(ptps).get("/api/desk/sources", {"contest": "mayor"}).json()
    assert [(r["station"], r["differing"]) for r in own] == [(STATIONS[1], [])]
    assert town.row(STATIONS[1]).state == State.HELD
