"""Blank pages as pictures, drawn from the layout by the same code that prints it, once each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Box, Layout
from siaga.engines.reading.sheets import form_pages, is_kwk
from siaga.engines.reading.sheets.drawing import Page, Shape, Text, printed
from siaga.engines.reading.sheets.printing import draw_png
from tests.kit.sheets import STATION, form_sheet

WIDTH = 2480
"""Pixels: 300 to the inch on A4, and as many for the KPU's sheet, which is 600 mm wide."""
_KINDS = {"walikota": "mayor", "gubernur": "governor", "bupati": "regent"}


def pixels_per_mm(layout: Layout) -> float:
    return WIDTH / layout.width


@lru_cache(maxsize=12)
def blank_page(layout: Layout, number: int, station: str = STATION) -> NDArray[np.uint8]:
    """The blank page (height, WIDTH) in grey; do not write into it."""
    page, size = _page(layout, number, station)
    picture = draw_png(page, size, WIDTH / size[0])
    grey = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    return np.asarray(grey, np.uint8)


def _page(layout: Layout, number: int, station: str) -> tuple[Page, tuple[float, float]]:
    """What stands on the page, and the width and height in mm of the paper it is drawn for."""
    if not is_kwk(layout.id):
        return (tuple(_official(layout, number)),), (layout.width, layout.height)
    word, pairs = layout.id.split("-")[-2:]
    form = form_sheet(int(pairs), _KINDS[word], station)
    reduced = form.sheet.reduced
    return list(form_pages(form))[number - 1], (reduced.width, reduced.height)


def _official(layout: Layout, number: int) -> Iterator[Shape]:
    """The KPU's page as far as its layout tells it, and some small print beside what is filled in."""
    page = layout.pages[number - 1]
    yield from printed(layout, page)
    size = layout.width / 210 * 8
    for place in layout.on_page(number):
        if place.words:
            words = place.words
            hint = Box(words.x, words.y + words.height * 0.82, words.width, words.height * 0.15)
            yield Text(hint, "( ditulis menggunakan huruf kapital )", size * 0.6, italic=True, align="center")
        elif place.name.endswith(("_l", "diterima", "digunakan", "rusak")):
            label = Box(96, place.digits[0].y, 200, place.digits[0].height)
            yield Text(label, f"Jumlah {place.name.removesuffix('_l').replace('_', ' ')}", size)
