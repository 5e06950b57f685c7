"""Finding the printed lines of a page, spreading from the tag: each piece found tells where to look for the next.

A page is bent and stretched, so one map for the whole sheet does not hold; a piece of lines a few centimetres
wide does look as printed, and the piece beside it is where its neighbours say, within a few millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey, Layout
from siaga.engines.reading.pages.geometry import Affine, Points, apply_affine, moving_affine
from siaga.engines.reading.pages.template import draw

RESOLUTION = 1.5
"""Pixels per mm at which pieces are compared."""
PIECE = (48.0, 34.0)
"""Width and height in mm of a piece."""
NEEDED_WITHIN = 45.0
"""Pieces further than this (mm) from every box to be read are of no use."""
APART = 20.0
ALIKE = 0.42
"""Correlation from which a piece counts as found."""
_SLACK, _DRIFT, _FARTHEST = 2.5, 0.07, 14.0
_REACH = 25.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a printed page: its middle in mm and its ink."""

    x: float
    y: float
    ink: Grey


@dataclass(frozen=True, slots=True)
class Match:
    """Where the middle of a piece was found: mm of the page, pixels of the photo, and how alike (0 to 1)."""

    page: tuple[float, float]
    photo: tuple[float, float]
    alike: float


@lru_cache(maxsize=16)
def pieces(layout: Layout, number: int) -> tuple[Piece, ...]:
    """The pieces of a page that have lines both ways and lie near what is to be read."""
    sheet = draw(layout, number, RESOLUTION)
    chosen: list[Piece] = []
    for x, y in _candidates(layout, number):
        ink = _piece(sheet, x, y)
        if ink is None or not _both_ways(ink):
            continue
        if all(np.hypot(x - piece.x, y - piece.y) >= APART for piece in chosen):
            chosen.append(Piece(x, y, ink))
    return tuple(chosen)


def grow(ink: Grey, seed_page: Points, seed_photo: Points, todo: tuple[Piece, ...]) -> list[Match]:
    """Match the pieces outwards from the seed.

    ink: darkness of the photo, 0 paper; seed_page, seed_photo: (n, 2) points known to begin with, mm and
    pixels of `ink`.
    """
    page, photo, found = seed_page, seed_photo, []
    left = list(todo)
    while left:
        middles = np.array([(piece.x, piece.y) for piece in left])
        gaps = np.sqrt(((middles[:, None, :] - page[None, :, :]) ** 2).sum(axis=2)).min(axis=1)
        nearest = int(gaps.argmin())
        piece, gap = left.pop(nearest), float(gaps[nearest])
        around = moving_affine(page, photo, middles[nearest], _REACH)
        match = look_for(ink, piece, around, min(_SLACK + _DRIFT * gap, _FARTHEST))
        if match is not None:
            found.append(match)
            page, photo = np.vstack([page, match.page]), np.vstack([photo, match.photo])
    return found


def look_for(ink: Grey, piece: Piece, around: Affine, slack: float) -> Match | None:
    """The piece within `slack` mm of where the map `around` (mm to pixels) puts it; None when it is not there."""
    height, width = piece.ink.shape
    margin = int(np.ceil(slack * RESOLUTION)) + 1
    corner = np.array([piece.x, piece.y]) - (np.array([width, height]) / 2 + margin) / RESOLUTION
    patch_to_photo = np.column_stack([around[:, :2] / RESOLUTION, apply_affine(around, corner[None, :])[0]])
    size = (width + 2 * margin, height + 2 * margin)
    patch = cv2.warpAffine(ink, patch_to_photo, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    alike = cv2.matchTemplate(patch, piece.ink, cv2.TM_CCOEFF_NORMED)
    _, best, _, (column, row) = cv2.minMaxLoc(alike)
    if best < ALIKE or not 0 < column < 2 * margin or not 0 < row < 2 * margin:
        return None
    peak = np.array([column, row]) + _summit(np.asarray(alike, np.float64), column, row)
    spot = apply_affine(patch_to_photo, (peak + np.array([width, height]) / 2)[None, :])[0]
    return Match((piece.x, piece.y), (float(spot[0]), float(spot[1])), float(best))


def _summit(alike: NDArray[np.float64], column: int, row: int) -> Points:
    """Offset of the true peak from the highest sample, by a parabola in each direction."""
    across, down = alike[row, column - 1 : column + 2], alike[row - 1 : row + 2, column]
    return np.array([_parabola(across), _parabola(down)])


def _parabola(samples: NDArray[np.float64]) -> float:
    before, middle, after = samples
    curve = before - 2 * middle + after
    return float(0.5 * (before - after) / curve) if curve < -1e-9 else 0.0


def _candidates(layout: Layout, number: int) -> Iterator[tuple[float, float]]:
    page, places = layout.page(number), layout.on_page(number)
    for place in places:
        first, last = place.digits[0], place.digits[-1]
        yield (first.x + last.x + last.width) / 2, first.centre[1]
    for frame in page.frames:
        yield from frame.corners


def _piece(sheet: Grey, x: float, y: float) -> Grey | None:
    half_width, half_height = round(PIECE[0] * RESOLUTION / 2), round(PIECE[1] * RESOLUTION / 2)
    column, row = round(x * RESOLUTION), round(y * RESOLUTION)
    top, left = row - half_height, column - half_width
    if top < 0 or left < 0:
        return None
    return sheet[top : row + half_height, left : column + half_width]


def _both_ways(ink: Grey) -> bool:
    """Whether a piece can only be matched at one place: it has lines across and lines down."""
    across, down = cv2.Sobel(ink, cv2.CV_32F, 1, 0), cv2.Sobel(ink, cv2.CV_32F, 0, 1)
    energy = sorted((float((across**2).mean()), float((down**2).mean())))
    return energy[0] > 0.15 * energy[1] and energy[0] > 500.0
