"""What an epoch is made of: damage that keeps the size, drawn digits, no crop of the fold held out."""

from __future__ import annotations

from importlib import import_module
from itertools import product

import numpy as np
import pytest

from tests.kit.boxes import box
from training.augment import (
    TRACED,
    blurred,
    coarse,
    crossed,
    enlarged,
    faint,
    harshly,
    mildly,
    rewritten,
    sharpened,
    traced,
)
from training.data import BLANK, Crops
from training.folds import FOLDS, UNKNOWN

SIGNS = "0123456789x"


def some(hands: range) -> Crops:
    """Every sign in some hands, the hands in the folds by turns, each picture with a mark of its fold."""
    folds = np.array([hand % (FOLDS + 1) - 1 for hand in hands for _ in SIGNS])
    images = np.stack([box(sign, hand) for hand in hands for sign in SIGNS])
    return Crops(images, np.tile(np.arange(len(SIGNS)), len(hands)), folds)


@pytest.fixture
def train():
    pytest.importorskip("torch", reason="PyTorch is needed only to train the digit classifier")
    return import_module("training.train")


@pytest.mark.parametrize("damage", [rewritten, faint, coarse, enlarged, blurred, sharpened, crossed])
def test_damage_keeps_the_size_and_leaves_the_crop_alone(damage):
    image = box("5", 3)
    before, seen = image.copy(), [damage(image, np.random.default_rng(seed)) for seed in range(30)]
    assert all(one.shape == image.shape and one.dtype == np.uint8 for one in seen)
    assert np.array_equal(image, before)
    assert any(not np.array_equal(one, image) for one in seen)


def test_a_faint_pen_leaves_the_frame_as_it_is():
    image = box("8", 3)
    pale = faint(image, np.random.default_rng(1))
    assert np.array_equal(pale[:6], image[:6])
    assert np.ptp(pale[8:-8, 8:-8].astype(int)) < np.ptp(image[8:-8, 8:-8].astype(int))


def test_a_smear_goes_one_way():
    """A lone dark point becomes a line of the same weight, never a disc, when the hand moved."""
    point = np.full((48, 40), 200, np.uint8)
    point[24, 20] = 0
    smears = [blurred(point, np.random.default_rng(seed)) < 195 for seed in range(60)]
    lines = [s for s in smears if s.sum() and np.linalg.matrix_rank(np.cov(np.argwhere(s).T), tol=0.3) == 1]
    assert 5 <= len(lines) <= 30


@pytest.mark.parametrize("digit", TRACED)
def test_traced_digits_stand_in_their_box(digit):
    rng = np.random.default_rng(digit)
    assert all(traced(digit, rng).shape == (48, 40) for _ in range(20))


def test_traced_digits_differ():
    every = [strokes for shapes in TRACED.values() for strokes in shapes]
    assert len(set(every)) == len(every)
    assert sorted(TRACED) == list(range(10))


@pytest.mark.parametrize("damaged", [mildly, harshly])
def test_two_crops_are_never_damaged_alike(damaged):
    rng, image = np.random.default_rng(2), box("3", 1)
    seen = {damaged(image, box("7", 2), rng).tobytes() for _ in range(50)}
    assert len(seen) == 50


def test_the_fold_held_out_is_in_no_lesson(train):
    found = {train.PUBLISHED: some(range(8)), "boxes of the forms": some(range(8, 16))}
    for fold, course in product(range(FOLDS), train.COURSES):
        lessons = train.lessons(found, fold, course)
        assert fold not in lessons.folds
        assert set(lessons.folds) == {UNKNOWN, 0, 1, 2} - {fold}


def test_crops_of_the_forms_come_as_often_as_the_course_says(train):
    found = {train.PUBLISHED: some(range(8)), "boxes of the forms": some(range(8, 16))}
    for course in train.COURSES:
        images = [image.tobytes() for image in train.lessons(found, UNKNOWN, course).images]
        forms, published = found["boxes of the forms"], found[train.PUBLISHED]
        assert {images.count(image.tobytes()) for image in forms.images} == {course.forms_times}
        assert {images.count(image.tobytes()) for image in published.images} == {1}


def test_only_digits_from_1_to_9_are_crossed_out(train):
    crops = some(range(12))
    crossed_out = train.crossed_out(crops, 400)
    assert len(crossed_out) == 12 * 9
    assert set(crossed_out.labels) == {BLANK}
    assert [len(train.crossed_out(crops, count)) for count in (0, 7)] == [0, 7]
    assert train.crossed_out(crops, 400).images.tobytes() == crossed_out.images.tobytes()
