"""Digits read by others: the same crops of digit boxes, each peer with what it needs to do its best.

A peer gets whole crops, the printed frame included, and may cut, enlarge and sharpen them as it likes. Those
that learn are given the crops of the training stations; those that come trained are taken as published.
"""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

Crops = NDArray[np.uint8]
Labels = NDArray[np.int64]

BLANK, NOTHING = 10, -1
"""A box without a digit, and no answer at all."""


class Peer(Protocol):
    """Someone else's way to read single digits."""

    name: str
    package: str

    def learn(self, crops: Crops, labels: Labels) -> None:
        """Take in crops (n, 48, 40) of the training stations; nothing where the peer comes trained."""

    def read(self, crops: Crops) -> Labels:
        """(n,) what stands in each box: 0 to 9, BLANK or NOTHING."""


def inside(crop: Crops, margin: int = 6) -> Crops:
    """A crop without the printed frame, which general readers take for a letter."""
    return crop[margin:-margin, margin:-margin]


def writing(crop: Crops, scale: int = 1) -> Crops:
    """What is written in a box, black on white: enlarged, split by Otsu, without rests of the frame."""
    large = cv2.resize(inside(crop), None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    ink = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    _, parts, facts, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for part, fact in enumerate(facts[1:], 1):
        if _is_rest(fact, ink.shape):
            ink[parts == part] = 0
    return 255 - ink


def _is_rest(fact: NDArray[np.int32], shape: tuple[int, ...]) -> bool:
    """Whether a connected part is a thin piece along an edge, or a speck."""
    x, y, width, height, area = fact
    at_edge = x == 0 or y == 0 or x + width == shape[1] or y + height == shape[0]
    return (
        bool(at_edge and (width < shape[1] / 5 or height < shape[0] / 5)) or area < shape[0] * shape[1] / 100
    )
