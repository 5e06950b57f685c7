"""Reading a form from its photos, in the process that looks at pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from siaga import __version__
from siaga.desks.results.darkroom.layouts import layout_of
from siaga.desks.results.darkroom.plain import Sheet
from siaga.engines.reading.model import FieldReading, Grey
from siaga.engines.reading.reader import read_form

_GAP = 4
_QUALITY = 70
_LONGEST = 16_000
"""Pixels; WebP holds 16,383 on a side."""


def read(
    photos: Sequence[Path], sheet: dict[str, Any], register: dict[str, int]
) -> tuple[dict[str, Any], bytes]:
    """What a `FormRead` says and the picture of its cut-outs; {"refused": code} without a layout."""
    layout = layout_of(Sheet(**sheet))
    if layout is None:
        return {"refused": "no_layout"}, b""
    reading = read_form(photos, layout, register=register)
    places, picture = sprite(reading.cuttings)
    said = {
        "layout": layout.id,
        "model": model_version(),
        "fields": {name: _plain(field) for name, field in reading.fields.items()},
        "accepted": reading.accepted,
        "why": reading.why.id,
        "why_en": reading.why.en,
        "broken": list(reading.broken),
        "places": places,
    }
    return said, picture


def sprite(cuttings: Mapping[str, Grey]) -> tuple[dict[str, tuple[int, int, int, int]], bytes]:
    """All cut-outs under one another as one WebP, with the left, top, width and height of each."""
    if not cuttings:
        return {}, b""
    wide = max(strip.shape[1] for strip in cuttings.values())
    high = sum(strip.shape[0] + _GAP for strip in cuttings.values())
    whole = np.full((min(high, _LONGEST), wide), 255, np.uint8)
    places: dict[str, tuple[int, int, int, int]] = {}
    top = 0
    for name, strip in cuttings.items():
        height, width = strip.shape
        if top + height > _LONGEST:
            break
        whole[top : top + height, :width] = strip
        places[name] = (0, top, width, height)
        top += height + _GAP
    done, content = cv2.imencode(".webp", whole, [cv2.IMWRITE_WEBP_QUALITY, _QUALITY])
    return (places, content.tobytes()) if done else ({}, b"")


@cache
def model_version() -> str:
    """The program and the network that read, so that a reading can be made again."""
    network = files("siaga.engines.reading.digits").joinpath("digits.onnx").read_bytes()
    return f"siaga {__version__} · digits {sha256(network).hexdigest()[:12]}"


def _plain(field: FieldReading) -> dict[str, Any]:
    return {
        "value": field.value,
        "probability": round(field.probability, 6),
        "state": field.state,
        "alternatives": [[value, round(probability, 6)] for value, probability in field.alternatives],
    }
