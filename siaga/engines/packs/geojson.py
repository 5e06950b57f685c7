"""boundaries.geojson: the outlines of regions (RFC 7946), read with the same distrust as every other file."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from .csvfile import decode
from .faults import FaultList, Place
from .folder import MAP
from .model import Boundary, Ring

BOUNDS = ((94.9, 141.1), (-11.1, 6.2))  # longitude and latitude of Indonesia, degrees
SHORTEST_RING = 4  # points: a triangle and its first corner again


class MapError(Exception):
    """A feature that is no outline of a region; the text says why."""


def read_boundaries(content: bytes, faults: FaultList) -> list[Boundary]:
    """The outlines of all features; each feature needs the properties ``code`` and ``source``."""
    text = decode(MAP, content, faults)
    boundaries = []
    for feature in _features(text, faults):
        code = _property(feature, "code")
        try:
            boundaries.append(Boundary(code, _polygons(feature), _property(feature, "source")))
        except MapError as problem:
            faults.add("bad_geojson", Place(MAP, line_of(text, code), code), reason=problem)
    return boundaries


def line_of(text: str, code: str) -> int:
    """The line on which a region's code stands in the file, or 0."""
    position = text.find(f'"{code}"') if code else -1
    return text.count("\n", 0, position) + 1 if position >= 0 else 0


def _features(text: str, faults: FaultList) -> list[Any]:
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
        features = document["features"]
        if document["type"] != "FeatureCollection" or not isinstance(features, list):
            raise MapError("no FeatureCollection")
        return features
    except json.JSONDecodeError as problem:
        faults.add("bad_geojson", Place(MAP, problem.lineno), reason=problem.msg)
    except (KeyError, TypeError, MapError, RecursionError, ValueError) as problem:
        faults.add("bad_geojson", Place(MAP), reason=f"no FeatureCollection ({type(problem).__name__})")
    return []


def _refuse_constant(name: str) -> NoReturn:
    raise MapError(f"{name} is no number")


def _property(feature: Any, name: str) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    value = properties.get(name) if isinstance(properties, dict) else None
    return value if isinstance(value, str) else ""


def _polygons(feature: Any) -> tuple[tuple[Ring, ...], ...]:
    if not _property(feature, "code"):
        raise MapError("a feature without the property code")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise MapError(f"{kind} is neither Polygon nor MultiPolygon")
    coordinates = geometry.get("coordinates")
    polygons = _list([coordinates] if kind == "Polygon" else coordinates)
    return tuple(tuple(_ring(ring) for ring in _list(polygon)) for polygon in polygons)


def _ring(ring: Any) -> Ring:
    points = tuple(_point(point) for point in _list(ring))
    if len(points) < SHORTEST_RING or points[0] != points[-1]:
        raise MapError("a ring must be closed and have four points or more")
    return points


def _point(point: Any) -> tuple[float, float]:
    pair = _list(point)
    if len(pair) != len(BOUNDS):
        raise MapError("a point must be longitude and latitude")
    for value, (low, high) in zip(pair, BOUNDS, strict=True):
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise MapError(f"{value} is no coordinate in Indonesia")
    return float(pair[0]), float(pair[1])


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise MapError("coordinates are missing")
    return value
