"""Finding the handwriting in a line of words: what is printed beside it is small, letters are tall.

The space of the words also holds small print ("ditulis menggunakan huruf kapital"), a hint about the circles,
sometimes an edge of the frame and a shadow. Letters are told from these by the height of their connected ink.
What is found is turned level and brought to one letter height, so that the network sees every line alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey

STRIP_HEIGHT, LETTER_HEIGHT = 32, 20
"""Pixels of a strip, and of a usual letter in it."""
WIDEST = 768
"""Pixels of the widest strip: forty letters."""
EDGE = 18
"""Pixels of a strip before the first and after the last letter: one more may be too pale to be found."""
LEAST_LETTER, LARGEST_LETTER = 10, 64
"""Pixels of a letter as cut out, at two pixels to the mm."""
LARGEST_PRINT = 8
"""Pixels of most small print; where a photo is blurred its letters run together and are taller."""
LEAST_INK = 0.09
"""How much darker than the paper around it ink is."""
LEAST_PIECE = 0.55
"""Height of a piece of a letter in the row, as a share of the usual letter."""
WIDEST_GAP = 4.5
"""Letter heights between two words at most."""
_SLOPES = np.linspace(-0.15, 0.15, 31).astype(np.float32)
_PAPER = 31
"""Pixels around a point that hold mostly paper."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Letters:
    """Connected ink that may be letters: left, top, right and bottom of each, (n,) in pixels."""

    left: Floats
    top: Floats
    right: Floats
    bottom: Floats

    def __len__(self) -> int:
        return len(self.left)

    def only(self, chosen: NDArray[np.bool_]) -> _Letters:
        return _Letters(self.left[chosen], self.top[chosen], self.right[chosen], self.bottom[chosen])

    @property
    def heights(self) -> Floats:
        return self.bottom - self.top

    @property
    def widths(self) -> Floats:
        return self.right - self.left

    @property
    def middles(self) -> tuple[Floats, Floats]:
        across, down = self.left + self.right, self.top + self.bottom
        return across * np.float32(0.5), down * np.float32(0.5)


def strip_of(line: Grey) -> Floats | None:
    """(height, width) greys of a line → (32, width) ink from 0 (paper) to 1, its letters 20 pixels high.

    None when nothing is written there. Raises ValueError for anything but a plane of greys.
    """
    if line.ndim != 2 or not line.size:
        raise ValueError(f"a line is (height, width) greys, not {line.shape}")
    ink = ink_of(line)
    letters = _letters(ink)
    if len(letters) < 2:
        return None
    return _normalised(_levelled(ink, letters))


def ink_of(line: Grey) -> Floats:
    """How much darker than the paper around it each point is, 0 to 1."""
    greys = cv2.GaussianBlur(line, (0, 0), 0.6).astype(np.float32)
    paper = cv2.blur(cv2.dilate(greys, np.ones((7, 7), np.uint8)), (_PAPER, _PAPER))
    darker: Floats = np.clip(1.0 - greys / np.maximum(paper, 1.0), 0.0, 1.0).astype(np.float32)
    return darker


def _letters(ink: Floats) -> _Letters:
    """Ink as tall as a letter, in one row without wide gaps, and smaller pieces in that row."""
    dark = (ink > max(LEAST_INK, 0.35 * float(np.quantile(ink, 0.995)))).astype(np.uint8)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    left, top, width, height, area = (boxes[1:, column].astype(np.float32) for column in range(5))
    line = (width > 0.6 * ink.shape[1]) | (width > 12 * height)
    disc = (np.abs(width - height) <= 0.25 * height) & (area > 0.68 * width * height)
    possible = (height <= min(LARGEST_LETTER, 0.9 * ink.shape[0])) & ~line & ~disc
    found = _Letters(left, top, left + width, top + height).only(possible)
    return _without_strangers(_side_by_side(_in_a_row(found)))


def _in_a_row(found: _Letters) -> _Letters:
    """Those near the straight line that passes through most of the tall ones.

    Wide and tall ink counts more: small print is hardly taller than the least letter. Of lines as good, the
    more level one.
    """
    tall = found.only(found.heights >= LEAST_LETTER)
    if len(tall) < 2:
        return tall
    x, y = tall.middles
    usual = float(np.median(tall.heights))
    weight = tall.widths * (tall.heights - LARGEST_PRINT) * (tall.heights <= 1.5 * usual)
    near = ((np.abs(_away(x, y, x, y)) <= 0.6 * usual) @ weight) * (1 - np.abs(_SLOPES))
    through, slope = np.unravel_index(int(near.argmax()), near.shape)
    reach = np.abs(_away(x[through, None], y[through, None], *found.middles)[0, slope])
    return found.only((reach <= 0.6 * usual) & (found.heights >= LEAST_PIECE * usual))


def _side_by_side(letters: _Letters) -> _Letters:
    """The longest run without a gap that no writer leaves between two words."""
    if len(letters) < 2:
        return letters
    order = np.argsort(letters.left)
    reached = np.maximum.accumulate(letters.right[order])
    gaps = letters.left[order][1:] - reached[:-1] > WIDEST_GAP * float(np.median(letters.heights))
    runs = np.split(order, np.flatnonzero(gaps) + 1)
    longest = max(runs, key=lambda run: float(letters.widths[run].sum()))
    chosen = np.zeros(len(letters), np.bool_)
    chosen[longest] = True
    return letters.only(chosen)


def _without_strangers(letters: _Letters) -> _Letters:
    """Without pieces of a frame, which are much taller than the letters."""
    if len(letters) < 3:
        return letters
    return letters.only(letters.heights <= 1.8 * float(np.median(letters.heights)))


def _away(x: Floats, y: Floats, others_x: Floats, others_y: Floats) -> Floats:
    """(letters, slopes, others): how far the others stand from the line through a letter of that slope."""
    across, down = others_x[None] - x[:, None], others_y[None] - y[:, None]
    away: Floats = down[:, None] - _SLOPES[None, :, None] * across[:, None]
    return away


def _levelled(ink: Floats, letters: _Letters) -> Floats:
    """The band of the letters, turned level and scaled: (32, any width)."""
    x, y = letters.middles
    slope = _slope(x, y)
    scale = LETTER_HEIGHT / max(float(np.median(letters.heights)), LEAST_LETTER)
    start, end = float(letters.left.min()) - EDGE / scale, float(letters.right.max()) + EDGE / scale
    middle = float(np.median(y - slope * (x - start)))
    width = int(np.clip(round((end - start) * scale), STRIP_HEIGHT, WIDEST))
    across = (end - start) / width
    matrix = np.array([[across, 0, start], [slope * across, 1 / scale, middle - STRIP_HEIGHT / 2 / scale]])
    flags = (cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(ink, matrix, (width, STRIP_HEIGHT), flags=flags), np.float32)


def _slope(x: Floats, y: Floats) -> float:
    """Rise of the row: that under which the letters stand closest to one line."""
    if float(np.ptp(x)) < 40:
        return 0.0
    spread = np.abs(_away(x, y, x, y)).sum(axis=-1).min(axis=0)
    return float(_SLOPES[int(spread.argmin())])


def _normalised(band: Floats) -> Floats:
    """Strokes near 1 however pale the pen."""
    full = max(float(np.quantile(band, 0.97)), LEAST_INK)
    strip: Floats = np.clip(band / full, 0.0, 1.0)
    return strip
