"""A first flat guess at a whole page when too few corner marks are in the picture.

The tag is small: it tells where the page is and how it is turned, hardly how it leans away from the camera.
Leans and stretches are tried on a small picture; the one under which the printed lines fall best on ink wins.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey, Layout
from siaga.engines.reading.pages.geometry import Plane
from siaga.engines.reading.pages.template import draw

Floats = NDArray[np.float32]
Pose = NDArray[np.float64]

RESOLUTION = 0.35
"""Pixels per mm of the small picture."""
_SOFT = 1.2
"""Softening of lines in pixels: how far off a guess may be and still gain from it."""
_STARTS = 4
_STEPS = np.array([1e-4, 0.03, 0.015, 1e-4])
_ROUNDS = 3


def guess_plane(ink: Grey, scale: float, flat: Plane, layout: Layout, number: int) -> Plane:
    """The plane near `flat` on which the lines of the page agree best with the ink.

    ink: darkness of the photo; scale: its pixels per mm near the tag.
    """
    shrink = RESOLUTION / scale
    small = cv2.resize(ink, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), _SOFT / 2).astype(np.float32)
    centre = layout.page(number).tag_box.centre

    def agreement(pose: Pose) -> float:
        return _agreement(soft, shrink, _leaning(flat, centre, pose), layout, number)

    starts = sorted(_poses(), key=agreement, reverse=True)[:_STARTS]
    best = max((_climb(start, agreement) for start in starts), key=agreement)
    return _leaning(flat, centre, best)


def _poses() -> list[Pose]:
    """Leans away downwards and stretches downwards to begin with."""
    grid = product(np.arange(-4, 5) * 1e-4, (0.88, 0.92, 0.96, 1.0, 1.04, 1.08))
    return [np.array([lean, stretch, 0.0, 0.0]) for lean, stretch in grid]


def _climb(pose: Pose, agreement: Callable[[Pose], float]) -> Pose:
    """The best pose within ever smaller steps of one number at a time."""
    height, steps = agreement(pose), _STEPS
    for _ in range(_ROUNDS):
        for number, way in product(range(len(pose)), (-1.0, 1.0)):
            trial = pose.copy()
            trial[number] += way * steps[number]
            if (reached := agreement(trial)) > height:
                pose, height = trial, reached
        steps = steps * 0.6
    return pose


def _leaning(flat: Plane, centre: tuple[float, float], pose: Pose) -> Plane:
    """The plane leaning away downwards, stretched downwards, slanted and leaning sideways, about the tag."""
    x, y = centre
    down, stretch, slant, side = pose
    there = np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])
    back = np.array([[1, 0, -x], [0, 1, -y], [0, 0, 1.0]])
    lean = np.array([[1, slant, 0], [0, stretch, 0], [side, down, 1.0]])
    return Plane(flat.matrix @ there @ lean @ back)


def _agreement(soft: Floats, shrink: float, plane: Plane, layout: Layout, number: int) -> float:
    """Correlation of ink and printed lines over the part of the page that is in the picture."""
    lines = _soft_lines(layout, number)
    to_small = np.diag([shrink, shrink, 1.0]) @ plane.matrix @ np.diag([1 / RESOLUTION, 1 / RESOLUTION, 1.0])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    page = cv2.warpPerspective(soft, to_small, lines.shape[::-1], flags=flags, borderValue=(-1.0,))
    shown = (page >= 0) & (lines > 0)
    if shown.mean() < 0.1 * (lines > 0).mean():
        return -1.0
    covered = float((lines[shown] ** 2).sum() / (lines**2).sum())
    expected, seen = lines[shown] - lines[shown].mean(), page[shown] - page[shown].mean()
    alike = float(expected @ seen / (np.linalg.norm(expected) * np.linalg.norm(seen) + 1e-6))
    return float(alike * covered**0.5)


@lru_cache(maxsize=16)
def _soft_lines(layout: Layout, number: int) -> Floats:
    """The softened lines of the page; 0 where there is nothing to compare, which is far from any line."""
    lines = cv2.GaussianBlur(draw(layout, number, RESOLUTION), (0, 0), _SOFT).astype(np.float32)
    near = cv2.dilate(lines, np.ones((15, 15), np.uint8)) > 1
    return np.where(near, lines + 0.5, 0.0).astype(np.float32)
