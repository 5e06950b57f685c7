"""How good a photograph is: light, sharpness, size."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey

SMALLEST_SIDE = 480
DARK, BRIGHT = 45, 250
"""Grey of the lighter part of the picture below or above which it is too dark or too bright to show lines."""
BLURRED = 0.16
"""Sharpness below which printed lines run into one another."""

_LOOK_AT = 800


@dataclass(frozen=True, slots=True)
class Quality:
    """light: grey of the paper, 0 to 255; sharpness: 0 to 1; box: median side of a digit box in pixels."""

    light: float
    sharpness: float
    box: float


def quality_of(photo: Grey, quads: NDArray[np.float64]) -> Quality:
    """Quality of a photograph in which digit boxes were found at `quads` (n, 4, 2)."""
    sides = np.linalg.norm(quads - np.roll(quads, 1, axis=1), axis=2)
    small = _reduced(photo)
    return Quality(float(np.percentile(small, 75)), sharpness(small), float(np.median(sides)))


def fault_of(photo: Grey) -> str:
    """What is wrong with the picture as a whole: a code of `reasons`, or empty."""
    if min(photo.shape) < SMALLEST_SIDE:
        return "too_small"
    small = _reduced(photo)
    light = float(np.percentile(small, 90))
    if light < DARK:
        return "too_dark"
    if float(np.percentile(small, 10)) > BRIGHT:
        return "too_bright"
    return "blurred" if sharpness(small) < BLURRED else ""


def sharpness(photo: Grey) -> float:
    """Steepest grey steps against the range of greys: about 0.3 where a line's edge takes two pixels."""
    step = (
        np.abs(cv2.Sobel(photo, cv2.CV_32F, 1, 0, ksize=3)) / 8
        + np.abs(cv2.Sobel(photo, cv2.CV_32F, 0, 1)) / 8
    )
    low, high = np.percentile(photo, (1, 99))
    return float(np.percentile(step, 99.5) / max(high - low, 1.0))


def _reduced(photo: Grey) -> Grey:
    scale = _LOOK_AT / max(photo.shape)
    if scale >= 1:
        return photo
    return np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
