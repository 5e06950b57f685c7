"""Hands: a writer has forms of digits, a slant, a size, a pen; no two strokes of a hand are quite alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tests.kit.filled_forms.glyphs import KNOWN, forms_of, glyph
from tests.kit.filled_forms.pen import Ink, curve

Rng = np.random.Generator
_PENS = ((150, 62, 28), (172, 84, 40), (120, 40, 30), (48, 44, 44), (60, 58, 56))
"""Blue and black ball pens: blue, green, red of full ink."""


@dataclass(frozen=True)
class Area:
    """Where a sign goes, in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Writer:
    """One hand. `forms`: the form of each sign; `habit`: seed of its own lasting deviations from them.

    slant: sideways per height; breadth: of signs, 1 is usual; size: share of the space's height; pen: width
    as share of the space's height; unsteady: share of the sign by which its points differ from time to time.
    """

    forms: Mapping[str, int]
    habit: int
    slant: float
    breadth: float
    size: float
    pen: float
    unsteady: float
    colour: tuple[int, int, int]
    grain: float

    def sign(self, ink: Ink, sign: str, area: Area, rng: Rng) -> None:
        """Write a sign into the middle of an area, about so large as this hand writes."""
        form = self.forms[sign] if rng.random() < 0.93 else int(rng.integers(forms_of(sign)))
        height = self.size * area.height * rng.uniform(0.93, 1.07)
        aspect = 0.62 * self.breadth * (0.55 if sign == "1" else 1.0)
        width = min(aspect * height * rng.uniform(0.92, 1.08), 0.82 * area.width)
        left = area.x + (area.width - width) / 2 + rng.normal(0, 0.035) * area.width
        top = area.y + (area.height - height) / 2 + rng.normal(0, 0.03) * area.height
        self._draw(ink, sign, form, Area(left, top, width, height), self.pen * area.height, rng)

    def cross(self, ink: Ink, sign: str, area: Area, rng: Rng) -> None:
        """Cross an area out: ``x`` or ``-`` over most of it."""
        share = rng.uniform(0.55, 0.92)
        space = Area(
            area.x + area.width * (1 - share) / 2,
            area.y + area.height * (1 - share) / 2,
            area.width * share,
            area.height * share,
        )
        straight = replace(self, slant=0.0)
        straight._draw(ink, sign, self.forms[sign], space, self.pen * area.height, rng)

    def line(self, ink: Ink, points: NDArray[np.float64], pen: float, rng: Rng, curved: bool = False) -> None:
        """A free line through points in pixels."""
        moved = points + rng.normal(0, self.unsteady * 12, points.shape)
        ink.stroke(curve(moved) if curved else moved, pen, rng.uniform(0.8, 1.0))

    def _draw(self, ink: Ink, sign: str, form: int, space: Area, pen: float, rng: Rng) -> None:
        own = np.random.default_rng([self.habit, ord(sign), form])
        strength = rng.uniform(0.82, 1.0)
        for curved, points in glyph(sign, form):
            lasting = own.normal(0, 0.028, points.shape)
            passing = rng.normal(0, self.unsteady, points.shape)
            moved = points + lasting + passing
            x = space.x + moved[:, 0] * space.width + (0.5 - moved[:, 1]) * self.slant * space.height
            y = space.y + moved[:, 1] * space.height
            path = np.column_stack([x, y])
            ink.stroke(curve(path) if curved else path, pen * rng.uniform(0.9, 1.1), strength)


def writer(seed: int) -> Writer:
    """The hand with this number; the same every time."""
    rng = np.random.default_rng([2024, seed])
    forms = {sign: int(rng.integers(forms_of(sign))) for sign in KNOWN}
    if rng.random() < 0.15:  # one who follows the dotted guide: every digit squared
        forms |= {"0": 2, "2": 2, "3": 2, "4": 2, "5": 2, "6": 2, "7": 3, "8": 2, "9": 2, "1": 0}
    return Writer(
        forms=forms,
        habit=seed,
        slant=float(rng.normal(0.06, 0.1)),
        breadth=float(rng.uniform(0.82, 1.22)),
        size=float(rng.uniform(0.56, 0.82)),
        pen=float(rng.uniform(0.045, 0.085)),
        unsteady=float(rng.uniform(0.006, 0.022)),
        colour=_PENS[int(rng.integers(len(_PENS)))],
        grain=float(rng.choice([0.15, 0.3, 0.45])),
    )
