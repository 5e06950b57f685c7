"""Single digit boxes as they are cut out of a photograph: a printed frame and a hand's sign."""

from __future__ import annotations

import cv2
import numpy as np

from siaga.engines.reading.model import CROP_HEIGHT, CROP_WIDTH, Grey
from tests.kit.filled_forms.pen import Ink
from tests.kit.filled_forms.writers import Area, writer

FINE = 6
"""Drawn so many times larger than it is seen."""


def box(sign: str, seed: int) -> Grey:
    """(48, 40): a sign (digit, ``x``, ``-`` or a space for nothing) in the hand with the number `seed`."""
    hand, rng = writer(seed), np.random.default_rng([seed, ord(sign)])
    ink, area = Ink(CROP_HEIGHT * FINE, CROP_WIDTH * FINE), _area(3.5, 4.5)
    if sign in "x-":
        hand.cross(ink, sign, area, rng)
    elif sign != " ":
        hand.sign(ink, sign, area, rng)
    picture = cv2.cvtColor(ink.on(_printed(rng), hand.colour, hand.grain), cv2.COLOR_BGR2GRAY)
    seen = cv2.resize(picture, (CROP_WIDTH, CROP_HEIGHT), interpolation=cv2.INTER_AREA)
    noisy = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 0.9)) + rng.normal(0, 3, seen.shape)
    return np.clip(noisy * rng.uniform(0.65, 1.0), 0, 255).astype(np.uint8)


def boxes(text: str, seed: int) -> Grey:
    """(len(text), 48, 40): a figure in one hand."""
    return np.stack([box(sign, seed) for sign in text])


def _area(left: float, top: float) -> Area:
    return Area(left * FINE, top * FINE, (CROP_WIDTH - 2 * left) * FINE, (CROP_HEIGHT - 2 * top) * FINE)


def _printed(rng: np.random.Generator) -> Grey:
    paper = np.full((CROP_HEIGHT * FINE, CROP_WIDTH * FINE, 3), 244, np.uint8)
    frame = _area(3.5, 4.5)
    corners = [round(frame.x), round(frame.y), round(frame.width), round(frame.height)]
    cv2.rectangle(paper, corners, (40, 40, 40), FINE + int(rng.integers(FINE)))
    return paper
