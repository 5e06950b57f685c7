"""The API keeps its own description, whatever is sent to it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.test.utils import override_script_prefix
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import unsupported_method

from siaga.project.api import ROOM, api
from siaga.project.wsgi import application
from tests.kit.count import STATIONS, Town, small_election

ROOT = Path(__file__).resolve().parents[2]
BASE = "/api/elections/uji-2024"
MAYOR = f"{BASE}/contests/mayor"


@pytest.fixture
def one_connection():
    """Requests share the test's transaction: nothing is closed after each, as in Django's own client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
schema.app = application
public = schema.include(path_regex=r"^/api/(?!desk/)")


@pytest.fixture
def town(db) -> Town:
    town = small_election()
    town.count(STATIONS[0], votes={1: 120, 2: 80})
    return town


@public.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_description(case, town: Town, one_connection) -> None:
    # A method that is not there is refused like every unmarked view, with 403 rather than 405: default deny.
    case.call_and_validate(excluded_checks=[unsupported_method])


def operations() -> list[tuple[str, str]]:
    return [
        (path, method) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods
    ]


def test_the_description_is_made_once_for_each_place_of_the_site() -> None:
    assert api.get_openapi_schema() is api.get_openapi_schema(path_params={})
    with override_script_prefix("/siaga/"):
        assert all(path.startswith("/siaga/api/") for path in api.get_openapi_schema()["paths"])
    assert all(path.startswith("/api/") for path in api.get_openapi_schema()["paths"])


def test_every_operation_is_documented() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^## `([A-Z]+ \S+)`", text, re.M))
    assert documented == {f"{method.upper()} {path}" for path, method in operations()}


def test_every_operation_and_member_has_a_description() -> None:
    paths = api.get_openapi_schema()["paths"]
    for path, method in operations():
        operation = paths[path][method]
        assert operation["description"], path
        assert all(
            p.get("description") or p["schema"].get("description") for p in operation.get("parameters", [])
        )


def test_outside_the_room_only_reading_is_possible() -> None:
    assert {method for path, method in operations() if not path.startswith(ROOM)} == {"get"}


def test_the_recap_is_that_of_the_counted_rows(client: Client, town: Town) -> None:
    body = client.get(f"{MAYOR}/recap").json()
    assert body["region"]["code"] == "18.72"
    assert [(v["number"], v["votes"], v["percent"]) for v in body["region"]["votes"]] == [
        (1, 120, 60.0),
        (2, 80, 40.0),
    ]
    assert [part["code"] for part in body["parts"]] == ["18.72.01", "18.72.02"]
    assert [v["votes"] for v in body["parts"][1]["votes"]] == [None, None]
    assert body["confirmed_at"]


def test_a_ward_has_no_parts(client: Client, town: Town) -> None:
    assert client.get(f"{MAYOR}/recap?region=18.72.01.1001").json()["parts"] == []


def test_stations_come_in_pages(client: Client, town: Town) -> None:
    address, codes = f"{MAYOR}/stations?limit=4", []
    while address:
        body = client.get(address).json()
        codes += [station["code"] for station in body["stations"]]
        address = body["next"]
    assert codes == sorted(STATIONS)
    assert body["total"] == len(STATIONS)


def test_figures_are_there_only_for_counted_stations(client: Client, town: Town) -> None:
    town.enter(STATIONS[1])
    stations = {s["code"]: s for s in client.get(f"{MAYOR}/stations").json()["stations"]}
    assert stations[STATIONS[0]]["figures"]["paslon1"] == 120
    assert stations[STATIONS[1]]["figures"] is None
    assert stations[STATIONS[1]]["state"] == "entered"
    assert client.get(f"{MAYOR}/stations/{STATIONS[1]}").json()["figures"] is None


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/elections/none/contests", 404),
        (f"{BASE}/contests/none/recap", 404),
        (f"{MAYOR}/recap?region=99", 404),
        (f"{MAYOR}/recap?region=abc", 422),
        (f"{MAYOR}/stations?limit=1001", 422),
        (f"{MAYOR}/stations?offset=-1", 422),
        (f"{MAYOR}/stations/123", 422),
        (f"{MAYOR}/stations/9999999999999", 404),
        ("/api/none", 404),
    ],
)
def test_errors_are_problem_documents_with_one_sentence(
    client: Client, town: Town, address: str, status: int
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"].endswith(".")


def test_any_page_on_any_host_may_read(client: Client, town: Town) -> None:
    for address in ("/api/elections", f"{MAYOR}/recap?region=99"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/")


def test_too_many_requests_are_told_when_to_come_back(client: Client, town: Town, monkeypatch) -> None:
    [throttle] = api.throttle
    monkeypatch.setattr(throttle, "num_requests", 0)
    answer = client.get("/api/elections")
    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert "ETag" not in answer


def test_the_docs_page_names_every_operation(client: Client, db) -> None:
    text = client.get("/api/docs").content.decode()
    for path in api.get_openapi_schema()["paths"]:
        assert path in text
    assert "<script src=" not in text
