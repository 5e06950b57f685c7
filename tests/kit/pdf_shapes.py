"""What a PDF page draws, from its operators: outlines, filled shapes, in mm from the top left corner.

    outlines, fills = shapes_of(page)       # page: a pypdf page

Knows what typst and the KPU's printer write: paths of lines and curves, stroked or filled, under nested
transformations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream

MM = 72 / 25.4
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Outline:
    """One closed or open piece of a path: its bounding box in mm and its number of curves."""

    left: float
    top: float
    width: float
    height: float
    curves: int


@dataclass
class _State:
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    stack: list[Matrix] = field(default_factory=list)
    pieces: list[tuple[list[Point], int]] = field(default_factory=list)


def shapes_of(page: PageObject) -> tuple[list[Outline], list[Outline]]:
    """The stroked and the filled pieces of paths of a page."""
    height = float(page.mediabox.height)
    state = _State()
    stroked: list[Outline] = []
    filled: list[Outline] = []
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        name = operator.decode()
        if name in ("S", "s", "f", "f*", "n"):
            found = [_outline(points, curves, height) for points, curves in state.pieces]
            {"s": stroked, "f": filled, "n": []}[name[0].lower()].extend(found)
            state.pieces = []
        else:
            _step(state, name, operands)
    return stroked, filled


def _step(state: _State, name: str, operands: list[Any]) -> None:
    numbers = [float(value) for value in operands] if name in ("cm", "m", "l", "c", "re") else []
    if name == "q":
        state.stack.append(state.matrix)
    elif name == "Q":
        state.matrix = state.stack.pop()
    elif name == "cm":
        state.matrix = _times(tuple(numbers), state.matrix)  # type: ignore[arg-type]
    elif name == "m":
        state.pieces.append(([_apply(state.matrix, numbers[0], numbers[1])], 0))
    elif name in ("l", "c"):
        points, curves = state.pieces[-1]
        curved = name == "c" and numbers[2:4] != numbers[4:6]
        state.pieces[-1] = ([*points, _apply(state.matrix, *numbers[-2:])], curves + curved)
    elif name == "re":
        x, y, w, h = numbers
        corners = [_apply(state.matrix, *p) for p in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))]
        state.pieces.append((corners, 0))


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _outline(points: list[Point], curves: int, height: float) -> Outline:
    xs, ys = [x / MM for x, _y in points], [(height - y) / MM for _x, y in points]
    return Outline(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys), curves)
