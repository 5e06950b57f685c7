"""Finding the printed lines of a page, outwards from the tag: each piece found tells where the next must be.

A page is bent and stretched, so one map for the whole sheet does not hold; a piece of lines a few centimetres
wide does look as printed, and the piece beside it is where its neighbours say, within a few millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages.geometry import Affine, Plane, Points, apply_affine, moving_affine
from siaga.engines.reading.pages.pieces import Piece


@dataclass(frozen=True, slots=True)
class Match:
    """Where the middle of a piece was found: mm of the page, pixels of the photo, and how alike (0 to 1)."""

    page: tuple[float, float]
    photo: tuple[float, float]
    alike: float


def grow(
    ink: Grey, plane: Plane, seed_page: Points, seed_photo: Points, todo: tuple[Piece, ...]
) -> list[Match]:
    """Match the pieces outwards from the seed.

    ink: darkness of the photo, 0 paper; plane: the page as flat as it is known; seed_page, seed_photo: (n, 2)
    points known to begin with, mm and pixels of `ink`.
    """
    page, photo, found = seed_page, seed_photo, []
    left = list(todo)
    while left:
        middles = np.array([(piece.x, piece.y) for piece in left])
        gaps = np.sqrt(((middles[:, None, :] - page[None, :, :]) ** 2).sum(axis=2)).min(axis=1)
        nearest = int(gaps.argmin())
        piece, gap = left.pop(nearest), float(gaps[nearest])
        around = moving_affine(plane, page, photo, middles[nearest])
        rules = piece.scale
        match = look_for(ink, piece, around, min(rules.slack + rules.drift * gap, rules.farthest))
        if match is not None:
            found.append(match)
            page, photo = np.vstack([page, match.page]), np.vstack([photo, match.photo])
    return found


def look_for(ink: Grey, piece: Piece, around: Affine, slack: float) -> Match | None:
    """The piece within `slack` mm of where the map `around` (mm to pixels) puts it, or None."""
    height, width = piece.ink.shape
    resolution = piece.scale.resolution
    margin = int(np.ceil(slack * resolution)) + 1
    corner = np.array([piece.x, piece.y]) - (np.array([width, height]) / 2 + margin) / resolution
    patch_to_photo = np.column_stack([around[:, :2] / resolution, apply_affine(around, corner[None, :])[0]])
    size = (width + 2 * margin, height + 2 * margin)
    patch = cv2.warpAffine(ink, patch_to_photo, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    alike = cv2.matchTemplate(patch, piece.ink, cv2.TM_CCOEFF_NORMED)
    _, best, _, (column, row) = cv2.minMaxLoc(alike)
    if best < piece.scale.alike or not 0 < column < 2 * margin or not 0 < row < 2 * margin:
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
