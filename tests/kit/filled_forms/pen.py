"""Ink on paper: strokes drawn into a layer of coverage, with the wobble of a hand and the grain of a pen."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
_SHIFT = 4
_STEPS = 7
"""Points drawn between two of a curve."""


def curve(points: Points) -> Points:
    """Centripetal-like Catmull–Rom through the points; (n, 2) in, about ``_STEPS`` times as many out."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    a, b, c, d = padded[:-3, None], padded[1:-2, None], padded[2:-1, None], padded[3:, None]
    t = np.linspace(0, 1, _STEPS, endpoint=False)[None, :, None]
    between = 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
    return np.vstack([between.reshape(-1, 2), points[-1:]])


class Ink:
    """The pen's layer of a page: (height, width) uint8, 0 where the paper is bare."""

    def __init__(self, height: int, width: int) -> None:
        self.layer = np.zeros((height, width), np.uint8)

    def stroke(self, points: Points, width: float, strength: float = 1.0) -> None:
        """Draw along points (n, 2) in pixels with a pen so many pixels wide."""
        fixed = np.round(points * (1 << _SHIFT)).astype(np.int32).reshape(-1, 1, 2)
        thickness = max(1, round(width))
        cv2.polylines(self.layer, [fixed], False, int(255 * strength), thickness, cv2.LINE_AA, _SHIFT)

    def dot(
        self, centre: tuple[float, float], radii: tuple[float, float], turn: float, strength: float
    ) -> None:
        """A filled, turned ellipse; lengths in pixels, `turn` in degrees."""
        fixed = [round(v * (1 << _SHIFT)) for v in (*centre, *radii)]
        cv2.ellipse(
            self.layer,
            (fixed[0], fixed[1]),
            (fixed[2], fixed[3]),
            turn,
            0,
            360,
            int(255 * strength),
            -1,
            cv2.LINE_AA,
            _SHIFT,
        )

    def on(self, paper: NDArray[np.uint8], colour: tuple[int, int, int], grain: float) -> NDArray[np.uint8]:
        """The paper (height, width, 3) with the ink on it, as a new picture; `colour` is blue, green, red."""
        layer = cv2.multiply(
            self.layer, _grain(grain)[: self.layer.shape[0], : self.layer.shape[1]], scale=1 / 255
        )
        taken = cv2.merge([cv2.convertScaleAbs(layer, alpha=(255 - value) / 255) for value in colour])
        return cv2.subtract(paper, taken)


@lru_cache(maxsize=4)
def _grain(amount: float) -> NDArray[np.uint8]:
    """How well the ball takes: a texture of up to 4000 pixels a side, 255 is full."""
    rng = np.random.default_rng(7)
    coarse = rng.random((250, 250), np.float32)
    fine = cv2.resize(coarse, (4000, 4000), interpolation=cv2.INTER_CUBIC)
    return np.clip(255 * (1 - amount * np.clip(fine, 0, 1)), 0, 255).astype(np.uint8)
