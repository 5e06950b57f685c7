"""Reading a form from its photos: once for the same photos, when every page is there, and only offered."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from siaga.desks.results.darkroom import Busy, FormRead
from siaga.desks.results.darkroom.reading import sprite
from siaga.desks.results.errors_photos import Crowded, NothingToRead
from siaga.desks.results.models import PhotoReading
from siaga.desks.results.services import photos, read_photos, reading, take_photo
from siaga.desks.results.states import State
from tests.kit.count import STATIONS, Town
from tests.kit.people import person, signed_in
from tests.kit.photos import glance, jpeg, photograph

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[:2]
FORM = "form-00000001"


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was given to the darkroom to read; it has tests of its own."""
    given: list[list[str]] = []

    def read_form(paths: Any, sheet: Any, register: Any) -> FormRead:
        given.append([path.name for path in paths])
        places, picture = sprite({"paslon1": np.full((72, 200), 200, np.uint8)})
        figure = {"value": 251, "probability": 0.999, "state": "certain", "alternatives": []}
        return FormRead("layout", "model 1", {"paslon1": figure}, True, "", "", (), places, picture)

    monkeypatch.setattr(reading, "read_form", read_form)
    return given


def crew(station: str = TPS) -> Any:
    return person("station_officer", station=station)


def send(monkeypatch: pytest.MonkeyPatch, town: Town, by: Any, *pages: int | None) -> None:
    for order, page in enumerate(pages, start=1):
        seen = glance(page=page, reason="" if page else "no_tag")
        monkeypatch.setattr(photos, "examine", lambda content, sheet, seen=seen: seen)
        content = jpeg(100 + order + len(pages))
        take_photo(town.row(TPS), by, photograph(content, submission=FORM, order=order))


def test_every_page_is_read_once(town: Town, monkeypatch: Any, read: list[list[str]]) -> None:
    by = crew()
    send(monkeypatch, town, by, 3, 1, 2)
    first = read_photos(town.row(TPS), by, FORM)
    assert read_photos(town.row(TPS), by, FORM) == first
    assert len(read) == 1
    assert len(read[0]) == 3
    assert first.fields["paslon1"]["value"] == 251
    assert town.row(TPS).state == State.EXPECTED, "what was read enters nothing"


@pytest.mark.parametrize(("language", "why"), [("id", "Halaman 2 kabur."), ("en", "Page 2 is blurred.")])
def test_the_reason_is_in_the_language_of_the_screen(
    town: Town, monkeypatch: Any, language: str, why: str
) -> None:
    both = ("Halaman 2 kabur.", "Page 2 is blurred.")
    read = FormRead("layout", "model 1", {}, False, *both, (), {}, b"")
    monkeypatch.setattr(reading, "read_form", lambda *_: read)
    by = crew()
    send(monkeypatch, town, by, 1, 2, 3)
    asked = {"data": {"submission": FORM}, "content_type": "application/json"}
    address = f"/api/desk/rows/uji-2024/mayor/{TPS}/readings"
    answer = signed_in(by).post(address, **asked, headers={"accept-language": language})
    assert answer.json()["why"] == why
    with override("en"):  # a reading from before both were kept
        assert PhotoReading(why="Halaman 2 kabur.").reason == "Halaman 2 kabur."


def test_another_photo_is_another_reading(town: Town, monkeypatch: Any, read: list[list[str]]) -> None:
    by = crew()
    send(monkeypatch, town, by, 1, 2, 3)
    read_photos(town.row(TPS), by, FORM)
    send(monkeypatch, town, by, 1)
    read_photos(town.row(TPS), by, FORM)
    assert len(read[1]) == 4
    assert PhotoReading.objects.count() == 2


@pytest.mark.parametrize("pages", [(), (1, 2), (1, 2, None), (1, 1, 2)])
def test_a_page_that_is_missing_is_waited_for(
    town: Town, monkeypatch: Any, read: list[list[str]], pages: tuple[int | None, ...]
) -> None:
    by = crew()
    send(monkeypatch, town, by, *pages)
    with pytest.raises(NothingToRead):
        read_photos(town.row(TPS), by, FORM)
    assert read == []


def test_a_reader_that_gives_up_or_is_busy(town: Town, monkeypatch: Any) -> None:
    by = crew()
    send(monkeypatch, town, by, 1, 2, 3)
    monkeypatch.setattr(reading, "read_form", lambda *_: None)
    with pytest.raises(NothingToRead):
        read_photos(town.row(TPS), by, FORM)

    def busy(*_: Any) -> None:
        raise Busy

    monkeypatch.setattr(reading, "read_form", busy)
    with pytest.raises(Crowded):
        read_photos(town.row(TPS), by, FORM)


def test_nobody_reads_the_photos_of_another(town: Town, monkeypatch: Any, read: list[list[str]]) -> None:
    send(monkeypatch, town, crew(), 1, 2, 3)
    with pytest.raises(NothingToRead):
        read_photos(town.row(TPS), crew(), FORM)
    with pytest.raises(PermissionDenied):
        read_photos(town.row(TPS), crew(OTHER), FORM)


def test_cut_outs_go_to_those_who_see_the_row(town: Town, monkeypatch: Any, read: list[list[str]]) -> None:
    by = crew()
    send(monkeypatch, town, by, 1, 2, 3)
    kept = read_photos(town.row(TPS), by, FORM)
    address = f"/api/desk/rows/uji-2024/mayor/{TPS}/readings/{FORM}/cuttings"
    answer = signed_in(by).get(address)
    picture = cv2.imdecode(np.frombuffer(b"".join(answer.streaming_content), np.uint8), 0)
    left, top, width, height = kept.places["paslon1"]
    assert picture[top : top + height, left : left + width].shape == (72, 200)
    assert signed_in(crew(OTHER)).get(address).status_code == 403
    assert signed_in(person("agency_officer")).get(address).status_code == 403
