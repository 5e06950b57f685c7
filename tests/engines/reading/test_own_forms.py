"""A city's own round: print, fill in, photograph, read. The figures come back as they were written."""

from __future__ import annotations

import random

import cv2
import pytest

from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.reader import Photo, read_form
from siaga.engines.reading.sheets import read_label
from tests.kit.filled_forms import USUAL, Damage, FilledForm, fill, photograph
from tests.kit.forms import Row, valid_row
from tests.kit.sheets import STATION

pytestmark = pytest.mark.slow
TWO, FIVE, OFFICIAL = "c-hasil-kwk-walikota-2", "c-hasil-kwk-gubernur-5", "c-hasil-ppwp-2024"


def filled(layout_id: str, seed: int, changed: Row | None = None) -> FilledForm:
    layout = load_layout(layout_id)
    pairs = sum(place.name.startswith("paslon") for place in layout.fields)
    return fill(layout, valid_row(random.Random(seed), layout.profile, pairs) | (changed or {}), seed)


def photos_of(form: FilledForm, damage: Damage, seed: int) -> list[Photo]:
    return [Photo(f"{page.number}.jpg", photograph(page, damage, seed).file) for page in form.pages]


@pytest.mark.parametrize("layout_id", [TWO, FIVE, OFFICIAL])
@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_written_is_what_is_read(layout_id: str, seed: int) -> None:
    form = filled(layout_id, seed)
    photos = photos_of(form, USUAL, seed)
    reading = read_form([photos[-1], *photos[:-1]], form.layout, key=STATION)
    assert [page.page for page in reading.pages] == [len(photos), *range(1, len(photos))]
    assert {name: field.value for name, field in reading.fields.items()} == form.figures
    assert reading.accepted, reading.why


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_sideways_and_upside_down(turn: int) -> None:
    form = filled(TWO, 3)
    reading = read_form(photos_of(form, USUAL.only("turn", turn), 3), form.layout)
    assert {name: field.value for name, field in reading.fields.items()} == form.figures


def test_a_crew_that_adds_badly_is_read_as_it_wrote_and_held() -> None:
    right = valid_row(random.Random(6), "pilkada-2024", 2)
    wrong = {"suara_sah": (right["suara_sah"] or 0) + 10}
    form = filled(TWO, 6, wrong)
    reading = read_form(photos_of(form, Damage(), 6), form.layout)
    assert reading.fields["suara_sah"].value == wrong["suara_sah"]
    assert not reading.accepted
    assert "R8" in reading.broken


def test_a_page_nobody_can_read_holds_the_form() -> None:
    form = filled(TWO, 4)
    photos = photos_of(form, USUAL, 4)
    blurred = Photo("2.jpg", photograph(form.pages[1], Damage(focus=1.0, motion=1.0), 4).file)
    reading = read_form([photos[0], blurred, photos[2]], form.layout)
    assert not reading.accepted
    assert reading.fields["paslon1"].state == "missing"
    assert reading.fields["suara_sah"].value == form.figures["suara_sah"]


def test_a_telephone_reads_the_code_of_the_station_from_the_photograph() -> None:
    form = filled(FIVE, 5)
    for page in form.pages:
        picture = photograph(page, Damage(skew=0.2, jpeg=0.3), 5, long_side=2400).grey
        label = read_label(cv2.QRCodeDetector().detectAndDecode(picture)[0])
        assert label and (label.station, label.contest, label.page) == (STATION, "governor", page.number)
