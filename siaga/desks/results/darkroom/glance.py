"""The first look at one photo, in the process that looks at pictures."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import cv2
import numpy as np

from siaga.desks.results.darkroom.hand import hand_of
from siaga.desks.results.darkroom.layouts import layout_of
from siaga.desks.results.darkroom.look import look_of
from siaga.desks.results.darkroom.plain import Glance, Sheet
from siaga.desks.results.darkroom.screen import shows_screen
from siaga.engines.reading.model import Grey, Layout
from siaga.engines.reading.pages import Placed, Refused, place
from siaga.engines.reading.pages.frames import views
from siaga.engines.reading.photos import PhotoError, decode
from siaga.engines.reading.sheets import is_kwk
from siaga.engines.reading.sheets.recipe import recipe

_CODE_SIDE, _CODE_MARGIN = 480, 0.1
"""Pixels of the picture the printed code is read from, and the share of its side seen around it."""


def examine(content: bytes, sheet: dict[str, Any]) -> dict[str, Any]:
    """What a `Glance` says, or {"refused": code} for what is no photo."""
    try:
        photo = decode(content)
    except PhotoError as fault:
        return {"refused": fault.code}
    return asdict(_glance(photo, layout_of(Sheet(**sheet))))


def _glance(photo: Grey, layout: Layout | None) -> Glance:
    found = place(photo, layout) if layout else Refused("no_layout")
    return Glance(
        page=found.page,
        reason=found.reason,
        stranger=found.reason == "other_form",
        codes=_codes(photo, found, layout),
        screen=shows_screen(photo),
        look=look_of(photo),
        hand=hand_of(found, layout) if isinstance(found, Placed) and layout else "",
    )


def _codes(photo: Grey, found: Placed | Refused, layout: Layout | None) -> tuple[str, ...]:
    """Texts of the square codes: of the one the form prints where it prints it, else of any in the photo."""
    if isinstance(found, Placed) and layout and is_kwk(layout.id):
        photo = _code(found, layout)
    try:
        seen, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(photo)
    except cv2.error:
        return ()
    return tuple(text for text in texts if text) if seen else ()


def _code(found: Placed, layout: Layout) -> Grey:
    """The printed code cut out and enlarged: a phone shows it in a hundred pixels."""
    printed = recipe()
    corners = found.mesh(np.array(printed.code.corners) * layout.width / printed.width)
    size, margins = (_CODE_SIDE, _CODE_SIDE), (_CODE_MARGIN, _CODE_MARGIN)
    return views(found.photo, corners[None], size, margins)[0]
