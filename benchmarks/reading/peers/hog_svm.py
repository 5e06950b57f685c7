"""Histograms of oriented gradients (Dalal and Triggs, CVPR 2005) and a support vector machine, RBF kernel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.svm import SVC

from benchmarks.reading.peers import Crops, Labels
from siaga.engines.reading.digits.preparing import prepared

CELL, DIRECTIONS = 4, 9
MOST = 6000
"""Crops to learn from: more take minutes and bring no tenth of a percent."""


class HogSvm:
    name, package = "HOG + SVM", "scikit-learn"

    def __init__(self, penalty: float = 10.0) -> None:
        self._machine = SVC(C=penalty, gamma="scale")

    def learn(self, crops: Crops, labels: Labels) -> None:
        chosen = np.random.default_rng(1).permutation(len(crops))[:MOST]
        self._machine.fit(features(crops[chosen]), labels[chosen])

    def read(self, crops: Crops) -> Labels:
        return np.asarray(self._machine.predict(features(crops)))


def features(crops: Crops) -> NDArray[np.float32]:
    """(n, features) of crops (n, 48, 40), whatever the light."""
    return histograms(prepared(crops)[:, 0])


def histograms(images: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, features): nine directions in cells of 4 × 4, each block of 2 × 2 cells brought to length 1."""
    down, across = np.gradient(images, axis=(1, 2))
    strength = np.hypot(down, across)
    place = np.arctan2(down, across) % np.pi / np.pi * DIRECTIONS
    cells = np.stack([_in_cells(strength * _near(place, d)) for d in range(DIRECTIONS)], axis=-1)
    corners = cells[:, :-1, :-1], cells[:, :-1, 1:], cells[:, 1:, :-1], cells[:, 1:, 1:]
    blocks = np.concatenate(corners, axis=-1)
    length = np.sqrt((blocks**2).sum(axis=-1, keepdims=True) + 1e-3)
    return (blocks / length).reshape(len(images), -1).astype(np.float32)


def _near(place: NDArray[np.float32], direction: int) -> NDArray[np.float32]:
    """How much of a gradient belongs to a direction: 1 on it, 0 from the next one on."""
    away = np.abs(place - direction)
    return np.maximum(0, 1 - np.minimum(away, DIRECTIONS - away))


def _in_cells(values: NDArray[np.float32]) -> NDArray[np.float32]:
    count, height, width = values.shape
    return values.reshape(count, height // CELL, CELL, width // CELL, CELL).sum(axis=(2, 4))
