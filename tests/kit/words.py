"""A line of words as it is cut out of a photograph: a hand's capitals above the small print."""

from __future__ import annotations

import cv2
import numpy as np

from siaga.engines.reading.model import Grey
from tests.kit.filled_forms.pen import Ink
from tests.kit.filled_forms.writers import Area, writer

FINE = 3
"""Drawn so many times larger than it is seen, which is at two pixels to the mm."""
HEIGHT, WIDTH = 72, 538
LETTER, ADVANCE = 24, 21


def line(words: str, seed: int, tilt: float = 0.0, paper: int = 190, contrast: float = 1.0) -> Grey:
    """(72, 538): words in the hand with the number `seed`, rising by `tilt`; "" for a line left empty."""
    hand, rng = writer(seed), np.random.default_rng([seed, len(words)])
    ink = Ink(HEIGHT * FINE, WIDTH * FINE)
    for place, letter in enumerate(words.upper()):
        if letter != " ":
            x = 14 + place * min(ADVANCE, (WIDTH - 30) / len(words))
            area = Area(x * FINE, (22 - tilt * x) * FINE, ADVANCE * FINE, LETTER / hand.size * 0.7 * FINE)
            hand.sign(ink, letter, area, rng)
    page = np.full((HEIGHT * FINE, WIDTH * FINE, 3), 255, np.uint8)
    _small_print(page)
    picture = cv2.cvtColor(ink.on(page, hand.colour, hand.grain), cv2.COLOR_BGR2GRAY)
    seen = cv2.resize(picture, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA).astype(np.float64)
    lit = paper * (1 - contrast * (1 - seen / 255)) * np.linspace(0.85, 1.1, WIDTH)
    return np.clip(lit + rng.normal(0, 2, lit.shape), 0, 255).astype(np.uint8)


def _small_print(page: np.ndarray) -> None:
    """Marks as high as the print at the right of the real line: two millimetres."""
    for x in range(420, 520, 4):
        cv2.rectangle(page, (x * FINE, 58 * FINE), ((x + 2) * FINE, 62 * FINE), (60, 60, 60), -1)
