"""What a crew decides before the pen moves: crosses or zeros, how circles are filled, its mistakes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from siaga.engines.reading.model import FieldPlace
from siaga.law.form.words import in_words
from tests.kit.filled_forms.writers import Rng
from tests.kit.filled_forms.writing import Written

MARKS = {"x": 0.72, "-": 0.14, "0": 0.09, " ": 0.05}
"""How crews mark unused boxes in front, as seen on photographs of 2024: mostly a cross."""


@dataclass(frozen=True)
class Crew:
    """leading: mark in unused boxes (x, -, 0 or a space); nothing: the same where the figure is 0 and all
    boxes may be crossed; coverage: how much of a circle is filled, 0 to 1; zeros_in_circles: whether a
    crossed box gets a filled 0; the rest are chances per figure of a mistake the digits do not have.
    """

    leading: str = "x"
    nothing: str = "0"
    coverage: float = 0.9
    zeros_in_circles: bool = False
    wrong_circle: float = 0.0
    wrong_sum: float = 0.0
    wrong_words: float = 0.0
    overwritten: float = 0.0

    def careless(self, chance: float) -> Crew:
        """The same crew making each kind of mistake with this chance."""
        return replace(self, wrong_circle=chance, wrong_sum=chance, wrong_words=chance, overwritten=chance)

    def plan(self, place: FieldPlace, value: int | None, cells: int, rng: Rng) -> Written:
        """What is to be written for one figure. ValueError when it cannot be."""
        if value is None:
            return Written(" " * len(place.digits))
        if value < 0 or value >= 10 ** len(place.digits):
            raise ValueError(f"{place.name}: {value} does not fit {len(place.digits)} boxes")
        boxes = self._boxes(value, len(place.digits))
        told = _other(value, rng) if rng.random() < self.wrong_words else value
        return Written(
            boxes,
            self._circles(place, boxes, rng),
            self._sums(place, value, cells * 5, rng),
            in_words(told).upper() if place.words else "",
        )

    def _boxes(self, value: int, count: int) -> str:
        if value == 0 and self.nothing != "0":
            return self.nothing * count
        return str(value).rjust(count, self.leading)

    def _circles(self, place: FieldPlace, boxes: str, rng: Rng) -> tuple[int | None, ...]:
        if not place.bubbles:
            return ()
        blank = 0 if self.zeros_in_circles else None
        filled = [int(sign) if sign.isdigit() else blank for sign in boxes]
        if rng.random() < self.wrong_circle:
            filled[int(rng.integers(len(filled)))] = int(rng.integers(10))
        return tuple(filled)

    def _sums(self, place: FieldPlace, value: int, most: int, rng: Rng) -> tuple[int | None, ...]:
        if not place.tally:
            return ()
        lines = len(place.tally.lines)
        if value > most * lines:
            raise ValueError(f"{place.name}: {value} strokes do not fit {lines} lines of {most}")
        sums = [min(most, value - n * most) if value > n * most else None for n in range(lines)]
        if value and rng.random() < self.wrong_sum:
            sums[0] = max(1, (sums[0] or 0) + int(rng.choice([-10, -1, 1])))
        return tuple(sums)


def crew(seed: int) -> Crew:
    """The habits of the crew with this number: no mistakes, but every one its own way."""
    rng = np.random.default_rng([1945, seed])
    leading = str(rng.choice(list(MARKS), p=list(MARKS.values())))
    return Crew(
        leading=leading,
        nothing=leading if leading in "x-" and rng.random() < 0.3 else "0",
        coverage=float(rng.choice([0.95, 0.8, 0.6], p=[0.7, 0.2, 0.1])),
        zeros_in_circles=leading == "0" or bool(rng.random() < 0.1),
    )


def _other(value: int, rng: Rng) -> int:
    """A number one slip of attention away."""
    return max(0, value + int(rng.choice([-10, -1, 1, 10])))
