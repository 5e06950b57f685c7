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
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Boxes:
    """n digit boxes: quads (n, 4, 2) pixels; expected: the same by the lines around them; residuals (n,): the
    worst side's distance between the two, as a share of the box's side; seen (n,): verified by its own frame.
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
    boxes = _measured(photo, expected, usual=None)
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


def _measured(photo: Grey, expected: Floats, usual: float | None) -> Boxes:
    frames = find_frames(photo, expected)
    clear = frames.contrast > _clear_from(frames, usual)
    sides = np.where(clear, frames.sides, np.roll(frames.sides, 2, axis=1))
    apart = np.abs(frames.sides[:, 2:] - frames.sides[:, :2])
    odd = (clear[:, :2] & clear[:, 2:] & (apart > SQUARE_WITHIN)).any(axis=1)
    seen = (clear.sum(axis=1) >= 3) & ~odd & inside(expected, photo)
    return Boxes(moved(expected, sides), expected, np.abs(sides).max(axis=1), seen)


def _clear_from(frames: Frames, usual: float | None) -> float:
    return max(CLEAR, CLEAR_SHARE * (float(np.median(frames.contrast)) if usual is None else usual))


def _looked_again(photo: Grey, sheet: Sheet, corners: Floats, boxes: Boxes, again: Flags) -> Boxes:
    page = np.vstack([sheet.page, corners[boxes.seen].reshape(-1, 2)])
    pixels = np.vstack([sheet.photo, boxes.quads[boxes.seen].reshape(-1, 2)])
    expected = np.array([_by_neighbours(sheet, page, pixels, box) for box in corners[again]])
    second = _measured(photo, expected, usual=None)
    merged = Boxes(boxes.quads.copy(), boxes.expected.copy(), boxes.residuals.copy(), boxes.seen.copy())
    where = np.flatnonzero(again)[second.seen]
    for old, new in ((merged.quads, second.quads), (merged.expected, second.expected)):
        old[where] = new[second.seen]
    merged.residuals[where], merged.seen[where] = second.residuals[second.seen], True
    return merged


def _by_neighbours(sheet: Sheet, page: Points, pixels: Points, box: Points) -> Points:
    return apply_affine(moving_affine(sheet.plane, page, pixels, box.mean(axis=0)), box)
