"""A page in the making: what is read (figures, frames) and what is only printed (words, faint lines)."""

from __future__ import annotations

from dataclasses import dataclass, field

from siaga.engines.reading.model import Box, FieldPlace
from siaga.engines.reading.sheets.drawing import Align, Line, Shape, Text


@dataclass(slots=True)
class PageDraft:
    """Filled by the modules of the blocks; `known` are the figures the profile carries."""

    number: int
    known: frozenset[str]
    fields: list[FieldPlace] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)

    def frame(self, x: float, y: float, width: float, height: float) -> Box:
        """A ruled rectangle; equal ones are kept once."""
        box = Box(*(round(length, 3) for length in (x, y, width, height)))
        if box not in self.frames:
            self.frames.append(box)
        return box

    def say(
        self, box: Box, text: str, size: float = 8, style: str = "", align: Align = "left", shade: float = 0.0
    ) -> None:
        """Words in a box; `style` holds any of the words bold and italic."""
        self.shapes.append(Text(box, text, size, "bold" in style, "italic" in style, align, shade))

    def head(self, box: Box, text: str, size: float = 7) -> None:
        """A ruled heading of a column."""
        self.frame(box.x, box.y, box.width, box.height)
        self.say(box, text, size, "bold", "center")

    def dots(self, x: float, y: float, width: float) -> None:
        """A dotted line to write on."""
        self.shapes.append(Line((x, y), (x + width, y), 0.25, 0.3, dotted=True))

    def figure(self, place: FieldPlace) -> None:
        self.fields.append(place)

    def is_known(self, name: str) -> bool:
        return name in self.known


def boxes_in_row(x: float, y: float, size: float, pitch: float, count: int = 3) -> tuple[Box, ...]:
    """Square boxes from left to right, so many mm from one left edge to the next."""
    return tuple(Box(round(x + n * pitch, 3), round(y, 3), size, size) for n in range(count))


def boxes_in_middle(space: Box, size: float, pitch: float, count: int = 3) -> tuple[Box, ...]:
    """The same, in the middle of a space."""
    width = (count - 1) * pitch + size
    x, y = space.centre
    return boxes_in_row(x - width / 2, y - size / 2, size, pitch, count)


def inner(box: Box, margin: float) -> Box:
    """The box without a margin at its left and right."""
    return Box(box.x + margin, box.y, box.width - 2 * margin, box.height)
