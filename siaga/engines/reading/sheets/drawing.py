"""What stands on a printed page, as plain shapes: mm from the top left corner, type sizes in points.

`printed` gives what a layout itself demands (marks, tag, frames, boxes, circles, lines of strokes), so that
whatever is read was drawn from the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from siaga.engines.reading.model import Box, Bubbles, FieldPlace, Layout, PagePlace, Tally
from siaga.engines.reading.sheets.tags import modules_of_tag

Align = Literal["left", "center", "right"]
Modules = tuple[tuple[bool, ...], ...]

MARK: Modules = ((True, False), (False, True))
"""A corner mark: two dark squares on a diagonal, the same at all four corners."""

_BOX, _FRAME, _FAINT, _CIRCLE = 0.0024, 0.0018, 0.0009, 0.0008
"""Widths of lines as shares of the width of the page (A4: 0.5, 0.38, 0.19 and 0.17 mm)."""
_GREY = 0.6


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a rectangle, centred on its edges. `shade`: 0 black to 1 white."""

    box: Box
    width: float
    shade: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    start: tuple[float, float]
    end: tuple[float, float]
    width: float
    shade: float = 0.0
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle with a small text in the middle."""

    centre: tuple[float, float]
    radius: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Squares:
    """Dark and light squares that fill a box: a tag, a mark, a QR code."""

    box: Box
    modules: Modules


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the middle of the height of a box."""

    box: Box
    text: str
    size: float = 8.0
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    shade: float = 0.0


Shape = Frame | Line | Circle | Squares | Text
Page = tuple[tuple[Shape, ...], ...]
"""The parts of a page, drawn one after the other; a part that pages share is set once."""


def printed(layout: Layout, page: PagePlace, cells: int = 12) -> Iterator[Shape]:
    """The shapes of one page that its layout names; a line of strokes is ruled into so many cells."""
    for mark in page.marks:
        yield Squares(mark, MARK)
    yield Squares(page.tag_box, _turned(modules_of_tag(page.tag), layout.tag_turn))
    for place in layout.on_page(page.number):
        yield from _field(place, layout.width, cells)
    for frame in page.frames:
        yield Frame(frame, _FRAME * layout.width)


def _turned(modules: Modules, quarters: int) -> Modules:
    """The squares turned clockwise."""
    for _ in range(quarters % 4):
        modules = tuple(zip(*modules[::-1], strict=True))
    return modules


def _field(place: FieldPlace, unit: float, cells: int) -> Iterator[Shape]:
    if place.tally:
        yield from _tally(place.tally, unit, cells)
    for box in place.digits:
        yield Frame(box, _BOX * unit)
    for bubbles in place.bubbles:
        yield from _circles(bubbles, unit)


def _circles(bubbles: Bubbles, unit: float) -> Iterator[Shape]:
    for digit, centre in enumerate(bubbles.centres):
        yield Circle(centre, bubbles.radius, _CIRCLE * unit, str(digit))


def _tally(tally: Tally, unit: float, cells: int) -> Iterator[Shape]:
    """Faint lines between the cells and around the boxes of the sums."""
    for line in tally.lines:
        for n in range(1, cells):
            x = line.x + line.width * n / cells
            yield Line((x, line.y), (x, line.y + line.height), _FAINT * unit, _GREY)
        yield Frame(line, _FAINT * unit, _GREY)
    for boxes in tally.sums:
        for box in boxes:
            yield Frame(box, _FAINT * unit, _GREY)
