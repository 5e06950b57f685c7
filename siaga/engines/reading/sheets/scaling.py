"""A layout in another size: the same form, every length times one factor."""

from __future__ import annotations

from dataclasses import replace

from siaga.engines.reading.model import Box, Bubbles, FieldPlace, Layout, PagePlace, Tally


def enlarged(layout: Layout, factor: float) -> Layout:
    """The layout on a sheet so many times as wide and high."""
    return replace(
        layout,
        width=layout.width * factor,
        height=layout.height * factor,
        pages=tuple(_page(page, factor) for page in layout.pages),
        fields=tuple(_field(place, factor) for place in layout.fields),
    )


def _page(page: PagePlace, factor: float) -> PagePlace:
    return replace(
        page,
        tag_box=_box(page.tag_box, factor),
        marks=_boxes(page.marks, factor),
        frames=_boxes(page.frames, factor),
    )


def _field(place: FieldPlace, factor: float) -> FieldPlace:
    return replace(
        place,
        digits=_boxes(place.digits, factor),
        bubbles=tuple(_bubbles(bubbles, factor) for bubbles in place.bubbles),
        words=place.words and _box(place.words, factor),
        tally=place.tally and _tally(place.tally, factor),
    )


def _bubbles(bubbles: Bubbles, factor: float) -> Bubbles:
    return Bubbles(tuple((x * factor, y * factor) for x, y in bubbles.centres), bubbles.radius * factor)


def _tally(tally: Tally, factor: float) -> Tally:
    return Tally(_boxes(tally.lines, factor), tuple(_boxes(boxes, factor) for boxes in tally.sums))


def _boxes(boxes: tuple[Box, ...], factor: float) -> tuple[Box, ...]:
    return tuple(_box(box, factor) for box in boxes)


def _box(box: Box, factor: float) -> Box:
    return Box(box.x * factor, box.y * factor, box.width * factor, box.height * factor)
