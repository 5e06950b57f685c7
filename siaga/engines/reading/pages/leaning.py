"""Boxes on a curl or a fold: seen lower, narrower or more slanted than the lines around them say.

The printed frame is looked for under leans and sizes of its own. A direction is done at a time: the darkness
across the box is taken along lines of every lean, and shows two lines where the lean is the right one.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages.frames import standing_out, views

Floats = NDArray[np.float64]

VIEW = 96
"""Side in pixels of the square view; half of it is the box's own side."""
LEANS = np.linspace(-0.24, 0.24, 9)
"""How far the end of a side may lie from where it is expected against its beginning, in shares of it."""
NARROWEST, WIDEST, SHIFTED = 0.66, 1.14, 0.35
"""Shares of the side: what is left of a foreshortened one, what a near one has, how far a box may be off."""

PARTS = 4
"""A side is looked at in so many parts: lines of the table or of a digit end or begin within it."""

_SIDE = VIEW // 2
_NEAR = 3
_FORGIVING = (0.8, 0.5)
"""Shift and change of size, in shares of the side, at which two lines would count for nothing."""


def leaning(photo: Grey, quads: Floats) -> Floats:
    """The likeliest frames of n boxes expected at `quads` (n, 4, 2 pixels): not verified, same shape."""
    dark = _dark(photo, quads)
    return _cornered(quads, _lines(dark), _lines(dark.transpose(0, 2, 1)))


def _dark(photo: Grey, quads: Floats) -> Floats:
    """(n, VIEW, VIEW) darkness around boxes, in shares of the paper's grey."""
    seen = views(photo, quads, (VIEW, VIEW), (0.5, 0.5)).astype(np.float64)
    paper = np.percentile(seen, 80, axis=(1, 2), keepdims=True)
    return np.asarray(1.0 - seen / np.maximum(paper, 1.0))


def along(photo: Grey, quads: Floats) -> Floats:
    """(n, 4) contrast of the faintest part of the left, top, right and bottom side of n boxes at `quads`
    against the darker of what lies on its two sides, in shares of the paper's grey.
    """
    dark = _dark(photo, quads)
    upright, level = _faintest(dark.transpose(0, 2, 1)), _faintest(dark)
    return np.stack([upright[0], level[0], upright[1], level[1]], axis=1)


def _faintest(dark: Floats) -> Floats:
    """(2, n) the same for the upper and the lower side."""
    first, last = VIEW // 4, VIEW - VIEW // 4
    ends = np.linspace(first + 3, last - 3, PARTS + 1).astype(int)
    parts = [np.median(dark[:, :, start:end], axis=2) for start, end in pairwise(ends)]
    clear = np.array([standing_out(part)[1] for part in parts])
    sides = [clear[:, :, line - _NEAR : line + _NEAR].max(axis=2) for line in (first, last)]
    return np.asarray(np.min(sides, axis=1))


def _lines(dark: Floats) -> Floats:
    """(n, 3) first and last line, counted downwards in shares of the box's side, and their lean."""
    firsts, lasts = _pairs()
    worth = _worth(firsts, lasts)
    best = np.full(len(dark), -np.inf)
    found = np.tile([0.0, 1.0, 0.0], (len(dark), 1))
    for lean in LEANS:
        heights = _across(dark, float(lean))
        pairs = np.minimum(heights[:, firsts], heights[:, lasts]) * worth
        which = pairs.argmax(axis=1)
        height = pairs[np.arange(len(dark)), which]
        said = np.column_stack([firsts[which], lasts[which], np.full(len(dark), lean * _SIDE)])
        better = height > best
        found[better], best = (said / _SIDE - (0.5, 0.5, 0.0))[better], np.maximum(best, height)
    return found


def _across(dark: Floats, lean: float) -> Floats:
    """(n, VIEW) how much each line of this lean stands out from what is beside it."""
    columns = np.arange(VIEW // 4 + 4, VIEW - VIEW // 4 - 4)
    rows = np.arange(VIEW)[:, None] + np.rint(lean * (columns - VIEW / 2)).astype(np.int64)
    profiles = np.median(dark[:, np.clip(rows, 0, VIEW - 1), columns], axis=2)
    return standing_out(profiles)[1]


def _pairs() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All first and last lines that a box can have, in pixels of the view."""
    first, last = np.meshgrid(np.arange(VIEW // 2), np.arange(VIEW // 2, VIEW), indexing="ij")
    size, shift = (last - first) / _SIDE, (first + last - VIEW) / 2 / _SIDE
    allowed = (size > NARROWEST) & (size < WIDEST) & (np.abs(shift) < SHIFTED)
    return first[allowed], last[allowed]


def _worth(first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
    """Less, the further a pair is from where and how wide it is expected."""
    shift, size = (first + last - VIEW) / 2 / _SIDE, (last - first) / _SIDE
    return np.asarray((1 - (shift / _FORGIVING[0]) ** 2) * (1 - ((size - 1) / _FORGIVING[1]) ** 2))


def _cornered(quads: Floats, down: Floats, across: Floats) -> Floats:
    """Where the lines meet, top left first, clockwise."""
    tops, bottoms, slopes = (column[:, None] for column in down.T)
    lefts, rights, leans = (column[:, None] for column in across.T)
    v = np.concatenate([tops, tops, bottoms, bottoms], axis=1)
    u = np.concatenate([lefts, rights, rights, lefts], axis=1)
    level, plumb = v, u
    for _ in range(3):
        v, u = level + slopes * (u - 0.5), plumb + leans * (v - 0.5)
    shares = np.stack([(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v], axis=2)
    return np.asarray(np.einsum("nkc,ncd->nkd", shares, quads), np.float64)
