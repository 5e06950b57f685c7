"""The printed page cut into pieces that can be found again in a photograph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from siaga.engines.reading.model import Grey, Layout
from siaga.engines.reading.pages.template import draw


@dataclass(frozen=True, slots=True)
class Scale:
    """How pieces are compared: pixels per mm, width and height of a piece and distance between two (mm), the
    correlation from which one counts as found, and how far from where its neighbours say it is looked for:
    `slack` plus `drift` per mm to the nearest neighbour, `farthest` at most (mm).
    """

    resolution: float
    width: float
    height: float
    apart: float
    alike: float
    slack: float
    drift: float
    farthest: float


BLOCKS = Scale(0.75, 130.0, 110.0, 45.0, 0.25, 9.0, 0.03, 14.0)
"""Large pieces: each holds a whole block of the form, so rows that repeat cannot be taken for one another."""
LINES = Scale(1.5, 48.0, 34.0, 20.0, 0.42, 4.0, 0.07, 8.0)
"""Small pieces, which follow the bends of the paper."""
MARK = Scale(1.0, 30.0, 30.0, 0.0, 0.6, 8.0, 0.1, 80.0)
"""Corner marks, far from one another and from the tag."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a printed page: its middle in mm and its ink, 255 where there is a line."""

    x: float
    y: float
    ink: Grey
    scale: Scale


@lru_cache(maxsize=16)
def pieces(layout: Layout, number: int, scale: Scale) -> tuple[Piece, ...]:
    """The pieces of a page that have lines both ways and lie near what is to be read."""
    sheet = draw(layout, number, scale.resolution)
    chosen: list[Piece] = []
    for x, y in _candidates(layout, number):
        ink = _piece(sheet, x, y, scale)
        if ink is None or not _both_ways(ink):
            continue
        if all(np.hypot(x - piece.x, y - piece.y) >= scale.apart for piece in chosen):
            chosen.append(Piece(x, y, ink, scale))
    return tuple(chosen)


@lru_cache(maxsize=16)
def marks(layout: Layout, number: int) -> tuple[Piece, ...]:
    """The corner marks of a page as pieces, top left first, clockwise."""
    sheet = draw(layout, number, MARK.resolution)
    spots = [mark.centre for mark in layout.page(number).marks]
    cuts = [(x, y, _piece(sheet, x, y, MARK)) for x, y in spots]
    return tuple(Piece(x, y, ink, MARK) for x, y, ink in cuts if ink is not None)


def _candidates(layout: Layout, number: int) -> Iterator[tuple[float, float]]:
    page, places = layout.page(number), layout.on_page(number)
    for place in places:
        first, last = place.digits[0], place.digits[-1]
        yield (first.x + last.x + last.width) / 2, first.centre[1]
        for column in place.bubbles:
            yield from column.centres[::2]
        for line in place.tally.sums if place.tally else ():
            yield line[0].corners[1]
    for frame in page.frames:
        yield from frame.corners


def _piece(sheet: Grey, x: float, y: float, scale: Scale) -> Grey | None:
    width, height = round(scale.width * scale.resolution), round(scale.height * scale.resolution)
    left, top = round(x * scale.resolution) - width // 2, round(y * scale.resolution) - height // 2
    if top < 0 or left < 0 or top + height > sheet.shape[0] or left + width > sheet.shape[1]:
        return None
    return sheet[top : top + height, left : left + width]


def _both_ways(ink: Grey) -> bool:
    """Whether a piece can only be matched at one place: it has lines across and lines down."""
    across, down = cv2.Sobel(ink, cv2.CV_32F, 1, 0), cv2.Sobel(ink, cv2.CV_32F, 0, 1)
    energy = sorted((float((across**2).mean()), float((down**2).mean())))
    return energy[0] > 0.15 * energy[1] and energy[0] > 500.0
