"""One form from its photographs: pages in any order, twice, missing; nothing is taken that is not there."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import FieldCrops, FormReading, Grey, Layout, Odds
from siaga.engines.reading.pages import Placed, Refused
from siaga.engines.reading.pages.quality import Quality
from siaga.engines.reading.reader import Photo, Senses, law_form, look, read_form, witnesses_in
from tests.engines.reading.decoding.test_decode import WRITTEN
from tests.kit.shared import data_file

LAYOUT = load_layout("c-hasil-ppwp-2024")
FIGURES = {**WRITTEN, "disabilitas_l": 0, "disabilitas_p": 0}


def see(data: bytes, _layout: Layout) -> Placed | Refused:
    """``2:0.5:other`` is page 2 of sharpness 0.5 with other figures; ``dark:3`` is page 3, too dark."""
    head, _, rest = data.decode().partition(":")
    if head == "dark":
        return Refused("too_dark", int(rest))
    sharp, _, kind = rest.partition(":")
    photo = np.full((1, 1), kind == "other", np.uint8)
    nothing = dict.fromkeys(field.name for field in fields(Placed))
    quality = Quality(200, float(sharp), 40)
    known = {"page": int(head), "photo": photo, "quads": {}, "unseen": (), "reason": "", "quality": quality}
    return Placed(**{**nothing, **known})  # type: ignore[arg-type]


def cut(placed: Placed, layout: Layout) -> tuple[FieldCrops, ...]:
    """Crops whose grey is the digit that stands in them; a blurred photo shows ones everywhere."""
    wrong = bool(placed.photo[0, 0])
    return tuple(
        FieldCrops(place.name, _crops(111 if wrong else FIGURES[place.name]), np.zeros((4, 9), np.uint8))
        for place in layout.on_page(placed.page)
    )


def _crops(figure: int) -> Grey:
    return np.stack([np.full((48, 40), int(digit), np.uint8) for digit in f"{figure:03}"])


def classify(crops: Grey) -> Odds:
    odds = np.full((len(crops), 11), np.log(1e-5))
    odds[np.arange(len(crops)), crops[:, 0, 0]] = np.log(1 - 1e-4)
    return odds


SENSES = Senses(look=see, cut=cut, classify=classify)


def read(*photos: str, **options: object) -> FormReading:
    named = [Photo(f"{at}.jpg", text.encode()) for at, text in enumerate(photos)]
    return read_form(named, LAYOUT, "001", senses=SENSES, **options)  # type: ignore[arg-type]


def test_three_pages_in_any_order_are_a_form() -> None:
    one, other = read("1:1", "2:1", "3:1"), read("3:1", "1:1", "2:1")
    assert one.accepted
    assert one.why.en == ""
    assert {name: field.value for name, field in one.fields.items()} == FIGURES
    assert one.fields == other.fields
    assert [page.page for page in other.pages] == [3, 1, 2]


def test_every_figure_has_its_cutting() -> None:
    assert set(read("1:1", "2:1", "3:1").cuttings) == {place.name for place in LAYOUT.fields}


@pytest.mark.parametrize("order", [("2:0.2:other", "2:0.9"), ("2:0.9", "2:0.2:other")])
def test_of_two_photos_of_a_page_the_better_one_is_read(order: tuple[str, str]) -> None:
    reading = read("1:1", *order, "3:1")
    assert reading.accepted
    assert [page.reason for page in reading.pages if page.page == 2].count("page_twice") == 1
    assert all(page.placed for page in reading.pages)


def test_a_missing_page_is_named() -> None:
    reading = read("1:1", "2:1")
    assert not reading.accepted
    assert reading.why.en == "Page 3 could not be read: there is no photo of it."
    assert reading.fields["suara_sah"].state == "missing"
    assert reading.fields["paslon2"].value == 117


def test_a_refused_page_is_named_with_what_was_wrong() -> None:
    reading = read("1:1", "dark:2", "3:1")
    assert reading.why.en.startswith("Page 2 could not be read (1.jpg): The photo is too dark.")
    assert reading.why.id.startswith("Halaman 2 tidak terbaca (1.jpg): Foto terlalu gelap.")
    assert (reading.pages[1].placed, reading.pages[1].page) == (False, 2)


def test_the_page_of_the_voters_is_not_needed_for_the_votes() -> None:
    assert read("2:1", "3:1").accepted


def test_no_photo_at_all_is_held() -> None:
    reading = read()
    assert not reading.accepted
    assert {field.state for field in reading.fields.values()} == {"missing"}


def test_broken_rules_are_named() -> None:
    reading = read("1:1", "2:1:other", "3:1")
    assert "R8" in reading.broken
    assert not reading.accepted


def test_witnesses_come_without_a_decision() -> None:
    witnesses = witnesses_in([Photo("2.jpg", b"2:1")], LAYOUT, SENSES)
    assert {witness.field: int(witness.odds.argmax()) for witness in witnesses} == {
        name: FIGURES[name] for name in ("paslon1", "paslon2", "paslon3")
    }


def test_the_law_knows_the_form_of_the_layout() -> None:
    assert {place.name for place in LAYOUT.fields if place.known} == set(law_form(LAYOUT).names)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 no photo", b"<svg/>", b"PK\x03\x04" + bytes(99)])
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    found = look(data, LAYOUT)
    assert isinstance(found, Refused)
    assert found.reason.startswith("file_")


@pytest.mark.slow
def test_a_real_form_is_read_as_it_is_written() -> None:
    first = data_file("forms-ppwp-2024/photos/3404062001006-p1.jpg")
    photos = [first.with_name(f"3404062001006-p{number}.jpg") for number in (3, 1, 2)]
    reading = read_form([*photos, Path(photos[0])], LAYOUT, "3404062001006")
    votes = {
        "paslon1": 41,
        "paslon2": 76,
        "paslon3": 80,
        "suara_sah": 197,
        "suara_tidak_sah": 4,
        "suara_total": 201,
    }
    assert reading.accepted
    assert {name: reading.fields[name].value for name in votes} == votes
    assert (reading.fields["dpt_j"].value, reading.fields["ss_tidak_digunakan"].value) == (212, 16)


@pytest.mark.slow
def test_a_figure_struck_out_and_corrected_beside_its_box_is_held() -> None:
    """Station 025: 218 became 216, 7 became 5, the new digits beside the boxes."""
    first = data_file("forms-ppwp-2024/photos/3404062001025-p1.jpg")
    photos = [first.with_name(f"3404062001025-p{number}.jpg") for number in (1, 2, 3)]
    assert not read_form(photos, LAYOUT).accepted
