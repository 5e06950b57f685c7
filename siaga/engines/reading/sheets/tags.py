"""The squares of printed codes: AprilTags of family 36h10, and QR codes."""

from __future__ import annotations

from functools import lru_cache

import cv2
import segno

_SIDE = 8
"""Modules along one side of a tag of family 36h10: six of data and a dark border."""


@lru_cache
def modules_of_tag(number: int) -> tuple[tuple[bool, ...], ...]:
    """The tag with its dark border, eight rows of eight, dark is true. ValueError for an unknown number."""
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    if not 0 <= number < len(family.bytesList):
        raise ValueError(f"no tag {number} in family 36h10")
    picture = cv2.aruco.generateImageMarker(family, number, _SIDE)
    return tuple(tuple(bool(pixel == 0) for pixel in row) for row in picture)


def modules_of_code(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of a text as one segment of bytes, without its quiet zone; level M (15 % may be lost)."""
    code = segno.make_qr(text, error="m", mode="byte", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
