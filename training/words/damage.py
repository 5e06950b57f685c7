"""Strips as other hands, other phones and a careless cut would have made them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.words.lines import STRIP_HEIGHT, WIDEST

Strip = NDArray[np.float32]
Rng = np.random.Generator


def damaged(strip: Strip, rng: Rng) -> Strip:
    """One new version of a strip; its width changes."""
    picture = moved(strip, rng)
    if rng.random() < 0.4:
        picture = bent(picture, rng)
    if rng.random() < 0.3:
        picture = thicker(picture, rng)
    if rng.random() < 0.4:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.5))
    if rng.random() < 0.15:
        picture = barred(picture, rng)
    if rng.random() < 0.12:
        picture = cut_off(picture, rng)
    return inked(picture, rng)


def moved(strip: Strip, rng: Rng) -> Strip:
    """Wider or narrower, larger, sheared, tilted, higher or lower."""
    width = int(np.clip(strip.shape[1] * np.exp(rng.normal(0, 0.13)), 16, WIDEST))
    across, down = width / strip.shape[1], float(np.exp(rng.normal(0, 0.1)))
    shear, tilt = rng.normal(0, 0.14), rng.normal(0, 0.008)
    middle = STRIP_HEIGHT / 2
    matrix = np.array(
        [
            [across, shear, -shear * middle],
            [tilt, down, middle * (1 - down) - tilt * strip.shape[1] / 2 + rng.normal(0, 1.6)],
        ]
    )
    return cv2.warpAffine(strip, matrix, (width, STRIP_HEIGHT), flags=cv2.INTER_LINEAR)


def bent(strip: Strip, rng: Rng) -> Strip:
    """Every stroke a little out of its place, neighbouring points alike."""
    height, width = strip.shape
    away = rng.normal(0, 1.0, (2, 4, max(3, width // 10))).astype(np.float32)
    across, down = (cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC) for field in away)
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    return cv2.remap(strip, columns + across, rows + down, cv2.INTER_LINEAR)


def thicker(strip: Strip, rng: Rng) -> Strip:
    """With a broader pen, or a finer one where strokes are broad enough."""
    around = np.ones((2, 2), np.uint8)
    return cv2.dilate(strip, around) if rng.random() < 0.6 else 0.4 * strip + 0.6 * cv2.erode(strip, around)


def barred(strip: Strip, rng: Rng) -> Strip:
    """An edge of the frame beside the words, or a rule under or over them."""
    picture = strip.copy()
    if rng.random() < 0.6:
        side = int(rng.integers(0, 5))
        column = side if rng.random() < 0.6 else picture.shape[1] - 1 - side
        cv2.line(
            picture, (column, 0), (column, STRIP_HEIGHT), float(rng.uniform(0.4, 1)), int(rng.integers(1, 3))
        )
    else:
        rows = rng.choice([1, STRIP_HEIGHT - 2]) + rng.normal(0, 1.5, 2)
        ends = (0, int(rows[0])), (picture.shape[1], int(rows[1]))
        cv2.line(picture, *ends, float(rng.uniform(0.4, 1)), 1, cv2.LINE_AA)
    return picture


def cut_off(strip: Strip, rng: Rng) -> Strip:
    """Without a part of the top or the bottom of the letters."""
    picture, rows = strip.copy(), int(rng.integers(5, 11))
    gone = slice(0, rows) if rng.random() < 0.7 else slice(STRIP_HEIGHT - rows, STRIP_HEIGHT)
    picture[gone] = 0
    return picture


def inked(strip: Strip, rng: Rng) -> Strip:
    """Paler or fuller strokes, a grainy paper, grey patches of a fold."""
    picture = strip * rng.uniform(0.7, 1.2)
    if rng.random() < 0.5:
        grain = rng.normal(0, 1, strip.shape).astype(np.float32)
        if rng.random() < 0.5:
            grain = cv2.GaussianBlur(grain, (0, 0), 1.5) * 2.5
        picture = picture + np.abs(grain) * rng.uniform(0.01, 0.12)
    if rng.random() < 0.15:
        start = int(rng.integers(0, strip.shape[1]))
        picture[:, start : start + int(rng.integers(3, 25))] += rng.uniform(0.1, 0.5)
    return np.clip(picture, 0, 1).astype(np.float32)
