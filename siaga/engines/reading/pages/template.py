"""The page as it is printed, drawn from the layout: what the photograph is compared with."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from siaga.engines.reading.model import Box, FieldPlace, Grey, Layout, PagePlace

FRAME_LINE, BOX_LINE, THIN_LINE = 0.8, 1.06, 0.35
"""Width in mm of the printed line of a table, of a digit box, of a bubble."""
FULL, PALE = 255, 90
"""Ink of a dark line, and of the pale grid of the tally's sums."""

_OVERSAMPLE = 4


@lru_cache(maxsize=16)
def draw(layout: Layout, number: int, resolution: float) -> Grey:
    """Ink of a page's lines, marks and boxes: 0 paper, 255 ink, `resolution` pixels per mm."""
    fine = resolution * _OVERSAMPLE
    sheet = np.zeros((round(layout.height * fine), round(layout.width * fine)), np.uint8)
    page = layout.page(number)
    for frame in page.frames:
        _outline(sheet, frame, FRAME_LINE, fine)
    for place in layout.on_page(number):
        _draw_field(sheet, place, fine)
    _draw_marks(sheet, page, fine)
    size = round(layout.width * resolution), round(layout.height * resolution)
    return np.asarray(cv2.resize(sheet, size, interpolation=cv2.INTER_AREA), np.uint8)


def _draw_field(sheet: Grey, place: FieldPlace, fine: float) -> None:
    for box in place.digits:
        _outline(sheet, box, BOX_LINE, fine)
    for line in place.tally.sums if place.tally else ():
        for box in line:
            _outline(sheet, box, THIN_LINE, fine, PALE)
    for column in place.bubbles:
        for centre in column.centres:
            cv2.circle(
                sheet,
                _pixel(*centre, fine),
                round(column.radius * fine),
                FULL,
                max(1, round(THIN_LINE * fine)),
            )


def _outline(sheet: Grey, box: Box, line: float, fine: float, ink: int = FULL) -> None:
    left, top = _pixel(box.x, box.y, fine)
    right, bottom = _pixel(box.x + box.width, box.y + box.height, fine)
    cv2.rectangle(sheet, (left, top), (right, bottom), ink, max(1, round(line * fine)))


def _draw_marks(sheet: Grey, page: PagePlace, fine: float) -> None:
    for mark in page.marks:
        (left, top), _, (right, bottom), _ = mark.corners
        middle = _pixel(*mark.centre, fine)
        cv2.rectangle(sheet, _pixel(left, top, fine), middle, FULL, cv2.FILLED)
        cv2.rectangle(sheet, middle, _pixel(right, bottom, fine), FULL, cv2.FILLED)


def _pixel(x: float, y: float, fine: float) -> tuple[int, int]:
    return round(x * fine), round(y * fine)
