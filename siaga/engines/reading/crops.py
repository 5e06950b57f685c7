"""Cutting the pieces of a placed page that the readers look at: digits, row sums, bubbles, words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import (
    CROP_HEIGHT,
    CROP_WIDTH,
    Box,
    Bubbles,
    FieldCrops,
    FieldPlace,
    Grey,
    Layout,
    Tally,
)
from siaga.engines.reading.pages.frames import views
from siaga.engines.reading.pages.geometry import Mesh
from siaga.engines.reading.pages.placing import Placed

Floats = NDArray[np.float64]

DIGIT_MARGIN = (3 / (CROP_WIDTH - 6), 4 / (CROP_HEIGHT - 8))
"""Share of a box's width and height around its frame: the frame's line stands 3 pixels inside the crop at the
sides and 4 above and below, as in the crops the classifier is trained on."""
STRIP_HEIGHT = 72
STRIP_MARGIN_MM = 5.0
WORDS_RESOLUTION = 2.0
"""Pixels per mm of the line of words."""
_DISC = 24


def cut(placed: Placed, layout: Layout) -> tuple[FieldCrops, ...]:
    """The crops of every figure of the page that could be placed, in the order of the layout."""
    return tuple(_field(placed, place) for place in layout.on_page(placed.page) if place.name in placed.quads)


def _field(placed: Placed, place: FieldPlace) -> FieldCrops:
    quads = placed.quads[place.name]
    return FieldCrops(
        name=place.name,
        digits=views(placed.photo, quads, (CROP_WIDTH, CROP_HEIGHT), DIGIT_MARGIN),
        strip=_strip(placed, place),
        bubbles=_bubbles(placed, place, quads) if place.bubbles else None,
        rows=_rows(placed, place.tally) if place.tally else None,
        words=_words(placed, place.words) if place.words else None,
        clarity=placed.clarity[place.name],
    )


def _quads(mesh: Mesh, boxes: tuple[Box, ...]) -> Floats:
    corners = np.array([box.corners for box in boxes])
    return np.asarray(mesh(corners.reshape(-1, 2)).reshape(-1, 4, 2), np.float64)


def _strip(placed: Placed, place: FieldPlace) -> Grey:
    first, last = place.digits[0], place.digits[-1]
    wide = last.x + last.width - first.x + 2 * STRIP_MARGIN_MM
    high = first.height + 2 * STRIP_MARGIN_MM
    row = Box(first.x - STRIP_MARGIN_MM, first.y - STRIP_MARGIN_MM, wide, high)
    size = round(STRIP_HEIGHT * wide / high), STRIP_HEIGHT
    return _picture(placed, row, size)


def _rows(placed: Placed, tally: Tally) -> Grey:
    boxes = tuple(box for line in tally.sums for box in line)
    crops = views(placed.photo, _quads(placed.mesh, boxes), (CROP_WIDTH, CROP_HEIGHT), DIGIT_MARGIN)
    return np.asarray(crops.reshape(len(tally.sums), -1, CROP_HEIGHT, CROP_WIDTH), np.uint8)


def _words(placed: Placed, box: Box) -> Grey:
    size = round(box.width * WORDS_RESOLUTION), round(box.height * WORDS_RESOLUTION)
    return _picture(placed, box, size)


def _picture(placed: Placed, box: Box, size: tuple[int, int]) -> Grey:
    """A part of the page, upright; `size`: width and height in pixels."""
    return np.asarray(views(placed.photo, _quads(placed.mesh, (box,)), size, (0.0, 0.0))[0], np.uint8)


def _bubbles(placed: Placed, place: FieldPlace, quads: Floats) -> Floats:
    """(boxes, 10) share of ink within each circle: how far its middle is from the paper's grey to black."""
    discs = np.array(
        [_disc_box(column, centre).corners for column in place.bubbles for centre in column.centres]
    )
    seen = views(
        placed.photo, placed.mesh(discs.reshape(-1, 2)).reshape(-1, 4, 2), (_DISC, _DISC), (0.6, 0.6)
    )
    seen = seen.astype(np.float64)
    paper = np.percentile(seen, 90, axis=(1, 2))
    middle = slice(round(_DISC * 0.36), round(_DISC * 0.64))
    ink = 1.0 - seen[:, middle, middle].mean(axis=(1, 2)) / np.maximum(paper, 1.0)
    return np.asarray(np.clip(ink, 0.0, 1.0).reshape(len(place.bubbles), 10), np.float64)


def _disc_box(column: Bubbles, centre: tuple[float, float]) -> Box:
    x, y = centre
    return Box(x - column.radius, y - column.radius, 2 * column.radius, 2 * column.radius)
