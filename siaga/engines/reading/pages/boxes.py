"""Every digit box of a placed page by its own printed frame, and whether it was really seen there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages.frames import Frames, find_frames, moved
from siaga.engines.reading.pages.geometry import Points, apply_affine, moving_affine
from siaga.engines.reading.pages.leaning import along, leaning
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
BESIDE, TOGETHER = 60.0, (0.12, 0.16)
"""Boxes within BESIDE mm of one another move together, within these shares of their side across and down: a
fold lets one stand higher than the next."""
TOGETHER_WHOLE = (0.3, 0.4)
"""The same for boxes of which all four sides are seen."""
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Boxes:
    """n digit boxes: quads (n, 4, 2) pixels; expected: the same by the lines around them; residuals (n,): the
    worst corner's distance between the two, as a share of the side; seen (n,): verified by its own frame;
    whole (n,): by all four sides of it; usual: median contrast of a side of a box on this page.
    """

    quads: Floats
    expected: Floats
    residuals: Floats
    seen: Flags
    whole: Flags
    usual: float


def find_boxes(photo: Grey, sheet: Sheet, corners: Floats) -> Boxes:
    """The boxes with these corners (n, 4, 2) in mm.

    A box that is not seen where the lines of the page say is looked for once more where the boxes beside it
    say, which holds across a fold.
    """
    expected = sheet.mesh()(corners.reshape(-1, 2)).reshape(-1, 4, 2)
    boxes = _measured(photo, expected)
    boxes = _agreeing(corners, _leaned(photo, boxes))
    for _ in range(_ROUNDS):
        again = ~boxes.seen & inside(boxes.expected, photo)
        if not again.any() or not boxes.seen.any():
            break
        boxes = _agreeing(corners, _looked_again(photo, sheet, corners, boxes, again))
    return boxes


def inside(quads: Floats, photo: Grey) -> Flags:
    """(n,) which quadrilaterals lie in the picture."""
    height, width = photo.shape
    return np.asarray(((quads >= 0) & (quads <= (width - 1, height - 1))).all(axis=(1, 2)))


def _measured(photo: Grey, expected: Floats, usual: float | None = None) -> Boxes:
    """The frames near where they are expected, each found again at its new place. `usual`: contrast of a
    side on this page; that of these boxes when not given.
    """
    frames = find_frames(photo, expected)
    usual = float(np.median(frames.contrast)) if usual is None else usual
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
    seen = settled & near & inside(expected, photo)
    return _uncovered(photo, Boxes(quads, expected, residuals, seen, seen & (found == 4), usual))


def _uncovered(photo: Grey, boxes: Boxes) -> Boxes:
    """Without those of three sides that break off: something lies on the box along the fourth."""
    three = np.flatnonzero(boxes.seen & ~boxes.whole)
    if not len(three):
        return boxes
    seen = boxes.seen.copy()
    seen[three] = np.sort(along(photo, boxes.quads[three]), axis=1)[:, 1] > _clear(boxes.usual)
    return replace(boxes, seen=seen)


def _clear(usual: float) -> float:
    """Contrast from which a side, or a part of it, counts as seen."""
    return max(CLEAR, CLEAR_SHARE * usual)


def _leaned(photo: Grey, boxes: Boxes) -> Boxes:
    """Boxes not seen whole are tried with frames that lean or are foreshortened. One is believed when every
    part of all four sides shows; when only most do, but elsewhere, neither place is.
    """
    again = np.flatnonzero(~boxes.whole & inside(boxes.expected, photo))
    if not len(again):
        return boxes
    found = _measured(photo, leaning(photo, boxes.expected[again]), boxes.usual)
    unbroken = along(photo, found.quads).min(axis=1) > _clear(boxes.usual)
    elsewhere = found.whole & (_strayed(boxes.quads[again], found.quads) > SQUARE_WITHIN)
    seen = boxes.seen.copy()
    seen[again[elsewhere]] = False
    return _with(replace(boxes, seen=seen), again, found, found.whole & unbroken)


def _with(boxes: Boxes, places: NDArray[np.int64], found: Boxes, taken: Flags) -> Boxes:
    """The boxes with those `taken` of the ones `found` at these places."""
    quads, seen, whole = boxes.quads.copy(), boxes.seen.copy(), boxes.whole.copy()
    where = places[taken]
    quads[where], seen[where], whole[where] = found.quads[taken], True, found.whole[taken]
    residuals = boxes.residuals.copy()
    residuals[where] = _strayed(boxes.expected[where], quads[where])
    return Boxes(quads, boxes.expected, residuals, seen, whole, boxes.usual)


def _judged(frames: Frames, usual: float) -> tuple[Floats, NDArray[np.int64]]:
    """Offsets of the sides, one that is not seen taken from the side opposite; how many of a box are seen,
    0 when two that should be a box apart are not.
    """
    clear = frames.contrast > _clear(usual)
    apart = np.abs(frames.sides[:, 2:] - frames.sides[:, :2])
    odd = (clear[:, :2] & clear[:, 2:] & (apart > SQUARE_WITHIN)).any(axis=1)
    sides = np.where(clear, frames.sides, np.roll(frames.sides, 2, axis=1))
    return sides, np.where(odd, 0, clear.sum(axis=1))


def _agreeing(corners: Floats, boxes: Boxes) -> Boxes:
    """A box that moved otherwise than those beside it counts as not seen: a line of its neighbour or of the
    table was taken for its own.
    """
    middles, moves = corners.mean(axis=1), _moves(boxes)
    within = np.where(boxes.whole[:, None], TOGETHER_WHOLE, TOGETHER)
    seen = boxes.seen.copy()
    for box in np.flatnonzero(boxes.seen):
        beside = boxes.seen & (np.linalg.norm(middles - middles[box], axis=1) < BESIDE)
        beside[box] = False
        if beside.any() and (np.abs(moves[box] - np.median(moves[beside], axis=0)) > within[box]).any():
            seen[box] = False
    return replace(boxes, seen=seen)


def _moves(boxes: Boxes) -> Floats:
    """(n, 2) how far each box moved along its upper and its left side from where it was expected: shares."""
    moves = boxes.quads.mean(axis=1) - boxes.expected.mean(axis=1)
    sides = boxes.expected[:, (1, 3)] - boxes.expected[:, :1]
    return np.asarray(np.einsum("nd,nsd->ns", moves, sides) / (sides**2).sum(axis=2), np.float64)


def _strayed(expected: Floats, found: Floats) -> Floats:
    """(n,) distance of the worst corner from where it was expected, as a share of the box's side."""
    side = np.linalg.norm(expected - np.roll(expected, 1, axis=1), axis=2).mean(axis=1)
    return np.asarray(np.linalg.norm(found - expected, axis=2).max(axis=1) / side, np.float64)


def _looked_again(photo: Grey, sheet: Sheet, corners: Floats, boxes: Boxes, again: Flags) -> Boxes:
    expected = np.array([_by_neighbours(sheet, corners, boxes, box) for box in corners[again]])
    second = _leaned(photo, _measured(photo, expected, boxes.usual))
    return _with(boxes, np.flatnonzero(again), second, second.seen)


def _by_neighbours(sheet: Sheet, corners: Floats, boxes: Boxes, box: Points) -> Points:
    """Where a box (4, 2) must be by the boxes seen beside it; by the lines when there are none."""
    middle = box.mean(axis=0)
    beside = boxes.seen & (np.linalg.norm(corners.mean(axis=1) - middle, axis=1) < BESIDE)
    page, pixels = corners[beside].reshape(-1, 2), boxes.quads[beside].reshape(-1, 2)
    if not beside.any():
        page, pixels = sheet.page, sheet.photo
    return apply_affine(moving_affine(sheet.plane, page, pixels, middle), box)
