"""The ground: regions, their outlines, the stations in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .origin import Origin
from .words import RegionLevel, StationKind

Ring = tuple[tuple[float, float], ...]
"""A closed line of (longitude, latitude) in degrees WGS 84; the first point is repeated at the end."""


def lies_in(code: str, region: str) -> bool:
    """Whether the dotted code is that of the region or of a part of it."""
    return code == region or code.startswith(f"{region}.")


@dataclass(frozen=True, slots=True)
class Region:
    """A province, city, district (kecamatan) or ward (kelurahan), by its dotted Kemendagri code."""

    code: str
    name: str
    level: RegionLevel
    parent: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Boundary:
    """The outline of a region: polygons, each an outer ring followed by its holes."""

    region: str
    polygons: tuple[tuple[Ring, ...], ...]
    source: str

    def geometry(self) -> dict[str, Any]:
        """The outline as a GeoJSON MultiPolygon (RFC 7946)."""
        coordinates = [[[list(point) for point in ring] for ring in polygon] for polygon in self.polygons]
        return {"type": "MultiPolygon", "coordinates": coordinates}


@dataclass(frozen=True, slots=True)
class PollingStation:
    """A TPS: 13 digits = the ward's 10 and the station's 3. Registered voters are the DPT, in persons."""

    code: str
    ward: str
    number: int
    kind: StationKind
    name: str
    address: str | None
    latitude: float | None
    longitude: float | None
    dpt_men: int | None
    dpt_women: int | None
    dpt_total: int | None
    origin: Origin
