"""Placing pages: every digit box where it truly is, or a refusal with its reason; never beside its place."""

from __future__ import annotations

import random
from functools import lru_cache

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siaga.engines.reading.crops import cut
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import CROP_HEIGHT, CROP_WIDTH, Grey
from siaga.engines.reading.pages import Placed, Refused, better, place
from siaga.engines.reading.pages.geometry import Mesh, fit_mesh
from siaga.engines.reading.pages.sheet import slips
from tests.kit.filled_forms import Damage, FilledForm, Photo, fill, photograph
from tests.kit.forms import valid_row

LAYOUT = load_layout("c-hasil-ppwp-2024")
WITHIN = 0.15
"""Share of a box's side: what the readers of digits can bear."""


@lru_cache
def _form() -> FilledForm:
    return fill(LAYOUT, valid_row(random.Random(3)), seed=3)


@lru_cache(maxsize=8)
def _photo(number: int, damage: Damage, seed: int = 1) -> Photo:
    return photograph(_form().pages[number - 1], damage, seed)


def _placed(photo: Grey) -> Placed:
    placed = place(photo, LAYOUT)
    assert isinstance(placed, Placed), placed
    return placed


def _offsets(placed: Placed, photo: Photo) -> np.ndarray:
    """How far each placed box's middle is from the truth, in shares of the box's side."""
    found = []
    for where in LAYOUT.on_page(placed.page):
        for box, quad in zip(where.digits, placed.quads.get(where.name, ()), strict=False):
            true = photo.where(np.array(box.corners))
            side = np.linalg.norm(true - np.roll(true, 1, axis=0), axis=1).mean()
            found.append(np.linalg.norm(quad.mean(axis=0) - true.mean(axis=0)) / side)
    return np.array(found)


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    "damage",
    [
        Damage(),
        Damage(turn=1),
        Damage(turn=2),
        Damage(turn=3),
        Damage(skew=0.6),
        Damage(bend=0.6),
        Damage(fold=0.6),
        Damage(stretch=0.8),
        Damage(shade=0.7, shadow=0.5),
        Damage(noise=0.4, jpeg=0.5, focus=0.2),
    ],
    ids=str,
)
def test_every_box_is_placed_whatever_the_camera_does(number: int, damage: Damage) -> None:
    photo = _photo(number, damage)
    placed = _placed(photo.grey)
    assert placed.page == number
    assert not placed.unseen and placed.reason == ""
    assert _offsets(placed, photo).max() < WITHIN


@settings(max_examples=15, deadline=None)
@given(
    number=st.integers(1, 3),
    seed=st.integers(0, 10_000),
    skew=st.floats(0, 1),
    bend=st.floats(0, 1),
    fold=st.floats(0, 1),
    cut_off=st.sampled_from([0.0, 0.0, 0.5]),
    turn=st.integers(0, 3),
)
def test_what_is_placed_is_placed_right(
    number: int, seed: int, skew: float, bend: float, fold: float, cut_off: float, turn: int
) -> None:
    photo = photograph(
        _form().pages[number - 1], Damage(skew=skew, bend=bend, fold=fold, cut=cut_off, turn=turn), seed
    )
    placed = place(photo.grey, LAYOUT)
    if isinstance(placed, Placed):
        assert _offsets(placed, photo).max() < WITHIN


def test_a_picture_without_a_page_has_no_tag() -> None:
    noise = np.random.default_rng(1).integers(80, 200, (800, 600)).astype(np.uint8)
    assert place(noise, LAYOUT) == Refused("no_tag")


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        (np.full((800, 600), 12, np.uint8), "too_dark"),
        (np.full((800, 600), 255, np.uint8), "too_bright"),
        (np.full((300, 200), 128, np.uint8), "too_small"),
    ],
)
def test_a_picture_of_nothing_is_told_what_is_wrong_with_it(photo: Grey, reason: str) -> None:
    assert place(photo, LAYOUT) == Refused(reason)


def test_a_page_whose_ink_drowns_in_noise_is_refused_as_too_dark() -> None:
    dim = _photo(3, Damage(dark=0.97, focus=0.1))
    assert place(dim.grey, LAYOUT) == Refused("too_dark", 3)


def test_the_dimmer_the_light_the_less_clear_the_ink() -> None:
    seen = [_placed(_photo(3, Damage(dark=dark, noise=0.1)).grey).clarity for dark in (0.0, 0.5, 0.85)]
    for name in seen[0]:
        bright, dull, dim = (clarity[name] for clarity in seen)
        assert bright > dull > dim > 3.2


def test_a_page_hopelessly_out_of_focus_is_refused_as_blurred() -> None:
    soft = cv2.GaussianBlur(_photo(2, Damage()).grey, (0, 0), 6)
    assert place(soft, LAYOUT) == Refused("blurred")


def test_the_tag_of_another_form_is_told() -> None:
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    photo = np.full((900, 700), 210, np.uint8)
    photo[100:200, 500:600] = np.where(cv2.aruco.generateImageMarker(family, 555, 100) > 0, 210, 30)
    assert place(photo, LAYOUT) == Refused("other_form")


@pytest.mark.parametrize(
    ("rows", "reason", "lost"), [(0.62, "bottom_missing", "paslon3"), (0.5, "bottom_missing", "paslon3")]
)
def test_figures_beyond_the_edge_are_left_out_with_the_edge_named(
    rows: float, reason: str, lost: str
) -> None:
    photo = _photo(2, Damage()).grey
    top = _photo(2, Damage()).where(np.array([[0.0, 0.0], [0.0, 480.0]]))
    placed = _placed(np.ascontiguousarray(photo[: int(top[1, 1])]))
    assert (placed.unseen, placed.reason) == ((lost,), reason)


def test_a_page_whose_signatures_are_cut_off_is_whole() -> None:
    photo = _photo(1, Damage())
    bottom = int(photo.where(np.array([[300.0, 738.0]]))[0, 1])
    placed = _placed(np.ascontiguousarray(photo.grey[:bottom]))
    assert not placed.unseen
    assert _offsets(placed, photo).max() < WITHIN


def test_boxes_painted_over_are_not_guessed() -> None:
    photo = _photo(2, Damage())
    grey = photo.grey.copy()
    (left, top), (right, bottom) = photo.where(np.array([[452.0, 333.0], [525.0, 360.0]])).astype(int)
    grey[top:bottom, left:right] = 255
    placed = _placed(grey)
    assert (placed.unseen, placed.reason) == (("paslon2",), "boxes_covered")


@pytest.mark.parametrize("cover", [255, 90])
def test_boxes_cut_through_by_what_lies_on_them_are_not_guessed(cover: int) -> None:
    """Three sides of each show and half of the digits: read, an 8 is a 0 and a 2 a 7."""
    photo = _photo(2, Damage())
    grey = photo.grey.copy()
    boxes = next(where for where in LAYOUT.on_page(2) if where.name == "paslon2").digits
    low = boxes[0].y + 0.7 * boxes[0].height
    (left, top), (right, bottom) = photo.where(np.array([[440.0, low], [530.0, low + 30]])).astype(int)
    grey[top:bottom, left:right] = cover
    placed = _placed(grey)
    assert (placed.unseen, placed.reason) == (("paslon2",), "boxes_covered")


def test_of_two_photos_the_one_that_shows_more_then_the_sharper_one_is_better() -> None:
    photo = _photo(2, Damage())
    whole = _placed(photo.grey)
    soft = _placed(cv2.GaussianBlur(photo.grey, (0, 0), 1.5))
    short = _placed(np.ascontiguousarray(photo.grey[: int(photo.where(np.array([[0.0, 480.0]]))[0, 1])]))
    assert better(whole, soft) is better(soft, whole) is whole
    assert better(short, soft) is better(soft, short) is soft


class _Slipped:
    """A mesh that has taken every row for the one above it."""

    def __init__(self, mesh: Mesh, by: tuple[float, float]) -> None:
        self.mesh, self.by = mesh, np.array(by)

    def __call__(self, page: np.ndarray) -> np.ndarray:
        return self.mesh(page + self.by)


@pytest.mark.parametrize("by", [(0, 23), (0, -23), (23, 0), (-23, 0)])
def test_a_page_one_row_or_one_box_off_is_noticed(by: tuple[float, float]) -> None:
    photo = _photo(1, Damage(bend=0.3))
    placed = _placed(photo.grey)
    scale = placed.quality.box / 18
    _, right = slips(photo.grey, placed.mesh, LAYOUT, 1, scale)
    _, wrong = slips(photo.grey, _Slipped(placed.mesh, by), LAYOUT, 1, scale)  # type: ignore[arg-type]
    assert right.mean() < 0.1 < 0.4 < wrong.mean()


def test_crops_are_framed_like_those_the_classifier_knows() -> None:
    photo = _photo(2, Damage())
    crops = {crop.name: crop for crop in cut(_placed(photo.grey), LAYOUT)}
    assert set(crops) == {"paslon1", "paslon2", "paslon3"}
    for crop in crops.values():
        assert crop.digits.shape == (3, CROP_HEIGHT, CROP_WIDTH)
        assert crop.rows is not None and crop.rows.shape == (5, 2, CROP_HEIGHT, CROP_WIDTH)
        assert crop.bubbles is not None and crop.bubbles.shape == (3, 10)
        assert crop.words is not None and crop.words.shape == (124, 754)
        across, down = crop.digits.mean(axis=(0, 1)), crop.digits.mean(axis=(0, 2))
        assert across[:8].argmin() in (2, 3) and across[-8:].argmin() in (4, 5)
        assert down[:8].argmin() in (3, 4) and down[-8:].argmin() in (3, 4)


def test_a_mesh_goes_through_the_matches_of_a_bent_sheet() -> None:
    across, down = np.meshgrid(np.linspace(0, 600, 7), np.linspace(0, 900, 10))
    page = np.column_stack([across.ravel(), down.ravel()])
    photo = page * 1.8 + np.column_stack([6 * np.sin(page[:, 1] / 200), 9 * np.cos(page[:, 0] / 250)])
    mesh = fit_mesh(page, photo)
    between = page[:-11] + np.array([50.0, 45.0])
    true = between * 1.8 + np.column_stack([6 * np.sin(between[:, 1] / 200), 9 * np.cos(between[:, 0] / 250)])
    inside = (between[:, 0] < 600) & (between[:, 1] < 900)
    assert np.abs(mesh(page) - photo).max() < 0.5
    assert np.abs(mesh(between) - true)[inside].max() < 1.0
