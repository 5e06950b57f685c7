"""The peers get what they need and answer in one language."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="peers need requirements/bench.txt")

from benchmarks.reading.peers import BLANK, writing
from benchmarks.reading.peers.hog_svm import HogSvm, features
from benchmarks.reading.peers.mnist import Mnist, centred, digits, fitted, seen
from tests.kit.boxes import box

SIGNS = "0123456789x"


def crops(hands: range) -> tuple[np.ndarray, np.ndarray]:
    images = np.stack([box(sign, hand) for hand in hands for sign in SIGNS])
    return images, np.tile(np.arange(11), len(hands))


def test_the_frame_is_taken_out_and_the_sign_stays():
    ink = 255 - writing(box("8", 3), scale=2)
    assert 0.02 < (ink > 0).mean() < 0.4
    assert (255 - writing(box(" ", 3)) > 0).mean() < 0.02


@pytest.mark.slow
def test_hog_and_svm_learn_hands_and_read_others():
    peer = HogSvm()
    peer.learn(*crops(range(40)))
    images, labels = crops(range(300, 310))
    assert (peer.read(images) == labels).mean() > 0.85


def test_features_do_not_depend_on_the_light():
    image = box("5", 1)[None]
    dim = (image * 0.6 + 10).astype(np.uint8)
    assert np.abs(features(image) - features(dim)).mean() < 0.02


@pytest.mark.slow
def test_mnist_knows_digits_and_no_crosses():
    images, labels = crops(range(300, 310))
    read = Mnist().read(images)
    assert read.shape == labels.shape
    assert set(read) <= set(range(11))
    assert (read[labels < BLANK] == labels[labels < BLANK]).mean() > 0.8


@pytest.mark.slow
def test_mnist_reads_unseen_digits_of_its_own():
    images, labels = digits()
    order = np.random.default_rng(0).permutation(len(labels))
    train, test = order[:4000], order[4000:]
    read = fitted(images[train], labels[train]).predict(seen(images[test]))
    assert (read == labels[test]).mean() > 0.98


def test_a_digit_is_centred_as_the_set_has_it():
    ink = np.zeros((36, 28), np.uint8)
    ink[2:34, 20:24] = 255
    image = centred(ink)
    rows, columns = np.nonzero(image)
    assert (rows.max() - rows.min() + 1, image.shape) == (20, (28, 28))
    assert abs(columns.mean() - 13.5) <= 0.5


def test_no_ink_is_centred_to_nothing():
    assert centred(np.zeros((36, 28), np.uint8)).sum() == 0
