"""A fingerprint of the handwriting on a placed page: the same paper, however its picture was cut or scaled.

All forms are alike in print, so only what a hand wrote into the digit boxes is compared, each where it was
placed. The share of ink in a grid of cells of the boxes of a figure, less the mean of each box, is a vector;
its signs against 64 fixed random directions are the figure's part, and the share of bits in which two parts
differ is the angle between their vectors (Charikar 2002, *Similarity estimation techniques from rounding
algorithms*). Parts stand by themselves, so that a figure cut off costs no likeness.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import shake_256

import numpy as np
from numpy.typing import NDArray

from siaga.desks.results.darkroom.plain import HAND_BITS
from siaga.engines.reading.crops import DIGIT_MARGIN
from siaga.engines.reading.model import Grey, Layout
from siaga.engines.reading.pages import Placed
from siaga.engines.reading.pages.frames import views

Floats = NDArray[np.float32]

_NOT_SEEN = "-" * (HAND_BITS // 4)
_WITHIN = (-DIGIT_MARGIN[0], -DIGIT_MARGIN[1])
"""As far within the frame as the crops of the classifier reach beyond it."""
_CELLS, _FINE = (10, 8), 3
"""Cells down and across of a box, and pixels of a cell each way."""
_PAPER = 80
_WRITTEN = 0.03
"""Deviation of the ink of cells from which on something is written."""


def hand_of(placed: Placed, layout: Layout) -> str:
    """Sixteen hexadecimal digits a figure, in the order of the layout; dashes for one that is not to be seen
    or not filled in. See `plain.same_hand`.
    """
    return "".join(
        _part(_ink(placed.photo, placed.quads[place.name])) if place.name in placed.quads else _NOT_SEEN
        for place in layout.on_page(placed.page)
    )


def _part(ink: Floats) -> str:
    if float(ink.std()) < _WRITTEN:
        return _NOT_SEEN
    return np.packbits(_directions(len(ink)) @ ink > 0).tobytes().hex()


def _ink(photo: Grey, quads: NDArray[np.float64]) -> Floats:
    """The darkness of the cells of some boxes, in shares of the paper of each, less its mean."""
    down, across = _CELLS
    seen = views(photo, quads, (across * _FINE, down * _FINE), _WITHIN).astype(np.float32)
    paper = np.maximum(np.percentile(seen, _PAPER, axis=(1, 2), keepdims=True), 1.0)
    dark = np.clip(1 - seen / paper, 0, 1).reshape(-1, down, _FINE, across, _FINE).mean(axis=(2, 4))
    return np.asarray((dark - dark.mean(axis=(1, 2), keepdims=True)).ravel(), np.float32)


@lru_cache(maxsize=8)
def _directions(length: int) -> Floats:
    """(HAND_BITS, length) of 1 and -1, the same on every machine and in every year."""
    stream = shake_256(b"siaga hand").digest(HAND_BITS * length // 8 + 1)
    bits = np.unpackbits(np.frombuffer(stream, np.uint8))[: HAND_BITS * length]
    return (bits.reshape(HAND_BITS, length) * 2.0 - 1.0).astype(np.float32)
