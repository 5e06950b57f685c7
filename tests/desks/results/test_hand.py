"""The same paper is known by its handwriting however its picture was cut; another paper never is."""

from __future__ import annotations

import random
from functools import lru_cache

import cv2
import numpy as np
import pytest

from siaga.desks.results.darkroom import same_hand
from siaga.desks.results.darkroom.hand import hand_of
from siaga.desks.results.darkroom.plain import HAND_BITS
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages import Placed, place
from tests.kit.filled_forms import USUAL, FilledForm, fill, photograph
from tests.kit.forms import valid_row

LAYOUT = load_layout("c-hasil-ppwp-2024")


@lru_cache
def form(seed: int) -> FilledForm:
    return fill(LAYOUT, valid_row(random.Random(7)), seed=seed)


@lru_cache
def picture(page: int, hand: int, camera: int) -> Grey:
    return photograph(form(hand).pages[page - 1], USUAL, camera).grey


def hand(photo: Grey) -> str:
    placed = place(photo, LAYOUT)
    assert isinstance(placed, Placed)
    return hand_of(placed, LAYOUT)


def sent_on(photo: Grey) -> Grey:
    """Cut, scaled and compressed once more."""
    height, width = photo.shape
    part = photo[round(0.03 * height) : round(0.95 * height), round(0.1 * width) :]
    small = cv2.resize(part, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 55])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_picture_cut_and_sent_on_shows_the_same_hand(page: int) -> None:
    assert same_hand(hand(picture(page, 1, 1)), hand(sent_on(picture(page, 1, 1))))


@pytest.mark.parametrize("page", [2, 3])
def test_the_same_figures_in_another_hand_are_another_paper(page: int) -> None:
    assert not same_hand(hand(picture(page, 1, 1)), hand(picture(page, 2, 1)))


def test_a_figure_cut_off_costs_no_likeness() -> None:
    whole = picture(2, 1, 1)
    above_the_third = photograph(form(1).pages[1], USUAL, 1).where(np.array([[0.0, 480.0]]))[0, 1]
    seen = hand(np.ascontiguousarray(whole[: round(above_the_third)]))
    assert seen.endswith("-" * (HAND_BITS // 4))
    assert same_hand(hand(whole), seen)


def test_an_empty_form_has_no_hand() -> None:
    nothing = fill(LAYOUT, {}, seed=1)
    assert set(hand(photograph(nothing.pages[2], USUAL, 1).grey)) == {"-"}
