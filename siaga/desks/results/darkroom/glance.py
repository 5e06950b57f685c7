"""The first look at one photo, in the process that looks at pictures."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import cv2

from siaga.desks.results.darkroom.layouts import layout_of
from siaga.desks.results.darkroom.look import look_of
from siaga.desks.results.darkroom.plain import Glance, Sheet
from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages import place
from siaga.engines.reading.photos import PhotoError, decode


def examine(content: bytes, sheet: dict[str, Any]) -> dict[str, Any]:
    """What a `Glance` says, or {"refused": code} for what is no photo."""
    try:
        photo = decode(content)
    except PhotoError as fault:
        return {"refused": fault.code}
    return asdict(_glance(photo, Sheet(**sheet)))


def _glance(photo: Grey, sheet: Sheet) -> Glance:
    layout = layout_of(sheet)
    found = place(photo, layout) if layout else None
    reason = found.reason if found else "no_layout"
    return Glance(
        page=found.page if found else None,
        reason=reason,
        stranger=reason == "other_form",
        codes=_codes(photo),
        screen=False,
        look=look_of(photo),
    )


def _codes(photo: Grey) -> tuple[str, ...]:
    """Texts of the square codes in the photo."""
    try:
        found, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(photo)
    except cv2.error:
        return ()
    return tuple(text for text in texts if text) if found else ()
