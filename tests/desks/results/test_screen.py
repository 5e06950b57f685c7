"""A page shown on a screen and photographed again is noticed; paper is not, whatever a camera does."""

from __future__ import annotations

import random
from functools import lru_cache

import cv2
import numpy as np
import pytest

from siaga.desks.results.darkroom.screen import STANDS_OUT, pattern, shows_screen
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import Grey
from tests.kit.filled_forms import USUAL, Damage, FilledForm, fill, photograph
from tests.kit.forms import valid_row
from tests.kit.screens import Screen, rephotograph, some_screen


@lru_cache
def form() -> FilledForm:
    layout = load_layout("c-hasil-ppwp-2024")
    return fill(layout, valid_row(random.Random(5)), seed=5)


def of_screen(page: int, screen: Screen, seed: int) -> Grey:
    shown = photograph(form().pages[page - 1], USUAL, 1).picture
    file = rephotograph(shown, screen, seed, (900, 1200))
    return np.asarray(cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


@pytest.mark.parametrize("page", [1, 2, 3])
@pytest.mark.parametrize(
    "damage",
    [
        Damage(),
        USUAL,
        USUAL.only("jpeg", 0.8),
        USUAL.only("noise", 0.8),
        USUAL.only("dark", 0.8),
        USUAL.only("skew", 0.8),
    ],
    ids=str,
)
def test_paper_is_no_screen(page: int, damage: Damage) -> None:
    assert not shows_screen(photograph(form().pages[page - 1], damage, 3).grey)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("page", [1, 3])
def test_a_sharp_photo_of_a_screen_is_noticed(page: int, seed: int) -> None:
    assert shows_screen(of_screen(page, some_screen(0.9, seed), seed))


def test_the_softer_the_photo_the_fainter_the_pattern() -> None:
    seen = [pattern(of_screen(2, Screen(pitch=2.3, blur=blur), 1)) for blur in (0.4, 2.0, 4.0)]
    assert seen == sorted(seen, reverse=True)
    assert seen[0] > STANDS_OUT > seen[-1]


def test_a_picture_smaller_than_a_tile_says_nothing() -> None:
    assert pattern(np.full((200, 4000), 128, np.uint8)) == 0.0
    assert not shows_screen(np.full((300, 300), 128, np.uint8))


def test_equal_arguments_give_equal_photographs() -> None:
    shown = photograph(form().pages[1], USUAL, 1).picture
    assert rephotograph(shown, Screen(), 4, (300, 400)) == rephotograph(shown, Screen(), 4, (300, 400))
    assert rephotograph(shown, Screen(), 4, (300, 400)) != rephotograph(shown, Screen(), 5, (300, 400))
