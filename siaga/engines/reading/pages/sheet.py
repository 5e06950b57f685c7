"""A page as it lies in the photograph: corner marks, then blocks of lines, then single lines, and a last look
whether the whole has not slipped by a row.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey, Layout
from siaga.engines.reading.pages.geometry import Mesh, Plane, Points, fit_mesh, fit_plane
from siaga.engines.reading.pages.growing import Match, grow
from siaga.engines.reading.pages.guess import guess_plane
from siaga.engines.reading.pages.pieces import BLOCKS, LINES, Piece, marks, pieces
from siaga.engines.reading.pages.tags import Tag

Flags = NDArray[np.bool_]

PAPER_WITHIN = 12.0
"""Side in mm of the square whose brightness counts as that of the paper around a line."""
ENOUGH_MARKS = 3
"""Corner marks from which the lean of the page is known."""
ENOUGH_LINES = 6
SLIP, SAME_PLACE, CLEARER, TELLING = 28.0, 6.0, 0.05, 0.35
"""A block has slipped when it agrees better (by CLEARER, and TELLING at least) with a place from SAME_PLACE
to SLIP mm away. On the photographs of 2024 at most 6 % of the blocks of a page seem to have slipped, and 59 %
or more when the page is put one row or one box off."""
_GRID = 20.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page found: the plane it nearly is, and (n, 2) matches of page (mm) and photo (pixels)."""

    plane: Plane
    page: Points
    photo: Points

    def mesh(self) -> Mesh:
        return fit_mesh(self.page, self.photo)


def find_sheet(photo: Grey, layout: Layout, number: int, tag: Tag) -> Sheet | None:
    """The page that the tag names, or None when too few of its lines are found."""
    tag_page = np.array(layout.page(number).tag_box.corners)
    scale = tag.side / layout.page(number).tag_box.width
    ink = ink_of(photo, scale)
    sheet = Sheet(fit_plane(tag_page, tag.corners, perspective=False), tag_page, tag.corners)
    corners = grow(_softened(ink, 3), sheet.plane, sheet.page, sheet.photo, marks(layout, number))
    sheet = _with(sheet, corners)
    plane = fit_plane(sheet.page, sheet.photo, perspective=len(corners) >= ENOUGH_MARKS)
    if len(corners) < ENOUGH_MARKS:
        plane = guess_plane(ink, scale, plane, layout, number)
    sheet = Sheet(plane, sheet.page, sheet.photo)
    coarse = _softened(ink, round(scale / BLOCKS.resolution))
    blocks = grow(coarse, plane, sheet.page, sheet.photo, pieces(layout, number, BLOCKS))
    known = _with(sheet, blocks)
    lines = grow(ink, plane, known.page, known.photo, pieces(layout, number, LINES))
    return _with(sheet, lines) if len(lines) >= ENOUGH_LINES else None


def ink_of(photo: Grey, scale: float) -> Grey:
    """How much darker each pixel is than the paper around it; `scale`: pixels per mm."""
    side = round(PAPER_WITHIN * scale) | 1
    return np.asarray(cv2.subtract(cv2.blur(photo, (side, side)), photo), np.uint8)


def slips(photo: Grey, mesh: Mesh, layout: Layout, number: int, scale: float) -> tuple[Points, Flags]:
    """Middles (n, 2) in mm of the blocks of a page, and (n,) which of them agree better with another place
    nearby than with where the mesh puts them; `scale`: pixels per mm.
    """
    ink = _softened(ink_of(photo, scale), round(scale / BLOCKS.resolution))
    flat = _flattened(ink, mesh, layout)
    margin = round(SLIP * BLOCKS.resolution)
    padded = np.pad(flat, margin)
    blocks = pieces(layout, number, BLOCKS)
    middles = np.array([(block.x, block.y) for block in blocks])
    return middles, np.array([_is_elsewhere(padded, margin, block) for block in blocks])


def _is_elsewhere(padded: Grey, margin: int, block: Piece) -> bool:
    height, width = block.ink.shape
    left = round(block.x * BLOCKS.resolution) - width // 2
    top = round(block.y * BLOCKS.resolution) - height // 2
    window = padded[top : top + height + 2 * margin, left : left + width + 2 * margin]
    alike = cv2.matchTemplate(window, block.ink, cv2.TM_CCOEFF_NORMED)
    same = slice(
        margin - round(SAME_PLACE * BLOCKS.resolution), margin + round(SAME_PLACE * BLOCKS.resolution) + 1
    )
    best = float(alike.max())
    return best > TELLING and best > float(alike[same, same].max()) + CLEARER


def _flattened(ink: Grey, mesh: Mesh, layout: Layout) -> Grey:
    """The ink as it lies on the printed page, at the resolution of the blocks."""
    size = round(layout.width * BLOCKS.resolution), round(layout.height * BLOCKS.resolution)
    columns, rows = round(layout.width / _GRID), round(layout.height / _GRID)
    across = (np.arange(columns) + 0.5) * layout.width / columns
    down = (np.arange(rows) + 0.5) * layout.height / rows
    knots = np.stack(np.meshgrid(across, down), axis=2).reshape(-1, 2)
    coarse = mesh(knots).reshape(rows, columns, 2).astype(np.float32)
    places: NDArray[np.float32] = np.asarray(
        cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR), np.float32
    )
    return np.asarray(cv2.remap(ink, places, None, cv2.INTER_LINEAR), np.uint8)  # type: ignore[call-overload]


def _softened(ink: Grey, side: int) -> Grey:
    return np.asarray(cv2.blur(ink, (side | 1, side | 1)), np.uint8)


def _with(sheet: Sheet, matches: list[Match]) -> Sheet:
    if not matches:
        return sheet
    page = np.vstack([sheet.page, [match.page for match in matches]])
    photo = np.vstack([sheet.photo, [match.photo for match in matches]])
    return Sheet(sheet.plane, page, photo)
