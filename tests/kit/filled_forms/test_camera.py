"""Photographs of the kit: the same every time, worse with severity, and true about where things are."""

from __future__ import annotations

import random
from itertools import pairwise

import cv2
import numpy as np
import pytest

from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.sheets import kwk_layout
from tests.kit.filled_forms import KINDS, USUAL, Damage, FilledPage, Photo, fill, photograph
from tests.kit.forms import valid_row

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
SQUARE = 5
"""Side in pixels around a point in which the darkest pixel is looked for."""


@pytest.fixture(scope="module")
def page() -> FilledPage:
    form = fill(kwk_layout((1, 2)), valid_row(random.Random(3), "pilkada-2024", 2), 3)
    return form.pages[1]


def difference(one: Photo, other: Photo) -> float:
    return float(np.abs(one.picture.astype(int) - other.picture).mean())


def test_equal_seeds_give_equal_files(page: FilledPage) -> None:
    everything = Damage(**dict.fromkeys(KINDS, 0.3), turn=1)
    assert photograph(page, everything, 4).file == photograph(page, everything, 4).file
    assert photograph(page, everything, 4).file != photograph(page, everything, 5).file


@pytest.mark.parametrize("name", KINDS)
def test_severity_is_monotone(page: FilledPage, name: str) -> None:
    clean = photograph(page, Damage(), 9)
    away = [difference(clean, photograph(page, Damage().only(name, step), 9)) for step in STEPS]
    assert away[0] == 0
    assert all(low < high for low, high in pairwise(away)), away


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize(
    "damage", [Damage(), USUAL, Damage(skew=1), Damage(bend=1), Damage(fold=1, stretch=1)]
)
def test_the_truth_is_where_the_ink_is(page: FilledPage, damage: Damage, turn: int) -> None:
    """The tag is found at its true place, and the frames of boxes are dark along their true edges."""
    layout = kwk_layout((1, 2))
    photo = photograph(page, damage.only("turn", turn), 21)  # type: ignore[arg-type]
    grey = photo.grey
    for place in layout.on_page(2):
        for box in place.digits:
            corners = photo.where(np.array(box.corners))
            middles = np.vstack([(corners + np.roll(corners, -1, 0)) / 2, corners])
            assert all(darkest(grey, point) < 0.75 * brightest(grey, point) for point in middles)
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    corners, ids, _ = cv2.aruco.ArucoDetector(family).detectMarkers(grey)
    assert ids.ravel().tolist() == [layout.pages[1].tag]
    assert np.abs(corners[0][0] - photo.where(np.array(layout.pages[1].tag_box.corners))).max() < 2.5


def test_a_box_is_no_truth_one_box_away(page: FilledPage) -> None:
    """The test above can fail: between the boxes the paper is bare."""
    photo = photograph(page, Damage(), 21)
    box = kwk_layout((1, 2)).on_page(2)[0].digits[0]
    beside = photo.where(np.array([[box.x - 0.19 * box.width, box.y + box.height / 2]]))[0]
    assert darkest(photo.grey, beside) > 0.9 * brightest(photo.grey, beside)


@pytest.mark.parametrize("name", ["skew", "bend", "fold", "stretch"])
def test_the_paper_stays_in_the_picture_unless_it_is_cut(page: FilledPage, name: str) -> None:
    marks = np.array([corner for mark in kwk_layout((1, 2)).pages[1].marks for corner in mark.corners])
    for seed in range(6):
        photo = photograph(page, Damage().only(name, 1.0), seed)
        points = photo.where(marks)
        assert points.min() > 0 and (points < np.array(photo.grey.shape[::-1])).all()
    cut = photograph(page, Damage(cut=1.0), 1).where(marks)
    assert cut.min() < 0 or (cut > np.array(photo.grey.shape[::-1])).any()


def test_quarter_turns_turn_the_picture(page: FilledPage) -> None:
    upright, sideways = (photograph(page, Damage(turn=turn), 2).picture for turn in (0, 1))
    assert sideways.shape[:2] == upright.shape[1::-1]
    turned = cv2.rotate(upright, cv2.ROTATE_90_CLOCKWISE)
    assert np.abs(turned.astype(int) - sideways).mean() < 4


def test_the_official_layout_is_photographed_too() -> None:
    layout = load_layout("c-hasil-ppwp-2024")
    form = fill(layout, valid_row(random.Random(1), "pemilu-2024", 3), 1)
    photo = photograph(form.pages[2], USUAL, 1)
    assert photo.size == pytest.approx((600, 900), abs=1)
    assert max(photo.grey.shape) == 1600


def darkest(grey: np.ndarray, point: np.ndarray) -> int:
    return int(_around(grey, point, SQUARE // 2).min())


def brightest(grey: np.ndarray, point: np.ndarray) -> int:
    return int(_around(grey, point, 12).max())


def _around(grey: np.ndarray, point: np.ndarray, reach: int) -> np.ndarray:
    x, y = (round(float(v)) for v in point)
    return grey[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
