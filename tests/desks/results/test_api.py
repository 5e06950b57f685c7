"""Entry and confirmation by a program: receipts, retries, refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from siaga.desks.results.models import ResultVersion
from siaga.desks.results.states import State
from tests.kit.count import STATIONS, Town, healthy_figures, receipt
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db
TPS = STATIONS[0]
ROW = f"/api/desk/rows/uji-2024/mayor/{TPS}"
VOTES = {"paslon1": 120, "paslon2": 80}


def send(client: Client, part: str, body: dict[str, Any], **more: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"{ROW}/{part}", json.dumps(body), content_type="application/json", **more)
    return answer.status_code, answer.json()


def entry(**changed: Any) -> dict[str, Any]:
    return {"client_id": receipt(), "revision": 0, "figures": healthy_figures()} | changed


def test_entry_and_confirmation(town: Town) -> None:
    status, received = send(signed_in(town.clerk), "entries", entry())
    assert (status, received["state"], received["version"], received["repeated"]) == (
        201,
        "entered",
        1,
        False,
    )
    body = {"client_id": receipt(), "revision": received["revision"], "votes": VOTES}
    status, outcome = send(signed_in(town.checker), "confirmations", body)
    assert (status, outcome["agrees"], outcome["state"]) == (201, True, "counted")
    assert town.row(TPS).current.channel == "api"


def test_a_repeated_call_is_accepted_again(town: Town) -> None:
    client, body = signed_in(town.clerk), entry()
    first, again = send(client, "entries", body), send(client, "entries", body)
    assert (first[0], again[0], again[1]["repeated"]) == (201, 200, True)
    assert first[1]["digest"] == again[1]["digest"]
    reading = {"client_id": receipt(), "revision": 1, "votes": VOTES}
    checker = signed_in(town.checker)
    assert [send(checker, "confirmations", reading)[0] for _ in range(2)] == [201, 200]


def test_the_same_number_with_other_figures_is_a_conflict(town: Town) -> None:
    client, body = signed_in(town.clerk), entry()
    send(client, "entries", body)
    status, problem = send(client, "entries", body | {"figures": healthy_figures(invalid=4)})
    assert (status, problem["status"]) == (409, 409)
    assert town.row(TPS).state == State.HELD


def test_an_older_revision_is_a_conflict(town: Town) -> None:
    client = signed_in(town.clerk)
    send(client, "entries", entry())
    assert send(client, "entries", entry())[0] == 409


def test_figures_that_do_not_add_up_are_explained(town: Town) -> None:
    status, problem = send(signed_in(town.clerk), "entries", entry(figures=healthy_figures(paslon1=121)))
    assert (status, [f["rule"] for f in problem["findings"]]) == (422, ["R8"])
    assert problem["findings"][0]["inputs"] == {"suara_sah": 200, "paslon1": 121, "paslon2": 80}
    declared = entry(figures=healthy_figures(paslon1=121), declared="Begitu di formulir")
    status, received = send(signed_in(town.clerk), "entries", declared)
    assert (status, received["state"]) == (201, "held")


def test_blank_figures_are_named(town: Town) -> None:
    figures = healthy_figures() | {"disabilitas": None}
    status, problem = send(signed_in(town.clerk), "entries", entry(figures=figures))
    assert (status, problem["missing"]) == (422, ["disabilitas"])


@pytest.mark.parametrize(
    "body",
    [
        {"figures": {"paslon1": "120"}},
        {"figures": {"paslon1": -1}},
        {"figures": {"paslon1": 1.5}},
        {"figures": {"paslon1": 10**9}},
        {"figures": {"paslon9": 1}},
        {"client_id": "short"},
        {"revision": -1},
        {"figures": []},
        {"figures": healthy_figures(paslon1=170), "declared": "Tertulis\0begitu"},
    ],
    ids=str,
)
def test_unusable_bodies(town: Town, body: dict[str, Any]) -> None:
    assert send(signed_in(town.clerk), "entries", entry(**body))[0] == 422
    assert not ResultVersion.objects.exists()


@pytest.mark.parametrize("unknown", ["paslon9", "\ud800", "\0"], ids=ascii)
def test_a_reading_of_something_else_is_refused(town: Town, unknown: str) -> None:
    town.enter(TPS)
    reading = {"client_id": receipt(), "revision": 1, "votes": VOTES | {unknown: 1}}
    status, problem = send(signed_in(town.checker), "confirmations", reading)
    assert (status, list(problem["fields"])) == (422, [unknown])
    assert town.row(TPS).state == State.ENTERED


def test_doors(town: Town, client: Client) -> None:
    assert send(client, "entries", entry())[0] == 401
    assert send(signed_in(town.checker), "entries", entry())[0] == 403
    outsider = person("station_officer", station=STATIONS[1])
    assert send(signed_in(outsider), "entries", entry())[0] == 403
    assert signed_in(outsider).get(ROW).status_code == 403
    assert signed_in(town.checker).get("/api/desk/rows/uji-2024/mayor/1872011001999").status_code == 404


def test_a_call_without_the_token_against_forgery_is_refused(town: Town) -> None:
    assert send(signed_in(town.clerk, csrf=True), "entries", entry())[0] == 403
    assert town.row(TPS).state == State.EXPECTED


def test_own_rows(town: Town) -> None:
    officer = signed_in(person("station_officer", station=TPS))
    assert [(r["contest"], r["station"]) for r in officer.get("/api/desk/rows").json()] == [
        ("governor", TPS),
        ("mayor", TPS),
    ]
    assert len(officer.get("/api/desk/rows?contest=mayor").json()) == 1
    detail = officer.get(ROW).json()
    assert detail["fields"][:3] == ["dpt_l", "dpt_p", "dpt_j"]
    assert detail["next"] == [{"act": "enter", "allowed": True}]
    assert "figures" not in detail
