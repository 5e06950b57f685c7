"""What is written for one figure, and the writing of it into the places of a layout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Box, Bubbles, FieldPlace, Tally
from tests.kit.filled_forms.pen import Ink
from tests.kit.filled_forms.writers import Area, Rng, Writer


@dataclass(frozen=True)
class Written:
    """One figure as it stands on paper: what is in each box (a digit, x, - or a space), the filled circle of
    each column or None, the sum beside each line of strokes or None, and the words.
    """

    boxes: str
    circles: tuple[int | None, ...] = ()
    sums: tuple[int | None, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Desk:
    """A writer at one page. scale: pixels per mm; cells: of five strokes in a line of the grid."""

    hand: Writer
    ink: Ink
    scale: float
    cells: int
    coverage: float
    overwritten: float
    rng: Rng

    def write(self, place: FieldPlace, figure: Written, strokes: int) -> None:
        """Everything of one figure; `strokes`: how many votes were tallied."""
        for box, sign in zip(place.digits, figure.boxes, strict=True):
            self._box(box, sign)
        for bubbles, digit in zip(place.bubbles, figure.circles, strict=False):
            if digit is not None:
                self._circle(bubbles, digit)
        if place.tally and figure.sums:
            self._tally(place.tally, figure.sums, strokes)
        if place.words and figure.words:
            self._words(place.words, figure.words)

    def area(self, box: Box) -> Area:
        return Area(*(v * self.scale for v in (box.x, box.y, box.width, box.height)))

    def _box(self, box: Box, sign: str) -> None:
        area = self.area(box)
        if sign in "x-":
            self.hand.cross(self.ink, sign, area, self.rng)
        elif sign != " ":
            if self.rng.random() < self.overwritten:
                self.hand.sign(self.ink, str(self.rng.integers(10)), area, self.rng)
            self.hand.sign(self.ink, sign, area, self.rng)

    def _circle(self, bubbles: Bubbles, digit: int) -> None:
        """A scribble over the circle: more or less of it, a little beside it."""
        x, y = (v * self.scale for v in bubbles.centres[digit])
        radius = bubbles.radius * self.scale * np.sqrt(self.coverage) * self.rng.uniform(0.9, 1.12)
        away = self.rng.normal(0, 0.08 * bubbles.radius * self.scale, 2)
        stretch = self.rng.uniform(0.85, 1.0)
        strength = self.rng.uniform(0.75, 1.0)
        self.ink.dot(
            (x + away[0], y + away[1]), (radius, radius * stretch), self.rng.uniform(0, 180), strength
        )

    def _tally(self, tally: Tally, sums: tuple[int | None, ...], strokes: int) -> None:
        left, used = strokes, 0
        for line, boxes, total in zip(tally.lines, tally.sums, sums, strict=True):
            if total is None:
                break
            self._strokes(self.area(line), min(left, self.cells * 5))
            self._sum([self.area(box) for box in boxes], total)
            left, used = max(0, left - self.cells * 5), used + 1
        if used < len(tally.lines):
            self._cross_out(tally, used)

    def _strokes(self, line: Area, count: int) -> None:
        """Gates of five: four strokes and one across them."""
        cell, pen = line.width / self.cells, self.hand.pen * line.height
        lean = self.hand.slant * line.height * 0.5
        for n in range(count):
            gate, place = divmod(n, 5)
            x = line.x + gate * cell
            if place < 4:
                at = x + cell * (0.2 + 0.18 * place)
                points = np.array(
                    [[at + lean, line.y + line.height * 0.16], [at - lean, line.y + line.height * 0.86]]
                )
            else:
                points = np.array(
                    [
                        [x + cell * 0.1, line.y + line.height * 0.72],
                        [x + cell * 0.9, line.y + line.height * 0.3],
                    ]
                )
            self.hand.line(self.ink, points + self.rng.normal(0, cell * 0.02, (2, 2)), pen, self.rng)

    def _sum(self, boxes: list[Area], total: int) -> None:
        for area, sign in zip(boxes, str(total).rjust(len(boxes)), strict=True):
            if sign != " ":
                self.hand.sign(self.ink, sign, area, self.rng)

    def _cross_out(self, tally: Tally, used: int) -> None:
        """A Z through the lines nobody used, and one through the boxes of their sums."""
        rest = [self.area(line) for line in tally.lines[used:]]
        sums = [self.area(box) for boxes in tally.sums[used:] for box in boxes]
        pen = self.hand.pen * rest[0].height
        for areas in (rest, sums):
            left, right = min(a.x for a in areas), max(a.x + a.width for a in areas)
            top, bottom = min(a.y for a in areas), max(a.y + a.height for a in areas)
            self.hand.line(self.ink, _z(left, top, right, bottom, self.rng), pen, self.rng, curved=False)

    def _words(self, box: Box, text: str) -> None:
        """Capitals in the upper part of the space, on as many lines as make them largest."""
        space = self.area(box)
        lines, height = _break(text, space, self.hand.breadth)
        advance = _ADVANCE * self.hand.breadth * height
        start = space.x + max(0.0, space.width - advance * max(map(len, lines))) * self.rng.uniform(0.06, 0.3)
        for row, line in enumerate(lines):
            top = space.y + space.height * 0.12 + row * height * 1.45
            drift = self.rng.normal(0, 0.01)
            for place, letter in enumerate(line):
                if letter == " ":
                    continue
                x = start + place * advance
                area = Area(x, top + drift * (x - start), advance, height / self.hand.size)
                self.hand.sign(self.ink, letter, area, self.rng)


_ADVANCE = 0.82
"""From one letter to the next, as a share of their height."""


def _break(text: str, space: Area, breadth: float) -> tuple[list[str], float]:
    """The text in lines, and the height of its letters in pixels."""
    words, best = text.split(), ([text], 0.0)
    for count in range(1, min(4, len(words)) + 1):
        lines = _lines(words, count)
        longest = max(map(len, lines))
        height = min(
            space.width * 0.92 / (longest * _ADVANCE * breadth),
            space.height * 0.62 / (1.45 * count),
            space.height * 0.26 + 8,
        )
        if height > best[1] * 1.2:
            best = (lines, height)
    return best


def _lines(words: list[str], count: int) -> list[str]:
    """The words on so many lines of about equal length."""
    target = sum(len(word) + 1 for word in words) / count
    lines = [""]
    for word in words:
        if lines[-1] and len(lines) < count and len(lines[-1]) + len(word) / 2 > target:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _z(left: float, top: float, right: float, bottom: float, rng: Rng) -> NDArray[np.float64]:
    width, height = right - left, bottom - top
    shares = np.array([[0.12, 0.2], [0.88, 0.24], [0.14, 0.78], [0.86, 0.84]]) + rng.normal(0, 0.03, (4, 2))
    return np.array([left, top]) + shares * np.array([width, height])
