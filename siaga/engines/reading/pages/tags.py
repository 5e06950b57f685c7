"""The tag that names the page: which are in the picture, where, and turned which way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages.geometry import Points

FAMILIES = {"apriltag-36h10": cv2.aruco.DICT_APRILTAG_36h10}

LARGE, SMALL = 0.09, 0.03
"""Outline of a tag as a share of the picture's longer side. On a page that fills the picture it is above
LARGE, which digit boxes are not; comparing sixty boxes with every tag of the family would take longest."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as seen: its number and its corners in pixels, top left first as printed, clockwise: (4, 2)."""

    number: int
    corners: Points

    @property
    def side(self) -> float:
        """Mean length of its four sides in pixels."""
        return float(np.linalg.norm(self.corners - np.roll(self.corners, 1, axis=0), axis=1).mean())


def find_tags(photo: Grey, family: str, turn: int = 0) -> tuple[Tag, ...]:
    """Tags of the family in the picture, the largest first; empty when there is none.

    turn: quarter turns clockwise by which the form shows its tags.

    Looks the cheap way first; only a picture that shows nothing is looked at again with its contrast
    stretched, enlarged and reduced.
    """
    for picture, scale, least in _views(photo):
        corners, numbers, _ = _detector(family, least).detectMarkers(picture)
        if numbers is not None:
            tags = [
                Tag(int(number), np.roll(corner.reshape(4, 2), turn, axis=0).astype(np.float64) / scale)
                for number, corner in zip(numbers.ravel(), corners, strict=True)
            ]
            return tuple(sorted(tags, key=lambda tag: -tag.side))
    return ()


def _views(photo: Grey) -> Iterator[tuple[Grey, float, float]]:
    """Pictures to look at, their scale, and the least outline of a tag to look for."""
    yield photo, 1.0, LARGE
    yield photo, 1.0, SMALL
    plain = cv2.createCLAHE(clipLimit=4.0, tileGridSize=(8, 8)).apply(photo)
    for scale in (1.0, 1.6, 0.6):
        view = cv2.resize(plain, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
        yield np.asarray(view, np.uint8), scale, SMALL


@lru_cache
def _detector(family: str, least: float) -> cv2.aruco.ArucoDetector:
    settings = cv2.aruco.DetectorParameters()
    settings.adaptiveThreshWinSizeMin = settings.adaptiveThreshWinSizeMax = 23
    settings.adaptiveThreshConstant = 15 if least == LARGE else 7
    settings.minMarkerPerimeterRate, settings.maxMarkerPerimeterRate = least, 1.0
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    return cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(FAMILIES[family]), settings)
