"""A short training run, end to end. PyTorch is not part of the tests' packages."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

from tests.kit.boxes import box
from training.data import Crops

pytest.importorskip("torch", reason="PyTorch is needed only to train the digit classifier")

from siaga.engines.reading.digits import classifier
from training.export import check, finished, in_steps, onnx_of
from training.measure import FLOOR, HeldOut, calibration, calibration_error, surprise_of
from training.model import Together
from training.train import COURSES, logits, trained

pytestmark = pytest.mark.slow
SIGNS = "17x"
SHORT = replace(COURSES[0], epochs=14, drawn=())


def generated(hands: range) -> Crops:
    labels = [1, 7, 10]
    images = np.stack([box(sign, hand) for hand in hands for sign in SIGNS])
    return Crops(images, np.array(labels * len(hands)), np.zeros(len(images), np.int64))


@pytest.fixture(scope="module")
def small():
    """A net that has seen three signs in eighty hands."""
    return trained(generated(range(80)), SHORT)


@pytest.fixture(scope="module")
def both(small):
    """The net and a less trained one beside it."""
    other = replace(COURSES[1], epochs=3, drawn=())
    return Together([small, trained(generated(range(80)), other, seed=5)]).eval()


def test_a_few_signs_are_learned(small):
    test = generated(range(200, 230))
    read = logits(small, test.images).argmax(axis=1)
    assert (read == test.labels).mean() > 0.9


def test_the_same_seed_gives_the_same_net(small):
    crops, again = generated(range(200, 204)).images, trained(generated(range(80)), SHORT)
    assert np.array_equal(logits(small, crops), logits(again, crops))


def test_nets_together_say_the_mean_of_their_log_probabilities(both):
    crops = generated(range(200, 204)).images
    said = [logits(net, crops) for net in both.members]
    shares = [raw - np.logaddexp.reduce(raw, axis=1, keepdims=True) for raw in said]
    assert np.allclose(logits(both, crops), np.mean(shares, axis=0), atol=1e-4)


def test_steps_hold_weights_to_half_a_step():
    weights = np.random.default_rng(3).normal(0, (1, 10, 1e-3), (50, 3)).T.astype(np.float32)
    steps, size = in_steps(weights)
    assert np.abs(steps).max(axis=1).tolist() == [127, 127, 127]
    assert (np.abs(steps * size - weights) <= size * 0.501).all()
    assert np.array_equal(in_steps(steps * size)[0], steps)
    assert not in_steps(np.zeros((2, 3), np.float32))[0].any()


def test_the_exported_model_says_the_same(both):
    test = generated(range(200, 210))
    raw = logits(both, test.images)
    how = calibration([HeldOut(0, test, raw)])
    model = finished(deepcopy(both), how)
    data = onnx_of(model)
    check(data, model, test)
    assert np.allclose(np.exp(classifier(data)(test.images)), how.chances(raw), atol=0.03)
    assert len(data) < 1.1 * sum(weights.numel() for weights in model.parameters())


def test_calibration_finds_the_temperature_that_labels_were_drawn_with():
    rng = np.random.default_rng(1)
    raw = rng.normal(0, 4, (4000, 11))
    chances = np.exp(raw / 2)
    chances /= chances.sum(axis=1, keepdims=True)
    labels = np.array([rng.choice(11, p=row) for row in chances])
    crops = Crops(np.zeros((4000, 48, 40), np.uint8), labels, np.zeros(4000, np.int64))
    how = calibration([HeldOut(0, crops, raw)])
    assert how.temperature == pytest.approx(2, rel=0.06)
    assert how.floor == FLOOR
    assert calibration_error(how.chances(raw), labels) < 0.02
    assert surprise_of(how, raw, labels) > 0
