"""A classifier that has only seen a public set of handwritten digits, as the textbook way would have it.

MNIST itself comes in no package that could be installed, so this is its smaller sibling, the UCI set that
scikit-learn ships (1,797 digits of 8 × 8, of 43 writers, 1998), with a support vector machine, which reads
unseen digits of that set at about 98 %. It has no class for a crossed-out box; little ink is taken for blank.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.svm import SVC

from benchmarks.reading.peers import BLANK, Crops, Labels, writing

SIDE = 8
LEAST_INK = 0.02


class PublicDigits:
    name, package = "SVM on public digits (UCI)", "scikit-learn"

    def __init__(self) -> None:
        images, labels = load_digits(return_X_y=True)
        self._machine = SVC(C=10, gamma="scale").fit(images / 16, labels)

    def learn(self, crops: Crops, labels: Labels) -> None:
        """Nothing: that is the point of this peer."""

    def read(self, crops: Crops) -> Labels:
        ink = [255 - writing(crop) for crop in crops]
        small = np.stack([centred(one) for one in ink]).reshape(len(crops), -1)
        read = np.asarray(self._machine.predict(small), np.int64)
        empty = np.array([(one > 0).mean() < LEAST_INK for one in ink])
        return np.where(empty, BLANK, read)


def centred(ink: Crops) -> NDArray[np.float32]:
    """(8, 8), 0 to 1: the ink's bounding box, filled out to a square, as the digits of the set are."""
    points = cv2.findNonZero(ink)
    if points is None:
        return np.zeros((SIDE, SIDE), np.float32)
    x, y, width, height = cv2.boundingRect(points)
    side = max(width, height)
    square = np.zeros((side, side), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = ink[y : y + height, x : x + width]
    return cv2.resize(square, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
