"""The classifier as it is shipped: what it takes and gives, how sure it is of hands it has never seen."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from importlib.resources import files

import numpy as np
import pytest

from siaga.engines.reading import digits
from siaga.engines.reading.digits import BLANK, CLASSES, classify
from siaga.engines.reading.digits.preparing import prepared
from tests.kit.boxes import box

ROOM = files(digits)
SIGNS = "0123456789x"
HANDS = range(100, 140)


@pytest.fixture(scope="module")
def generated() -> tuple[np.ndarray, np.ndarray]:
    """Every sign in forty hands, and the log-probabilities of the classes."""
    labels = np.array([min(SIGNS.index(sign), BLANK) for _ in HANDS for sign in SIGNS])
    return labels, classify(np.stack([box(sign, hand) for hand in HANDS for sign in SIGNS]))


def test_the_model_is_small_and_the_card_names_it():
    model = ROOM.joinpath("digits.onnx").read_bytes()
    assert len(model) <= 1_000_000
    assert sha256(model).hexdigest() in ROOM.joinpath("MODEL.md").read_text(encoding="utf-8")


def test_log_probabilities_of_every_class_add_up_to_one(generated):
    _, odds = generated
    assert odds.shape == (len(HANDS) * len(SIGNS), CLASSES)
    assert odds.dtype == np.float64
    assert np.allclose(np.exp(odds).sum(axis=1), 1, atol=1e-4)


def test_no_class_is_ruled_out(generated):
    _, odds = generated
    assert odds.min() > np.log(1e-6)


def test_unseen_hands_are_read(generated):
    labels, odds = generated
    assert (odds.argmax(axis=1) == labels).mean() >= 0.97


def test_what_is_said_to_be_sure_is_right(generated):
    labels, odds = generated
    chances = np.exp(odds.max(axis=1))
    right = odds.argmax(axis=1) == labels
    sure = chances > 0.99
    assert sure.mean() > 0.8
    assert right[sure].mean() >= 0.99
    assert abs(right.mean() - chances.mean()) < 0.03


@pytest.mark.parametrize("sign", [" ", "-"])
def test_empty_and_dashed_boxes_are_blank(sign):
    odds = classify(np.stack([box(sign, hand) for hand in HANDS]))
    assert (odds.argmax(axis=1) == BLANK).mean() >= 0.95


def test_a_crop_is_read_alike_alone_and_among_others():
    crops = np.stack([box("7", hand) for hand in range(300)])
    assert np.allclose(classify(crops)[299:], classify(crops[299:]), atol=1e-4)


def test_no_crops_give_no_rows():
    assert classify(np.empty((0, 48, 40), np.uint8)).shape == (0, CLASSES)


@pytest.mark.parametrize("shape", [(48, 40), (2, 40, 48), (2, 48, 40, 3)])
def test_other_sizes_are_refused(shape):
    with pytest.raises(ValueError, match="crops are"):
        classify(np.zeros(shape, np.uint8))


def test_preparing_takes_light_and_contrast_out():
    crop = box("5", 1)[None]
    dim = (crop * 0.5 + 20).astype(np.uint8)
    assert np.abs(prepared(crop) - prepared(dim)).mean() < 0.03
    assert prepared(crop).dtype == np.float32


def test_a_flat_crop_is_not_blown_up():
    flat = np.random.default_rng(1).integers(120, 124, (1, 48, 40)).astype(np.uint8)
    assert np.abs(prepared(flat)).max() < 0.2


def test_importing_loads_no_runtime_and_no_torch():
    code = "import sys, siaga.engines.reading.digits; print({'onnxruntime', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
