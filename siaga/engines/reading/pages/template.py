"""The page as it is printed, drawn from the layout: what the photograph is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np

from siaga.engines.reading.model import Box, Grey, Layout, PagePlace

FRAME_LINE, BOX_LINE = 0.8, 1.06
"""Width in mm of the printed line of a table and of a digit box."""

_OVERSAMPLE = 4


@lru_cache(maxsize=16)
def draw(layout: Layout, number: int, resolution: float) -> Grey:
    """Ink of a page's lines, marks and boxes: 0 paper, 255 ink, `resolution` pixels per mm."""
    fine = resolution * _OVERSAMPLE
    sheet = np.zeros((round(layout.height * fine), round(layout.width * fine)), np.uint8)
    page = layout.page(number)
    for frame in page.frames:
        _outline(sheet, frame, FRAME_LINE, fine)
    for box in _boxes(layout, number):
        _outline(sheet, box, BOX_LINE, fine)
    _draw_marks(sheet, page, fine)
    size = round(layout.width * resolution), round(layout.height * resolution)
    return np.asarray(cv2.resize(sheet, size, interpolation=cv2.INTER_AREA), np.uint8)


def _boxes(layout: Layout, number: int) -> Iterator[Box]:
    return (box for place in layout.on_page(number) for box in place.digits)


def _outline(sheet: Grey, box: Box, line: float, fine: float) -> None:
    left, top = _pixel(box.x, box.y, fine)
    right, bottom = _pixel(box.x + box.width, box.y + box.height, fine)
    cv2.rectangle(sheet, (left, top), (right, bottom), 255, max(1, round(line * fine)))


def _draw_marks(sheet: Grey, page: PagePlace, fine: float) -> None:
    for mark in page.marks:
        (left, top), _, (right, bottom), _ = mark.corners
        middle = _pixel(*mark.centre, fine)
        cv2.rectangle(sheet, _pixel(left, top, fine), middle, 255, cv2.FILLED)
        cv2.rectangle(sheet, middle, _pixel(right, bottom, fine), 255, cv2.FILLED)


def _pixel(x: float, y: float, fine: float) -> tuple[int, int]:
    return round(x * fine), round(y * fine)
