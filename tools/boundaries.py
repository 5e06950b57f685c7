"""Write a pack's ``boundaries.geojson`` from a GeoJSON file of ward outlines.

    python -m tools.boundaries WARDS.geojson packs/kota-metro-2024 --source wilayah

Coordinates are rounded to five decimals (about one metre); every property but the code is dropped. Districts
and the city are not drawn from other files: their outline is what remains of the wards' borders when every
stretch shared by two wards is taken away, so that all levels fit one another. Gaps and specks between wards,
which come from digitising by hand, are dropped.
"""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

Point = tuple[int, int]
"""Longitude and latitude in hundred-thousandths of a degree."""

Ring = list[Point]
SCALE = 100_000
SPECK = 1_000
"""A ring this many times smaller than the largest of its region is a slip of the digitiser, no island."""


@click.command()
@click.argument("wards", type=click.Path(exists=True, path_type=Path))
@click.argument("pack", type=click.Path(exists=True, path_type=Path))
@click.option("--source", required=True, help="Code of the source in sources.csv.")
def main(wards: Path, pack: Path, source: str) -> None:
    """Write PACK/boundaries.geojson from the file WARDS."""
    outlines = {code: [orient(ring) for ring in rings] for code, rings in read_wards(wards).items()}
    levels = {code: outlines[code] for code in sorted(outlines)}
    for length in (len("18.72.01"), len("18.72")):
        groups: dict[str, list[Ring]] = defaultdict(list)
        for code, rings in sorted(outlines.items()):
            groups[code[:length]] += rings
        levels |= {code: outer_rings(rings) for code, rings in groups.items()}
    (pack / "boundaries.geojson").write_text(collection(levels, source), encoding="utf-8")


def read_wards(path: Path) -> dict[str, list[Ring]]:
    """The outer rings of every ward by its code."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return {feature["properties"]["kode"]: rings_of(feature["geometry"]) for feature in document["features"]}


def rings_of(geometry: dict[str, Any]) -> list[Ring]:
    """The outer rings of a polygon or multipolygon, rounded, without repeated points, not closed."""
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [rounded(shape[0]) for shape in shapes]


def rounded(ring: list[list[float]]) -> Ring:
    """A ring as whole hundred-thousandths, without the repeated last point."""
    points = [(round(point[0] * SCALE), round(point[1] * SCALE)) for point in ring]
    return [point for point, following in pairwise(points) if point != following]


def doubled_area(ring: Ring) -> int:
    """Twice the signed area of a ring: positive when it runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))


def orient(ring: Ring) -> Ring:
    """The ring running counter-clockwise, as RFC 7946 wants an outer ring."""
    return ring if doubled_area(ring) > 0 else ring[::-1]


def outer_rings(rings: list[Ring]) -> list[Ring]:
    """The outline of a group of areas: shared borders run both ways and cancel out, gaps run clockwise."""
    edges = {edge for ring in rings for edge in zip(ring, ring[1:] + ring[:1], strict=True)}
    free = {edge for edge in edges if edge[::-1] not in edges}
    after: dict[Point, list[Point]] = defaultdict(list)
    for start, end in sorted(free, reverse=True):
        after[start].append(end)
    chains = _chains(after)
    largest = max(map(doubled_area, chains))
    return [ring for ring in chains if doubled_area(ring) * SPECK > largest]


def _chains(after: dict[Point, list[Point]]) -> list[Ring]:
    """Closed chains of points; a chain is cut off wherever it comes back to a point it has visited."""
    chains: list[Ring] = []
    while after:
        chain = [min(after)]
        while chain:
            if chain[-1] not in after:
                break
            following = after[chain[-1]].pop()
            if not after[chain[-1]]:
                del after[chain[-1]]
            if following in chain:
                position = chain.index(following)
                chains.append(chain[position:])
                chain = chain[: position + 1]
            else:
                chain.append(following)
    return chains


def collection(levels: dict[str, list[Ring]], source: str) -> str:
    """The GeoJSON text, one region on a line, wards before districts before the city."""
    lines = [
        json.dumps(feature(code, rings, source), separators=(",", ":")) for code, rings in levels.items()
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def feature(code: str, rings: list[Ring], source: str) -> dict[str, Any]:
    """One region as a GeoJSON feature."""
    polygons = [[[[x / SCALE, y / SCALE] for x, y in [*ring, ring[0]]]] for ring in rings]
    kind = ("Polygon", polygons[0]) if len(polygons) == 1 else ("MultiPolygon", polygons)
    geometry = {"type": kind[0], "coordinates": kind[1]}
    return {"type": "Feature", "properties": {"code": code, "source": source}, "geometry": geometry}


if __name__ == "__main__":
    main()
