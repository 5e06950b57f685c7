"""Drawn strips of words in endless hands: what the network learns its letters from before it sees paper."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.words.lines import LETTER_HEIGHT, STRIP_HEIGHT, WIDEST
from siaga.law.form.words import in_words
from training.words.letters import CAPITALS, NARROW, SMALL, Form, strokes

Strip = NDArray[np.float32]
Points = NDArray[np.float64]
Rng = np.random.Generator
EMPTY_WORDS = ("kosong", "nihil", "nol")
SMALL_HANDS, MIXED_HANDS, MISSPELT = 0.12, 0.15, 0.05
"""Shares of drawn lines in small letters, in both, and with a letter missing or doubled."""
HINTS = 0.04
"""Share of strips on which nobody wrote."""
_FINE = 16
"""Sub-pixel steps of OpenCV's drawing."""


@dataclass(frozen=True)
class Hand:
    """Lengths are shares of a letter's height; `small`: how often a letter is a small one."""

    habit: int
    small: float
    slant: float
    breadth: float
    gap: float
    space: float
    pen: int
    unsteady: float


def drawn(rng: Rng) -> tuple[Strip, str]:
    """One strip as `strip_of` gives it, and the letters on it; now and then the hint on an empty line."""
    return _hint(rng) if rng.random() < HINTS else _words(rng)


def _hint(rng: Rng) -> tuple[Strip, str]:
    """What is printed beside a line: an open circle, an arrow, perhaps what is left of a filled circle."""
    strip, grey = np.zeros((STRIP_HEIGHT, int(rng.integers(50, 90))), np.uint8), int(rng.integers(120, 256))
    x, y, radius = (int(rng.integers(*ends)) for ends in ((20, 32), (13, 20), (7, 12)))
    cv2.circle(strip, (x, y), radius, grey, int(rng.integers(1, 3)), cv2.LINE_AA)
    cv2.ellipse(strip, (x, y), (2, 4), 0, 0, 360, grey, 1, cv2.LINE_AA)
    start = x + radius + int(rng.integers(3, 8))
    cv2.arrowedLine(strip, (start, y), (start + int(rng.integers(8, 16)), y), 255, 3, cv2.LINE_AA, 0, 0.6)
    if rng.random() < 0.5:
        cv2.circle(strip, (start + 16 + 2 * radius, y), radius, 255, -1, cv2.LINE_AA)
    return strip.astype(np.float32) / 255, ""


def _words(rng: Rng) -> tuple[Strip, str]:
    text, hand = _text(rng), _hand(rng)
    height = LETTER_HEIGHT * float(np.exp(rng.normal(0, 0.12)))
    placed, width = _placed(text, hand, height, rng)
    strip = np.zeros((STRIP_HEIGHT, min(WIDEST, width)), np.uint8)
    for letter, left, top in placed:
        _write(strip, letter, hand, (left, top, height), rng)
    letters = "".join(letter for letter in text if letter != " ")
    return strip.astype(np.float32) / 255, letters


def _text(rng: Rng) -> str:
    """Words of a number, few-digit ones as often as three-digit ones; now and then misspelt."""
    if rng.random() < 0.03:
        return str(rng.choice(EMPTY_WORDS)).upper()
    words = in_words(int(rng.integers(0, 10 ** rng.choice([1, 2, 2, 3, 3])))).upper()
    if rng.random() < MISSPELT:
        place = int(rng.integers(1, len(words)))
        words = (
            words[:place] + words[place + 1 :] if rng.random() < 0.7 else words[:place] + words[place - 1 :]
        )
    return words.strip()


def _hand(rng: Rng) -> Hand:
    kind = rng.random()
    small = 0.97 if kind < SMALL_HANDS else rng.uniform(0.1, 0.4) if kind < SMALL_HANDS + MIXED_HANDS else 0.0
    return Hand(
        habit=int(rng.integers(1 << 31)),
        small=float(small),
        slant=float(rng.normal(0.08, 0.14)),
        breadth=float(rng.uniform(0.4, 0.95)),
        gap=float(rng.uniform(-0.02, 0.3)),
        space=float(rng.choice([0.05, rng.uniform(0.2, 1.2)], p=[0.12, 0.88])),
        pen=int(rng.choice([1, 2, 3, 4], p=[0.2, 0.4, 0.3, 0.1])),
        unsteady=float(rng.uniform(0.01, 0.05)),
    )


def _placed(text: str, hand: Hand, height: float, rng: Rng) -> tuple[list[tuple[str, float, float]], int]:
    """Each letter with its left and top in pixels, and the width of the strip."""
    left, base = rng.uniform(2, 14), (STRIP_HEIGHT - height) / 2 + rng.normal(0, 1.5)
    tilt, placed = rng.normal(0, 0.006), []
    for letter in text:
        if letter == " ":
            left += hand.space * height
            continue
        top = base + rng.normal(0, 0.05 * height) + tilt * left
        placed.append((letter, left, float(np.clip(top, -8, 16))))
        left += height * (hand.breadth * NARROW.get(letter, 1.0) + hand.gap) * rng.uniform(0.9, 1.1)
    return placed, int(left + rng.uniform(2, 14))


def _write(
    strip: NDArray[np.uint8], letter: str, hand: Hand, place: tuple[float, float, float], rng: Rng
) -> None:
    left, top, height = place
    own = np.random.default_rng([hand.habit, ord(letter)])
    forms = SMALL[letter] if own.random() < hand.small else CAPITALS[letter]
    form: Form = forms[int(own.integers(len(forms)))]
    width = hand.breadth * NARROW.get(letter, 1.0) * height
    for curved, points in strokes(form):
        moved = points + own.normal(0, 0.035, points.shape) + rng.normal(0, hand.unsteady, points.shape)
        x = left + moved[:, 0] * width + (0.5 - moved[:, 1]) * hand.slant * height
        path = np.column_stack([x, top + moved[:, 1] * height])
        fixed = np.round((_curve(path) if curved else path) * _FINE).astype(np.int32)
        cv2.polylines(strip, [fixed.reshape(-1, 1, 2)], False, 255, hand.pen, cv2.LINE_AA, 4)


def _curve(points: Points) -> Points:
    """Catmull–Rom through the points."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    a, b, c, d = padded[:-3, None], padded[1:-2, None], padded[2:-1, None], padded[3:, None]
    t = np.linspace(0, 1, 6, endpoint=False)[None, :, None]
    between = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3)
    return np.vstack([between.reshape(-1, 2), points[-1:]])
