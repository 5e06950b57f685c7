"""From a photograph to a placed page: tag, printed lines, then every digit box by its own frame.

Nothing is guessed: a box counts as placed when at least three of its four printed sides are seen where the lines
around it say they should be; a page with too few of those is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey, Layout
from siaga.engines.reading.pages.anchors import Match, grow, pieces
from siaga.engines.reading.pages.frames import Frames, find_frames, moved
from siaga.engines.reading.pages.geometry import Mesh, Points, fit_mesh
from siaga.engines.reading.pages.quality import Quality, fault_of, quality_of
from siaga.engines.reading.pages.tags import Tag, find_tags

Floats = NDArray[np.float64]

PAPER_WITHIN = 12.0
"""Side in mm of the square whose brightness counts as that of the paper around a line."""
ENOUGH_MATCHES = 6
CLEAR, CLEAR_SHARE = 0.03, 0.25
"""A side is seen when it is darker than its surroundings by this share of the paper's grey, and by this share
of what is usual on the page."""
SQUARE_WITHIN = 0.12
"""Opposite sides that moved apart by more than this share of the box are not of one box."""
ENOUGH_BOXES = 0.5

CORNERS = ("top_left_missing", "top_right_missing", "bottom_right_missing", "bottom_left_missing")


@dataclass(frozen=True, slots=True)
class Placed:
    """A page found in a photograph.

    photo: the picture all pixels refer to; quads: per field (boxes, 4, 2) pixels of its digit boxes' frames, top
    left first, clockwise; residuals: per field (boxes,) distance of the worst side of the frame from where the
    page's lines say it should be, as a share of the box's side; unseen: fields with a box that could not be verified, left
    out of quads; reason: why there are unseen fields, or empty; mesh: mm of the page to pixels.
    """

    page: int
    photo: Grey
    mesh: Mesh
    quads: Mapping[str, Floats]
    residuals: Mapping[str, Floats]
    unseen: tuple[str, ...]
    reason: str
    quality: Quality
    tag: Tag


@dataclass(frozen=True, slots=True)
class Refused:
    """A photograph that cannot be used: the code of `reasons`, and the page if its tag was seen."""

    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Boxes:
    """The digit boxes of a page in one array: names of their fields (n) and corners (n, 4, 2) in mm."""

    names: tuple[str, ...]
    corners: Floats


def place(photo: Grey, layout: Layout) -> Placed | Refused:
    """Find a page of the form in an upright or turned grey photograph.

    Of several pages in one picture the largest that can be verified is taken.
    """
    tags = find_tags(photo, layout.tag_family, layout.tag_turn)
    if not tags:
        return Refused(fault_of(photo) or "no_tag")
    numbers = {page.tag: page.number for page in layout.pages}
    known = [tag for tag in tags if tag.number in numbers]
    if not known:
        return Refused("other_form")
    outcomes = [_place_page(photo, layout, numbers[tag.number], tag) for tag in known]
    placed = [outcome for outcome in outcomes if isinstance(outcome, Placed)]
    return placed[0] if placed else outcomes[0]


def better(one: Placed, other: Placed) -> Placed:
    """Of two photographs of the same page, the one that shows more figures, then the sharper one."""
    return max(one, other, key=lambda placed: (len(placed.quads), placed.quality.sharpness))


def _place_page(photo: Grey, layout: Layout, number: int, tag: Tag) -> Placed | Refused:
    tag_page = np.array(layout.page(number).tag_box.corners)
    scale = tag.side / layout.page(number).tag_box.width
    matches = grow(_ink(photo, scale), tag_page, tag.corners, pieces(layout, number))
    if len(matches) < ENOUGH_MATCHES:
        return Refused(fault_of(photo) or "not_verified", number)
    lines = _sheet(matches, tag_page, tag.corners)
    boxes = _boxes(layout, number)
    expected = lines(boxes.corners.reshape(-1, 2)).reshape(-1, 4, 2)
    frames = find_frames(photo, expected)
    seen = _seen(frames) & _inside(expected, photo)
    if seen.mean() < ENOUGH_BOXES:
        return Refused(_why_unseen(expected, seen, photo), number)
    return _placed(photo, number, tag, lines, boxes, expected, frames, seen)


def _placed(
    photo: Grey,
    number: int,
    tag: Tag,
    lines: Mesh,
    boxes: _Boxes,
    expected: Floats,
    frames: Frames,
    seen: NDArray[np.bool_],
) -> Placed:
    sides = _mended(frames)
    quads, residuals = moved(expected, sides), np.abs(sides).max(axis=1)
    names = np.array(boxes.names)
    unseen = tuple(dict.fromkeys(names[~seen].tolist()))
    whole = [name for name in dict.fromkeys(boxes.names) if name not in unseen]
    return Placed(
        page=number,
        photo=photo,
        mesh=lines,
        quads={name: quads[names == name] for name in whole},
        residuals={name: residuals[names == name] for name in whole},
        unseen=unseen,
        reason=_why_unseen(expected, seen, photo) if unseen else "",
        quality=quality_of(photo, quads[seen]),
        tag=tag,
    )


def _ink(photo: Grey, scale: float) -> Grey:
    """How much darker each pixel is than the paper around it."""
    side = round(PAPER_WITHIN * scale) | 1
    return np.asarray(cv2.subtract(cv2.blur(photo, (side, side)), photo), np.uint8)


def _sheet(matches: list[Match], tag_page: Points, tag_photo: Points) -> Mesh:
    page = np.vstack([tag_page, [match.page for match in matches]])
    photo = np.vstack([tag_photo, [match.photo for match in matches]])
    return fit_mesh(page, photo)


@lru_cache(maxsize=16)
def _boxes(layout: Layout, number: int) -> _Boxes:
    pairs = [(place.name, box.corners) for place in layout.on_page(number) for box in place.digits]
    return _Boxes(tuple(name for name, _ in pairs), np.array([corners for _, corners in pairs]))


def _clear(frames: Frames) -> NDArray[np.bool_]:
    """(n, 4) which sides are seen."""
    usual = np.median(frames.contrast)
    return np.asarray(frames.contrast > max(CLEAR, CLEAR_SHARE * float(usual)))


def _seen(frames: Frames) -> NDArray[np.bool_]:
    """(n,) which boxes have three sides seen, and opposite ones where both are seen still a box apart."""
    clear = _clear(frames)
    apart = np.abs(frames.sides[:, 2:] - frames.sides[:, :2])
    both = clear[:, :2] & clear[:, 2:]
    return np.asarray((clear.sum(axis=1) >= 3) & ~(both & (apart > SQUARE_WITHIN)).any(axis=1))


def _mended(frames: Frames) -> Floats:
    """The offsets of the sides, one that is not seen taken from the side opposite."""
    opposite = np.roll(frames.sides, 2, axis=1)
    return np.where(_clear(frames), frames.sides, opposite)


def _inside(quads: Floats, photo: Grey) -> NDArray[np.bool_]:
    """(n,) which quadrilaterals lie in the picture."""
    height, width = photo.shape
    return np.asarray(((quads >= 0) & (quads <= (width - 1, height - 1))).all(axis=(1, 2)))


def _why_unseen(expected: Floats, seen: NDArray[np.bool_], photo: Grey) -> str:
    """The corner of the page towards which the picture ends too early, or that boxes are covered."""
    height, width = photo.shape
    lost = expected[~seen & ~_inside(expected, photo)]
    if not len(lost):
        return fault_of(photo) or "boxes_covered"
    page_middle, lost_middle = expected.mean(axis=(0, 1)), lost.mean(axis=(0, 1))
    return _corner(lost_middle - page_middle)


def _corner(way: Floats) -> str:
    right, down = way[0] > 0, way[1] > 0
    return CORNERS[(2 if right else 3) if down else (1 if right else 0)]
