"""Shapes on paper: PDF to print, PNG to draw on. The template has no length of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

from siaga.engines.reading.model import Box
from siaga.engines.reading.sheets.drawing import Circle, Frame, Line, Page, Shape, Squares, Text
from siaga.engines.reading.sheets.form import FormSheet, form_pages

_TEMPLATE = Path(__file__).resolve().parent / "form.typ"


class Paper(StrEnum):
    """What it is printed on: A1 is full size, A3 and A4 are reductions, F4 is A4 with wider margins."""

    A4 = "a4"
    A3 = "a3"
    A1 = "a1"
    F4 = "f4"


_PAPERS = {
    Paper.A4: (210.0, 297.0, 1.0),
    Paper.A3: (297.0, 420.0, 2**0.5),
    Paper.A1: (594.0, 841.0, 594 / 210),
    Paper.F4: (215.0, 330.0, 1.0),
}
"""Width and height in mm, and how much larger than on A4, which the pages are drawn for."""


def print_forms(forms: Iterable[FormSheet], paper: Paper = Paper.A4) -> bytes:
    """The PDF of all pages of these forms, in order. Equal forms give equal bytes.

    Raises NoSuchFormError for a ballot the form is not made for, ValueError when there is nothing to print.
    """
    sheets = tuple(forms)
    if not sheets:
        raise ValueError("no form to print")
    pages = [page for form in sheets for page in form_pages(form)]
    made = datetime.combine(sheets[0].day, time(), UTC)
    return draw_pdf(pages, paper, title=sheets[0].layout.title, made=made)


def draw_pdf(pages: Sequence[Page], paper: Paper, title: str, made: datetime) -> bytes:
    """Shapes as a PDF, one page each; `made` is the time the file tells."""
    width, height, scale = _PAPERS[paper]
    inner = _PAPERS[Paper.A4][:2]
    offset = (width - inner[0] * scale) / 2, (height - inner[1] * scale) / 2
    data = {
        "width": width,
        "height": height,
        "inner": inner,
        "scale": scale,
        "offset": offset,
        "title": title,
    }
    return bytes(_compile(data | _content(pages), format="pdf", timestamp=made))


def draw_png(page: Page, size: tuple[float, float], pixels_per_mm: float) -> bytes:
    """One page as a PNG of so many pixels per mm; `size` is its width and height in mm."""
    data = {"width": size[0], "height": size[1], "inner": size, "scale": 1, "offset": (0, 0), "title": ""}
    return bytes(_compile(data | _content([page]), format="png", ppi=pixels_per_mm * 25.4))


def _compile(data: dict[str, Any], **options: Any) -> Any:
    import typst  # here, because reading needs the layouts of this room and not the typesetter

    return typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        **options,
    )


def _content(pages: Sequence[Page]) -> dict[str, Any]:
    """What the template draws: each part once, and for each page the numbers of its parts."""
    numbers: dict[tuple[Shape, ...], int] = {}
    plain = [[numbers.setdefault(part, len(numbers)) for part in page] for page in pages]
    return {"parts": [[_plain(shape) for shape in part] for part in numbers], "pages": plain}


def _plain(shape: Shape) -> dict[str, Any]:
    match shape:
        case Frame(box, width, shade):
            return {"is": "frame", "box": _four(box), "width": width, "shade": shade}
        case Line(start, end, width, shade, dotted):
            return {
                "is": "line",
                "start": start,
                "end": end,
                "width": width,
                "shade": shade,
                "dotted": dotted,
            }
        case Circle(centre, radius, width, text):
            return {"is": "circle", "centre": centre, "radius": radius, "width": width, "text": text}
        case Squares(box, modules):
            return {"is": "squares", "box": _four(box), "side": len(modules), "runs": _runs(modules)}
        case Text():
            style = {"bold": shape.bold, "italic": shape.italic, "align": shape.align, "shade": shape.shade}
            return {"is": "text", "box": _four(shape.box), "text": shape.text, "size": shape.size, **style}


def _four(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height


def _runs(modules: tuple[tuple[bool, ...], ...]) -> list[tuple[int, int, int]]:
    """Dark modules as (row, first column, length)."""
    runs = []
    for row, line in enumerate(modules):
        edges = [n for n, (a, b) in enumerate(zip((False, *line), (*line, False), strict=True)) if a != b]
        runs += [(row, start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return runs
