"""The shapes of the command post as SVG paths: a square for each station, a step curve of the arrivals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from siaga.desks.results.queries.night.coverage import Area
from siaga.desks.results.queries.night.pace import Pace, Point
from siaga.desks.results.queries.night.rows import Phase

SIDE, PITCH, ACROSS = 9, 11, 24
"""Pixels of a square, from one to the next, and squares in a line."""


@dataclass(frozen=True, slots=True)
class Squares:
    """One square for each station, in the order of their numbers, as one path for each phase."""

    width: int
    height: int
    paths: tuple[tuple[Phase, str], ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Two step curves in a box of `span` seconds by `most` forms, the later moments at the right."""

    span: int
    most: int
    arrived: str
    counted: str


def squares(area: Area) -> Squares:
    """The squares of a ward's stations."""
    paths: dict[Phase, list[str]] = {}
    for place, phase in enumerate(area.each):
        down, across = divmod(place, ACROSS)
        paths.setdefault(phase, []).append(f"M{across * PITCH} {down * PITCH}h{SIDE}v{SIDE}h-{SIDE}z")
    lines = -(-area.stations // ACROSS)
    width = min(area.stations, ACROSS) * PITCH
    return Squares(width, lines * PITCH, tuple((phase, "".join(found)) for phase, found in paths.items()))


def curves(pace: Pace, stations: int) -> Curves:
    """The curves of the arrivals and of the counted, up to the number of stations."""
    points, most = pace.points, max(1, stations)
    span = max(1, round((points[-1].at - points[0].at).total_seconds())) if points else 1
    return Curves(
        span,
        most,
        _steps(points, most, [point.arrived for point in points]),
        _steps(points, most, [point.counted for point in points]),
    )


def _steps(points: Sequence[Point], most: int, values: Iterable[int]) -> str:
    """A curve that rises only at the moment by which the forms were in."""
    parts = []
    for point, value in zip(points, values, strict=True):
        across = round((point.at - points[0].at).total_seconds())
        parts.append(f"H{across}V{most - value}" if parts else f"M{across} {most - value}")
    return "".join(parts)
