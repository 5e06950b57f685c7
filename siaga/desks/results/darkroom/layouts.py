"""The layout of a form by the election's rules, the contest and the length of its ballot."""

from __future__ import annotations

from siaga.desks.results.darkroom.plain import Sheet
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import Layout

_BY_HAND = {("pemilu-2024", "president"): "c-hasil-ppwp-2024"}
"""Layouts drawn after a printed form; the others are made from the recipe of C.HASIL-KWK."""


def layout_of(sheet: Sheet) -> Layout | None:
    """The layout of a form, None when there is none."""
    from siaga.engines.reading.sheets.kwk import NoSuchFormError, kwk_layout  # loads OpenCV

    if known := _BY_HAND.get((sheet.profile, sheet.kind)):
        return load_layout(known)
    try:
        layout = kwk_layout(range(1, sheet.pairs + 1), sheet.kind)
    except NoSuchFormError:
        return None
    return layout if layout.profile == sheet.profile else None
