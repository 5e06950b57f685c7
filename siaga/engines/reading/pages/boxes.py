"""Every digit box of a placed page by its own printed frame, and whether it was really seen there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages.frames import Frames, find_frames, moved
from siaga.engines.reading.pages.geometry import Points, apply_affine, moving_affine
from siaga.engines.reading.pages.sheet import Sheet

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CLEAR, CLEAR_SHARE = 0.03, 0.25
"""A side is seen when it is darker than its surroundings by this share of the paper's grey, and by this share
of what is usual on the page."""
SQUARE_WITHIN = 0.12
"""Opposite sides that moved apart by more than this share of the box are not of one box."""
SETTLED = 0.05
"""A frame is believed when, looked for once more where it was found, it is there within this share."""
FARTHEST, FARTHEST_OPEN = 0.35, 0.1
"""Share of its side by which a box may lie beside where the lines of the page put it; the second, when only
three of its sides are seen: one of them may be its neighbour's."""
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Boxes:
    """n digit boxes: quads (n, 4, 2) pixels; expected: the same by the lines around them; residuals (n,): the
    worst corner's distance between the two, as a share of the side; seen (n,): verified by its own frame.
    """

    quads: Floats
    expected: Floats
    residuals: Floats
    seen: Flags


def find_boxes(photo: Grey, sheet: Sheet, corners: Floats) -> Boxes:
    """The boxes with these corners (n, 4, 2) in mm.

    A box that is not seen where the lines of the page say is looked for once more where the boxes beside it
    say, which holds across a fold.
    """
    expected = sheet.mesh()(corners.reshape(-1, 2)).reshape(-1, 4, 2)
    boxes = _measured(photo, expected)
    for _ in range(_ROUNDS):
        again = ~boxes.seen & inside(boxes.expected, photo)
        if not again.any() or not boxes.seen.any():
            break
        boxes = _looked_again(photo, sheet, corners, boxes, again)
    return boxes


def inside(quads: Floats, photo: Grey) -> Flags:
    """(n,) which quadrilaterals lie in the picture."""
    height, width = photo.shape
    return np.asarray(((quads >= 0) & (quads <= (width - 1, height - 1))).all(axis=(1, 2)))


def _measured(photo: Grey, expected: Floats) -> Boxes:
    """The frames near where they are expected, each found again at its new place."""
    frames = find_frames(photo, expected)
    usual = float(np.median(frames.contrast))
    sides, found = _judged(frames, usual)
    quads, settled = moved(expected, sides), np.zeros(len(found), np.bool_)
    for _ in range(_ROUNDS):
        todo = np.flatnonzero((found >= 3) & ~settled)
        if not len(todo):
            break
        sides, found[todo] = _judged(find_frames(photo, quads[todo]), usual)
        settled[todo] = (found[todo] >= 3) & (np.abs(sides).max(axis=1) <= SETTLED)
        quads[todo] = moved(quads[todo], sides)
    residuals = _strayed(expected, quads)
    near = residuals <= np.where(found == 4, FARTHEST, FARTHEST_OPEN)
    return Boxes(quads, expected, residuals, settled & near & inside(expected, photo))


def _judged(frames: Frames, usual: float) -> tuple[Floats, NDArray[np.int64]]:
    """Offsets of the sides, one that is not seen taken from the side opposite; how many of a box are seen,
    0 when two that should be a box apart are not.
    """
    clear = frames.contrast > max(CLEAR, CLEAR_SHARE * usual)
    apart = np.abs(frames.sides[:, 2:] - frames.sides[:, :2])
    odd = (clear[:, :2] & clear[:, 2:] & (apart > SQUARE_WITHIN)).any(axis=1)
    sides = np.where(clear, frames.sides, np.roll(frames.sides, 2, axis=1))
    return sides, np.where(odd, 0, clear.sum(axis=1))


def _strayed(expected: Floats, found: Floats) -> Floats:
    """(n,) distance of the worst corner from where it was expected, as a share of the box's side."""
    side = np.linalg.norm(expected - np.roll(expected, 1, axis=1), axis=2).mean(axis=1)
    return np.asarray(np.linalg.norm(found - expected, axis=2).max(axis=1) / side, np.float64)


def _looked_again(photo: Grey, sheet: Sheet, corners: Floats, boxes: Boxes, again: Flags) -> Boxes:
    page = np.vstack([sheet.page, corners[boxes.seen].reshape(-1, 2)])
    pixels = np.vstack([sheet.photo, boxes.quads[boxes.seen].reshape(-1, 2)])
    expected = np.array([_by_neighbours(sheet, page, pixels, box) for box in corners[again]])
    second = _measured(photo, expected)
    merged = Boxes(boxes.quads.copy(), boxes.expected.copy(), boxes.residuals.copy(), boxes.seen.copy())
    where = np.flatnonzero(again)[second.seen]
    for old, new in ((merged.quads, second.quads), (merged.expected, second.expected)):
        old[where] = new[second.seen]
    merged.residuals[where], merged.seen[where] = second.residuals[second.seen], True
    return merged


def _by_neighbours(sheet: Sheet, page: Points, pixels: Points, box: Points) -> Points:
    return apply_affine(moving_affine(sheet.plane, page, pixels, box.mean(axis=0)), box)
