"""Each digit box by its own printed frame: where it is, against where the lines around it say it should be.

A box is looked at as a square view with a margin; the darkness across it, taken as the median along the side
so that a stroke over the frame does not count, shows two lines one box apart. Both axes are done alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey

VIEW = 72
"""Side in pixels of the square view of one box."""
MARGIN = 0.25
"""Share of the box's side that the view shows beyond each side of it."""

FORGIVING = 18.0
"""Lines so many pixels of the view from where they are expected would count for nothing: a stroke of the
digit and the line of the next box can stand one box apart too."""

Floats = NDArray[np.float64]

_STEP = (1 + 2 * MARGIN) / VIEW
_BEFORE, _AFTER = round(MARGIN / _STEP), VIEW - round(MARGIN / _STEP)
_SEARCH, _OWN = 11, 3
_THICK, _BESIDE = 3, 4


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of n boxes as found in their views.

    sides: (n, 4) offset of the left, top, right and bottom line from where it was expected, in shares of the
    box's side; contrast: (n, 4) how dark each line is against both its sides, in shares of the paper's grey.
    """

    sides: Floats
    contrast: Floats

    @property
    def shift(self) -> Floats:
        """(n, 2) offset of the middle of each box."""
        return np.asarray((self.sides[:, :2] + self.sides[:, 2:]) / 2)


def views(photo: Grey, quads: Floats, size: tuple[int, int], margin: tuple[float, float]) -> Grey:
    """Upright pictures of n quadrilaterals: (n, height, width).

    quads: (n, 4, 2) pixels, top left first, clockwise; size: width and height of a picture; margin: share of
    the quadrilateral's width and height shown around it.
    """
    width, height = size
    across = np.linspace(-margin[0], 1 + margin[0], 2 * width + 1)[1::2][None, :]
    down = np.linspace(-margin[1], 1 + margin[1], 2 * height + 1)[1::2][:, None]
    shares = np.stack([(1 - across) * (1 - down), across * (1 - down), across * down, (1 - across) * down])
    places = np.einsum("cyx,ncd->nyxd", shares, quads).astype(np.float32).reshape(-1, width, 2)
    flat = cv2.remap(photo, places, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[call-overload]
    return np.asarray(flat, np.uint8).reshape(len(quads), height, width)


def find_frames(photo: Grey, quads: Floats) -> Frames:
    """The printed frames of n boxes expected at `quads` (n, 4, 2 pixels)."""
    seen = views(photo, quads, (VIEW, VIEW), (MARGIN, MARGIN)).astype(np.float64)
    paper = np.percentile(seen, 80, axis=(1, 2), keepdims=True)
    dark = 1.0 - seen / np.maximum(paper, 1.0)
    inner = slice(_BEFORE + 3, _AFTER - 3)
    across, across_contrast = _pair(np.median(dark[:, inner, :], axis=1))
    down, down_contrast = _pair(np.median(dark[:, :, inner], axis=2))
    return Frames(
        np.stack([across[:, 0], down[:, 0], across[:, 1], down[:, 1]], axis=1),
        np.stack(
            [across_contrast[:, 0], down_contrast[:, 0], across_contrast[:, 1], down_contrast[:, 1]], axis=1
        ),
    )


def moved(quads: Floats, sides: Floats) -> Floats:
    """The quadrilaterals with each side moved by its offset, in shares of the box's side."""
    left, top, right, bottom = (sides[:, side] for side in range(4))
    u = np.stack([left, 1 + right, 1 + right, left], axis=1)
    v = np.stack([top, top, 1 + bottom, 1 + bottom], axis=1)
    shares = np.stack([(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v], axis=2)
    return np.asarray(np.einsum("nkc,ncd->nkd", shares, quads), np.float64)


def standing_out(profiles: Floats) -> tuple[Floats, Floats]:
    """How much darker each place of (n, length) profiles of darkness is than what is on its two sides
    together, and than the darker of the two: the edge of a shadow or of a cover is a line to the first alone.
    """
    thick = np.apply_along_axis(np.convolve, 1, profiles, np.full(_THICK, 1 / _THICK), mode="same")
    wide = np.pad(thick, ((0, 0), (_BESIDE, _BESIDE)))
    before, after = wide[:, : -2 * _BESIDE], wide[:, 2 * _BESIDE :]
    return thick - (before + after) / 2, thick - np.maximum(before, after)


def _pair(profiles: Floats) -> tuple[Floats, Floats]:
    """Offsets (n, 2) and contrast (n, 2) of two parallel lines one box apart in (n, VIEW) profiles."""
    lines, _ = standing_out(profiles)
    steps = np.arange(-_SEARCH, _SEARCH + 1)
    together = lines[:, _BEFORE + steps] + lines[:, _AFTER - 1 + steps]
    shift = steps[(together * (1 - (steps / FORGIVING) ** 2)).argmax(axis=1)]
    first, first_contrast = _line(lines, _BEFORE + shift)
    last, last_contrast = _line(lines, _AFTER - 1 + shift)
    offsets = np.stack([first + 0.5 - _BEFORE, last + 0.5 - _AFTER], axis=1)
    return offsets * _STEP, np.stack([first_contrast, last_contrast], axis=1)


def _line(lines: Floats, near: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Position to a part of a pixel and height of the strongest line within a few pixels of `near` (n,)."""
    rows = np.arange(len(lines))
    window = np.clip(near[:, None] + np.arange(-_OWN, _OWN + 1), 1, VIEW - 2)
    best = window[rows, lines[rows[:, None], window].argmax(axis=1)]
    before, middle, after = lines[rows, best - 1], lines[rows, best], lines[rows, best + 1]
    curve = np.minimum(before - 2 * middle + after, -1e-9)
    part = np.clip(0.5 * (before - after) / curve, -0.5, 0.5)
    return best + part, middle
