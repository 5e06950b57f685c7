"""From a photograph to a placed page: tag, printed lines, then every digit box by its own frame.

Nothing is guessed: a box counts as placed when at least three of its four printed sides are seen, unbroken,
where the lines around it say they should be, or all four where a fold or a curl has put them; a page with too
few of those is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey, Layout
from siaga.engines.reading.pages.boxes import Boxes, find_boxes, inside
from siaga.engines.reading.pages.clarity import ILLEGIBLE, clarity
from siaga.engines.reading.pages.geometry import Mesh, fit_mesh
from siaga.engines.reading.pages.quality import Quality, fault_of, quality_of
from siaga.engines.reading.pages.sheet import Sheet, find_sheet, slips
from siaga.engines.reading.pages.tags import Tag, find_tags

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ENOUGH_BOXES = 0.5
"""Share of the digit boxes that must be seen for a page to count as placed at all."""
MOST_SLIPS = 0.2
"""Share of blocks that may seem to lie elsewhere before the whole page is doubted."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A page found in a photograph.

    photo: the picture all pixels refer to; mesh: mm of the page to pixels; quads: per field (boxes, 4, 2)
    pixels of the frames of its digit boxes, top left first, clockwise; residuals: per field (boxes,) distance
    of the worst corner of the frame found from where the page's lines put it, as a share of the box's side;
    clarity: per field how far its printed ink stands out of the noise, in deviations of it;
    unseen: fields with a box that could not be verified, left out here; reason: why there are such, or "".
    """

    page: int
    photo: Grey
    mesh: Mesh
    quads: Mapping[str, Floats]
    residuals: Mapping[str, Floats]
    clarity: Mapping[str, float]
    unseen: tuple[str, ...]
    reason: str
    quality: Quality


@dataclass(frozen=True, slots=True)
class Refused:
    """A photograph that cannot be used: the code of `reasons`, and the page if its tag was seen."""

    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Places:
    """The digit boxes of a page in one array: names of their fields (n) and corners (n, 4, 2) in mm."""

    names: NDArray[np.str_]
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
    sheet = find_sheet(photo, layout, number, tag)
    if sheet is None:
        return Refused(fault_of(photo) or "not_verified", number)
    places = _places(layout, number)
    boxes = find_boxes(photo, sheet, places.corners)
    if boxes.seen.mean() < ENOUGH_BOXES:
        return Refused(_why_unseen(places, boxes, photo), number)
    mesh = _mesh(sheet, places, boxes)
    scale = tag.side / layout.page(number).tag_box.width
    middles, elsewhere = slips(photo, mesh, layout, number, scale)
    if elsewhere.mean() > MOST_SLIPS:
        return Refused("not_verified", number)
    boxes = _without_slips(places, boxes, middles, elsewhere)
    placed = _placed(photo, number, mesh, places, boxes)
    return Refused("too_dark", number) if _illegible(placed) else placed


def _illegible(placed: Placed) -> bool:
    """Whether ink can hardly be told from noise."""
    return bool(placed.clarity) and float(np.median([*placed.clarity.values()])) < ILLEGIBLE


def _without_slips(places: _Places, boxes: Boxes, middles: Floats, elsewhere: Flags) -> Boxes:
    """Boxes whose nearest block of lines may lie elsewhere count as not seen."""
    gaps = np.linalg.norm(places.corners.mean(axis=1)[:, None, :] - middles[None, :, :], axis=2)
    return replace(boxes, seen=boxes.seen & ~elsewhere[gaps.argmin(axis=1)])


def _mesh(sheet: Sheet, places: _Places, boxes: Boxes) -> Mesh:
    """The sheet through the lines and through the middle of every box that was seen."""
    page = np.vstack([sheet.page, places.corners[boxes.seen].mean(axis=1)])
    return fit_mesh(page, np.vstack([sheet.photo, boxes.quads[boxes.seen].mean(axis=1)]))


def _placed(photo: Grey, number: int, mesh: Mesh, places: _Places, boxes: Boxes) -> Placed:
    unseen = tuple(dict.fromkeys(places.names[~boxes.seen].tolist()))
    whole = [name for name in dict.fromkeys(places.names.tolist()) if name not in unseen]
    quads = {name: boxes.quads[places.names == name] for name in whole}
    return Placed(
        page=number,
        photo=photo,
        mesh=mesh,
        quads=quads,
        residuals={name: boxes.residuals[places.names == name] for name in whole},
        clarity={name: clarity(photo, field) for name, field in quads.items()},
        unseen=unseen,
        reason=_why_unseen(places, boxes, photo) if unseen else "",
        quality=quality_of(photo, boxes.quads[boxes.seen]),
    )


@lru_cache(maxsize=16)
def _places(layout: Layout, number: int) -> _Places:
    pairs = [(place.name, box.corners) for place in layout.on_page(number) for box in place.digits]
    return _Places(np.array([name for name, _ in pairs]), np.array([corners for _, corners in pairs]))


def _why_unseen(places: _Places, boxes: Boxes, photo: Grey) -> str:
    """The edge or corner of the page before which the picture ends, or that boxes are covered."""
    lost = ~boxes.seen & ~inside(boxes.expected, photo)
    if not lost.any():
        return fault_of(photo) or "boxes_covered"
    middles = places.corners.mean(axis=1)
    low, high = middles.min(axis=0), middles.max(axis=0)
    across, down = _ends(middles[lost], low, high)
    return f"{'_'.join(way for way in (down, across) if way)}_missing"


def _ends(lost: Floats, low: Floats, high: Floats) -> tuple[str, str]:
    """Towards which side, across and down, the lost boxes lie; empty when they lie all along that way."""
    share = (lost.mean(axis=0) - low) / np.maximum(high - low, 1.0)
    width = (lost.max(axis=0) - lost.min(axis=0)) / np.maximum(high - low, 1.0)
    across = "" if width[0] > 0.5 else ("right" if share[0] > 0.5 else "left")
    down = "" if width[1] > 0.5 and across else ("bottom" if share[1] > 0.5 else "top")
    return across, down
