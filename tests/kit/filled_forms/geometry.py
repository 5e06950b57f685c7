"""Where the paper lies in a photograph: a bent sheet seen from an angle, as maps in both directions.

Paper coordinates run from 0 to 1 across and down. A point of the photograph is taken back through the
homography and then moved along the sheet (`_moved`: bend, fold, uneven stretch), which gives the point of the
paper seen there; forward, the move is undone by repetition.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.kit.filled_forms.damage import Damage

Points = NDArray[np.float64]
_GRID = 16
"""Pixels of the photograph from one exactly computed point of the map to the next."""
_MARGIN = 0.03
_CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)


@dataclass(frozen=True)
class Chances:
    """What the seed decides once and severity only scales: directions and places, each -1 to 1 or 0 to 1."""

    corners: Points
    turn: float
    bend: tuple[float, float]
    fold: float
    fold_slope: float
    stretch: tuple[float, float]
    side: int


def chances(rng: np.random.Generator) -> Chances:
    return Chances(
        corners=rng.uniform(-1, 1, (4, 2)),
        turn=float(rng.choice([-1, 1]) * rng.uniform(0.4, 1)),
        bend=(float(rng.choice([-1, 1]) * rng.uniform(0.5, 1)), float(rng.uniform(-1, 1))),
        fold=float(rng.uniform(0.3, 0.7)),
        fold_slope=float(rng.choice([-1, 1]) * rng.uniform(0.5, 1)),
        stretch=(float(rng.choice([-1, 1]) * rng.uniform(0.5, 1)), float(rng.uniform(-1, 1))),
        side=int(rng.integers(4)),
    )


@dataclass(frozen=True)
class Sight:
    """A sheet in a frame of so many pixels; bend, fold (place, slope) and stretch are shares of the paper."""

    width: int
    height: int
    homography: Points
    bend: tuple[float, float]
    fold: tuple[float, float]
    stretch: tuple[float, float]

    def forward(self, points: Points) -> Points:
        """Points (n, 2) of the paper, 0 to 1, as pixels of the photograph."""
        flat = points.copy()
        for _ in range(12):
            flat = points - self._moved(flat)
        return cv2.perspectiveTransform(flat.reshape(-1, 1, 2), self.homography).reshape(-1, 2)

    def backward(self, pixels: Points) -> Points:
        """Pixels (n, 2) of the photograph as points of the paper."""
        flat = cv2.perspectiveTransform(pixels.reshape(-1, 1, 2), np.linalg.inv(self.homography)).reshape(
            -1, 2
        )
        return flat + self._moved(flat)

    def maps(self, paper: tuple[int, int]) -> NDArray[np.float32]:
        """For every pixel the place in a picture of the paper (height, width): (h, w, 2) for `cv2.remap`."""
        rows, columns = -(-self.height // _GRID) + 1, -(-self.width // _GRID) + 1
        y, x = np.mgrid[0:rows, 0:columns].astype(np.float64) * _GRID
        there = self.backward(np.column_stack([x.ravel(), y.ravel()])) * (paper[1], paper[0]) - 0.5
        coarse = there.reshape(rows, columns, 2).astype(np.float32)
        full = cv2.warpAffine(
            coarse,
            np.array([[_GRID, 0, 0], [0, _GRID, 0]], np.float64),
            (self.width, self.height),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(full, np.float32)

    def _moved(self, flat: Points) -> Points:
        """How far along the paper the point seen is from where a flat sheet would have it."""
        x, y = np.clip(flat[:, 0], -0.2, 1.2), np.clip(flat[:, 1], -0.2, 1.2)
        down, across = self.bend
        place, slope = self.fold
        even, uneven = self.stretch
        beyond = np.maximum(y - place, 0)
        moved_x = across * np.sin(np.pi * y) + slope * beyond * (x - 0.5) + even * x * (1 - x)
        moved_y = down * np.sin(np.pi * x) + slope * 0.35 * beyond + uneven * y * (1 - y)
        return np.column_stack([moved_x, moved_y])


def sight(size: tuple[int, int], ratio: float, damage: Damage, by: Chances) -> Sight:
    """A sheet of `ratio` height to width, upright in a frame of (width, height) before its quarter turns."""
    bend, stretch = damage.bend, damage.stretch
    return Sight(
        *(size if damage.turn % 2 == 0 else size[::-1]),
        homography=_quarter_turns(size, damage.turn) @ _homography(size, ratio, damage, by),
        bend=(0.022 * bend * by.bend[0], 0.012 * bend * by.bend[1]),
        fold=(by.fold, 0.06 * damage.fold * by.fold_slope),
        stretch=(0.035 * stretch * by.stretch[0], 0.035 * stretch * by.stretch[1]),
    )


def _homography(size: tuple[int, int], ratio: float, damage: Damage, by: Chances) -> Points:
    """From the unit square to the frame: fitted, turned and pulled by skew, then pushed over an edge."""
    frame, skew = np.array(size, np.float64), damage.skew
    fit = min(frame[0], frame[1] / ratio) * (1 - 2 * _MARGIN)
    paper = np.array([fit * (1 - 0.1 * damage.stretch * abs(by.stretch[1])), fit * ratio])
    angle = np.radians(9 * skew * by.turn)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    pulled = ((_CORNERS - 0.5) * paper @ turn) + by.corners * 0.055 * skew * paper
    room = (frame / 2 * (1 - _MARGIN) / np.abs(pulled).max(axis=0)).min()
    placed = frame / 2 + pulled * min(1.0, room)
    placed = placed + _push(placed, frame, damage.cut, by.side)
    return cv2.getPerspectiveTransform(_CORNERS.astype(np.float32), placed.astype(np.float32))


def _push(corners: Points, frame: Points, cut: float, side: int) -> Points:
    """How to move the sheet so that up to a fifth of it lies beyond one side of the frame."""
    axis, far = side % 2, side >= 2
    if not cut:
        return np.zeros(2)
    low, high = corners[:, axis].min(), corners[:, axis].max()
    over = 0.2 * cut * (high - low)
    push = np.zeros(2)
    push[axis] = frame[axis] - high + over if far else -low - over
    return push


def _quarter_turns(size: tuple[int, int], turn: int) -> Points:
    """The frame turned clockwise so many times by 90 degrees."""
    width, height = size
    matrix = np.eye(3)
    for _ in range(turn % 4):
        matrix = np.array([[0, -1, height - 1], [1, 0, 0], [0, 0, 1]], np.float64) @ matrix
        width, height = height, width
    return matrix
