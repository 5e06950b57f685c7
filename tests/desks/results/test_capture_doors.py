"""Every door of the capture page: who may pass, what is refused, and that an attacker gains nothing."""

from __future__ import annotations

import json
import logging
import re
import resource
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from siaga.desks.offices.roles import Role
from siaga.desks.results.darkroom import Sheet, desk, examine
from siaga.desks.results.darkroom.process import Child, ChildGone
from siaga.desks.results.models import FormPhoto, PhotoReading
from siaga.desks.results.senders import sender_of
from siaga.desks.results.services import photos as service
from siaga.desks.results.services import take_photo
from siaga.desks.trail.models import StoredFile
from tests.kit import hostile_images as hostile
from tests.kit.count import STATIONS, Town, healthy_figures
from tests.kit.people import person, signed_in
from tests.kit.photos import glance, jpeg, photograph

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[:2]
PAPER = Sheet("pilkada-2024", "mayor", 2)


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    cache.clear()  # the counters of the rate are kept there


@pytest.fixture
def sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "examine", lambda content, sheet: glance())


def send(client: Client, content: bytes, station: str = TPS, **said: Any) -> Any:
    """As a phone sends a photo."""
    number = said.pop("client_id", "upload-" + sha256(content).hexdigest()[:12])
    plain = {"submission": "form-00000001", "order": 1, "sha256": sha256(content).hexdigest()}
    address = f"/api/desk/rows/uji-2024/mayor/{station}/photos/{number}"
    return client.put(address, content, content_type="image/jpeg", query_params=plain | said)


def crew(station: str = TPS) -> Any:
    return person("station_officer", station=station)


def test_a_photo_is_received_and_received_again(town: Town, sees: None) -> None:
    client, content = signed_in(crew()), jpeg(1)
    first, again = send(client, content), send(client, content)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() | {"repeated": False}
    assert send(client, jpeg(2), client_id=first.json()["client_id"]).status_code == 409


@pytest.mark.parametrize("role", Role.values)
def test_only_who_makes_a_source_at_the_station_sends_a_photo(town: Town, sees: None, role: str) -> None:
    crew = {"station_officer", "district_committee", "commission_staff"}
    found = send(signed_in(person(role)), jpeg(3)).status_code
    assert (found == 201) == (role in crew | {"station_supervisor"}), found
    assert found in {201, 403}
    sides = set(FormPhoto.objects.values_list("side", flat=True))
    assert sides == ({"crew"} if role in crew else {"supervisor"} if found == 201 else set())


def test_a_visitor_and_a_neighbour_are_turned_away(town: Town, sees: None) -> None:
    assert send(Client(), jpeg(4)).status_code == 401
    assert send(signed_in(crew(OTHER)), jpeg(4)).status_code == 403
    assert send(signed_in(crew()), jpeg(4), station="1872011001999").status_code == 404
    assert FormPhoto.objects.count() == StoredFile.objects.count() == 0


def test_what_another_person_took_is_not_sent_as_mine(town: Town, sees: None) -> None:
    mine, other = crew(), crew()
    assert send(signed_in(mine), jpeg(5), sender=sender_of(other)).status_code == 409
    assert send(signed_in(mine), jpeg(5), sender=sender_of(mine)).status_code == 201


def test_a_photo_damaged_on_its_way_is_asked_for_again(town: Town, sees: None) -> None:
    answer = send(signed_in(crew()), jpeg(6), sha256="0" * 64)
    assert answer.status_code == 400
    assert FormPhoto.objects.count() == 0


def test_a_photo_too_large_is_not_even_read(town: Town, sees: None, settings: Any) -> None:
    settings.SIAGA_MAX_FILE_MB = 0.001
    assert send(signed_in(crew()), bytes(5000)).status_code == 413


def test_without_the_token_of_the_page_nothing_is_received(town: Town, sees: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(crew()).cookies
    assert send(strict, jpeg(7)).status_code == 403


@pytest.mark.parametrize(
    ("station", "role", "place", "expected"),
    [
        (TPS, "station_officer", {"station": TPS}, 200),
        (TPS, "station_officer", {"station": OTHER}, 403),
        (TPS, "station_supervisor", {"station": TPS}, 404),
        (TPS, "auditor", {}, 200),
        (TPS, "commissioner", {}, 200),
        (TPS, "district_committee", {"place": "18.72.02"}, 403),
        (TPS, "agency_officer", {}, 403),
    ],
)
def test_a_photo_of_the_crew_is_shown_to_those_who_see_it(
    town: Town, sees: None, station: str, role: str, place: dict[str, str], expected: int
) -> None:
    photo = take_photo(town.row(station), crew(), photograph()).photo
    reader = person(role, place["place"]) if "place" in place else person(role, **place)
    client = signed_in(reader)
    found = client.get(reverse("results:photo", args=["uji-2024", "mayor", station, photo.pk]))
    assert found.status_code == expected
    if expected == 200:
        assert sha256(b"".join(found.streaming_content)).hexdigest() == photo.file_id
        assert "sandbox" in found["Content-Security-Policy"]
        assert found["X-Content-Type-Options"] == "nosniff"
    elsewhere = reverse("results:photo", args=["uji-2024", "governor", station, photo.pk])
    assert client.get(elsewhere).status_code in {403, 404}, "a photo is found under its own row alone"


def test_cut_outs_are_those_of_the_row(town: Town, sees: None) -> None:
    address = f"/api/desk/rows/uji-2024/mayor/{TPS}/readings/form-00000001/cuttings"
    assert signed_in(crew(OTHER)).get(address).status_code == 403
    assert signed_in(crew()).get(address).status_code == 404


def test_nothing_is_read_before_every_page_is_there(town: Town, sees: None) -> None:
    client = signed_in(crew())
    send(client, jpeg(8))
    asked = client.post(
        f"/api/desk/rows/uji-2024/mayor/{TPS}/readings",
        json.dumps({"submission": "form-00000001"}),
        content_type="application/json",
    )
    assert asked.status_code == 409
    assert PhotoReading.objects.count() == 0


def test_the_work_of_a_crew_is_its_station_and_no_figure(town: Town) -> None:
    town.enter(TPS, by=(by := crew()))
    work = signed_in(by).get("/api/desk/capture").json()
    assert {form["station"] for form in work["forms"]} == {TPS}
    assert {form["contest"] for form in work["forms"]} == {"mayor", "governor"}
    assert len(work["papers"]["mayor"]["pages"]) == 3
    assert all(len(page["tag"]) == 64 for page in work["papers"]["mayor"]["pages"])
    assert all(not cell["value"] for cell in _cells(work))
    assert signed_in(crew()).get(f"/api/desk/capture?station={OTHER}").json()["forms"] == []


def _cells(work: dict[str, Any]) -> list[dict[str, Any]]:
    blocks = [block for paper in work["papers"].values() for block in paper["blocks"]]
    return [cell for block in blocks for line in block["lines"] for cell in line["cells"]]


def test_whoever_enters_in_a_district_asks_for_a_station(town: Town) -> None:
    client = signed_in(town.clerk)
    assert client.get("/api/desk/capture").json()["forms"] == []
    assert len(client.get(f"/api/desk/capture?station={OTHER}").json()["forms"]) == 2


def test_figures_bring_a_receipt(town: Town) -> None:
    entry = {"client_id": "form-00000001", "revision": 0, "figures": healthy_figures()}
    answer = signed_in(crew()).post(
        f"/api/desk/rows/uji-2024/mayor/{TPS}/entries", json.dumps(entry), content_type="application/json"
    )
    code = answer.json()["code"].replace(" ", "-")
    page = Client().get(reverse("receipts:receipt", args=[code]))
    assert page.status_code == 200
    assert answer.json()["digest"] in page.content.decode()
    slip = page.content.decode().split("<main")[1].split("</article>")[0]
    assert not re.search(r"\b120\b", slip), "votes of the first pair"
    assert Client().get(reverse("receipts:ask"), {"kode": code})["Location"].endswith(f"{code}/")
    assert Client().get(reverse("receipts:receipt", args=["0000-0000-0001"])).status_code == 404


HOSTILE = {
    "200 megapixels": hostile.huge_png,
    "two sizes": hostile.two_sizes_png,
    "zip bomb": hostile.zip_bomb,
    "exif bomb": hostile.exif_bomb,
    "scan bomb": hostile.scan_bomb,
    "archive behind a picture": hostile.zip_behind,
    "script inside": hostile.script_inside,
    "pdf inside": hostile.pdf_inside,
    "svg": hostile.svg,
    "heic": hostile.heic,
    "text": lambda: b"bukan foto",
}


@pytest.mark.slow
def test_an_attackers_pack_is_refused_and_memory_stays_bounded(town: Town) -> None:
    """Each in one sentence; nothing is kept; an honest photo comes through right after."""
    client, before = signed_in(crew()), _resident()
    for name, make in HOSTILE.items():
        answer = send(client, make())
        assert answer.status_code in {413, 415, 422}, name
        assert len(answer.json()["detail"]) > 20, name
    assert FormPhoto.objects.count() == StoredFile.objects.count() == 0
    assert send(client, jpeg(9, side=640)).status_code == 201
    assert _resident() - before < 150_000_000
    assert _resident(desk._child._process.pid) < 600_000_000


def _resident(process: int | str = "self") -> int:
    """Bytes of memory in use."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * resource.getpagesize()


@pytest.fixture
def silent() -> Iterator[None]:
    """No log: pytest keeps every record, and with it the request it is about."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
def test_ten_thousand_requests_are_bounded(town: Town, sees: None, silent: None, settings: Any) -> None:
    client, content, before = signed_in(crew()), jpeg(10), _resident()
    answers = [send(client, content, client_id=f"upload-{n:08d}").status_code for n in range(10_000)]
    assert set(answers) <= {201, 409, 429}
    assert FormPhoto.objects.count() == answers.count(201) <= settings.SIAGA_PHOTOS_PER_FORM
    assert StoredFile.objects.count() == 1
    assert _resident() - before < 150_000_000


def test_a_picture_that_takes_too_long_costs_one_child() -> None:
    child = Child()
    began = time.monotonic()
    with pytest.raises(ChildGone):
        child.ask({"job": "wait", "seconds": 60}, b"", 0.2)
    assert time.monotonic() - began < 30
    assert child.ask({"job": "wait", "seconds": 0}, b"abc", 60) == ({}, b"abc")
    child.end()


def test_a_child_that_dies_is_replaced() -> None:
    child = Child()
    child.ask({"job": "wait", "seconds": 0}, b"", 60)
    child._process.kill()
    assert child.ask({"job": "wait", "seconds": 0}, b"x", 60) == ({}, b"x")
    child.end()


@pytest.mark.slow
def test_the_darkroom_looks_at_an_honest_photo() -> None:
    seen = examine(jpeg(11, side=640), PAPER)
    assert (seen.page, seen.reason, seen.screen) == (None, "no_tag", False)
    assert seen.look == examine(jpeg(11, side=640, quality=60), PAPER).look or len(seen.look) == 64
