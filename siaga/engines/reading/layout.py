"""Layouts of forms from their YAML: `load_layout("c-hasil-ppwp-2024")`.

The YAML mirrors `siaga.engines.reading.model.Layout` one to one; a box is [left, top, width, height] and a
point [x, y], in mm from the top left corner of the printed page. Anything else in the file is a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from siaga.engines.reading.model import Box, Bubbles, FieldPlace, Layout, PagePlace, Tally
from siaga.engines.reading.sheets import kwk

T = TypeVar("T")

_ROOM = "siaga.engines.reading.layouts"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LayoutError(ValueError):
    """A layout that does not exist or is not well formed, in one sentence."""


@lru_cache
def layout_ids() -> tuple[str, ...]:
    """Ids of the layouts there are, sorted: those of files, and those a recipe makes."""
    names = (entry.name for entry in files(_ROOM).iterdir())
    written = (name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))
    return tuple(sorted([*written, *kwk.layout_ids()]))


@lru_cache
def load_layout(layout_id: str) -> Layout:
    """The layout with this id; always the same object. Raises LayoutError naming the ids there are."""
    if layout_id not in layout_ids():
        raise LayoutError(f"no layout {layout_id!r}; there are: {', '.join(layout_ids())}")
    if kwk.is_kwk(layout_id):
        return kwk.layout_with_id(layout_id)
    return parse_layout(files(_ROOM).joinpath(f"{layout_id}.yaml").read_text("utf-8"))


def parse_layout(text: str) -> Layout:
    """The layout written in `text`. Raises LayoutError with the first fault found."""
    try:
        layout = _layout(yaml.load(text, _LOADER))  # noqa: S506 - the safe loader, in C where there is one
    except yaml.YAMLError as error:
        raise LayoutError(f"the layout is not YAML: {error}") from error
    except KeyError as error:
        raise LayoutError(f"the layout has no {error.args[0]!r} where one is needed") from error
    except (TypeError, ValueError) as error:
        raise LayoutError(f"the layout is not well formed: {error}") from error
    _check(layout)
    return layout


def _layout(raw: Mapping[str, Any]) -> Layout:
    return Layout(
        id=str(raw["id"]),
        profile=str(raw["profile"]),
        title=str(raw["title"]),
        width=float(raw["width"]),
        height=float(raw["height"]),
        tag_family=str(raw["tag_family"]),
        pages=_each(raw["pages"], _page),
        fields=_each(raw["fields"], _field),
        tag_turn=int(raw.get("tag_turn", 0)) % 4,
    )


def _page(raw: Mapping[str, Any]) -> PagePlace:
    return PagePlace(
        number=int(raw["number"]),
        tag=int(raw["tag"]),
        tag_box=_box(raw["tag_box"]),
        marks=_each(raw["marks"], _box),
        frames=_each(raw.get("frames", ()), _box),
    )


def _field(raw: Mapping[str, Any]) -> FieldPlace:
    return FieldPlace(
        name=str(raw["name"]),
        page=int(raw["page"]),
        digits=_each(raw["digits"], _box),
        bubbles=_each(raw.get("bubbles", ()), _bubbles),
        words=_box(raw["words"]) if "words" in raw else None,
        tally=_tally(raw["tally"]) if "tally" in raw else None,
        known=bool(raw.get("known", True)),
    )


def _tally(raw: Mapping[str, Any]) -> Tally:
    return Tally(_each(raw["lines"], _box), _each(raw["sums"], lambda line: _each(line, _box)))


def _bubbles(raw: Mapping[str, Any]) -> Bubbles:
    return Bubbles(_each(raw["centres"], _point), float(raw["radius"]))


def _box(raw: Sequence[float]) -> Box:
    x, y, width, height = (float(value) for value in raw)
    return Box(x, y, width, height)


def _point(raw: Sequence[float]) -> tuple[float, float]:
    x, y = (float(value) for value in raw)
    return x, y


def _each(raw: Sequence[Any], read: Callable[[Any], T]) -> tuple[T, ...]:
    return tuple(read(item) for item in raw)


def _check(layout: Layout) -> None:
    for fault in (*_page_faults(layout), *_field_faults(layout)):
        raise LayoutError(f"layout {layout.id}: {fault}")


def _page_faults(layout: Layout) -> list[str]:
    numbers = [page.number for page in layout.pages]
    tags = [page.tag for page in layout.pages]
    faults = [f"page {n} stands twice" for n in numbers if numbers.count(n) > 1]
    faults += [f"tag {tag} names two pages" for tag in tags if tags.count(tag) > 1]
    for page in layout.pages:
        if len(page.marks) != 4:
            faults.append(f"page {page.number} has {len(page.marks)} corner marks, not 4")
        outside = [box for box in (page.tag_box, *page.marks, *page.frames) if not _inside(box, layout)]
        faults += [f"page {page.number} has a box outside the paper: {box}" for box in outside]
    return faults


def _field_faults(layout: Layout) -> list[str]:
    names = [place.name for place in layout.fields]
    numbers = {page.number for page in layout.pages}
    faults = [f"field {name} stands twice" for name in names if names.count(name) > 1]
    for place in layout.fields:
        if place.page not in numbers:
            faults.append(f"field {place.name} is on page {place.page}, which is not there")
        if not place.digits:
            faults.append(f"field {place.name} has no digit box")
        if place.bubbles and len(place.bubbles) != len(place.digits):
            faults.append(f"field {place.name} has bubbles under {len(place.bubbles)} boxes only")
        faults += [
            f"a column of {place.name} has not ten bubbles" for b in place.bubbles if len(b.centres) != 10
        ]
        faults += [
            f"field {place.name} has a box outside the paper: {b}"
            for b in _boxes(place)
            if not _inside(b, layout)
        ]
    return faults


def _boxes(place: FieldPlace) -> list[Box]:
    boxes = list(place.digits) + ([place.words] if place.words else [])
    if place.tally:
        boxes += [*place.tally.lines, *(box for line in place.tally.sums for box in line)]
    return boxes


def _inside(box: Box, layout: Layout) -> bool:
    (left, top), _, (right, bottom), _ = box.corners
    return 0 <= left < right <= layout.width and 0 <= top < bottom <= layout.height
