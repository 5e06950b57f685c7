"""Joining ward outlines into districts and the city."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.kit.packs import SHIPPED
from tests.kit.shared import data_file
from tools.boundaries import doubled_area, main, orient, outer_rings, rings_of

LEFT = [(0, 0), (100, 0), (100, 100), (0, 100)]
RIGHT = [(100, 0), (200, 0), (200, 100), (100, 100)]


def same_ring(ring: list, other: list) -> bool:
    """Whether two rings run through the same points in the same order, wherever they start."""
    return any(ring[i:] + ring[:i] == other for i in range(len(ring)))


def test_neighbours_lose_their_common_border() -> None:
    (ring,) = outer_rings([LEFT, RIGHT])
    assert same_ring(ring, [(0, 0), (100, 0), (200, 0), (200, 100), (100, 100), (0, 100)])


def test_areas_apart_stay_apart() -> None:
    far = [(x + 1000, y) for x, y in RIGHT]
    assert len(outer_rings([LEFT, far])) == 2


def test_areas_that_touch_in_a_point_stay_two() -> None:
    corner = [(100, 100), (200, 100), (200, 200), (100, 200)]
    assert sorted(map(doubled_area, outer_rings([LEFT, corner]))) == [20_000, 20_000]


def test_gaps_and_specks_are_dropped() -> None:
    frame = [
        [(0, 0), (300, 0), (200, 100), (100, 100)],
        [(300, 0), (300, 300), (200, 200), (200, 100)],
        [(300, 300), (0, 300), (100, 200), (200, 200)],
        [(0, 300), (0, 0), (100, 100), (100, 200)],
    ]
    speck = [(1000, 0), (1001, 0), (1001, 1)]
    (ring,) = outer_rings([*frame, speck])
    assert same_ring(ring, [(0, 0), (300, 0), (300, 300), (0, 300)])


def test_rings_run_counter_clockwise() -> None:
    assert orient(LEFT[::-1])[0] in LEFT
    assert doubled_area(orient(LEFT[::-1])) == doubled_area(LEFT) == 20_000


def test_points_that_fall_together_when_rounded_are_one() -> None:
    shape = [[[0.0, 0.0], [1.0, 0.0], [1.0000001, 0.0], [1.0, 1.0], [0.0, 0.0]]]
    (ring,) = rings_of({"type": "Polygon", "coordinates": shape})
    assert ring == [(0, 0), (100_000, 0), (100_000, 100_000)]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_shipped_outlines_can_be_made_again_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    wards = data_file(f"regions/{folder.name.removesuffix('-2024').replace('-', '_')}_kel.geojson")
    result = CliRunner().invoke(main, [str(wards), str(tmp_path), "--source", "wilayah"])
    assert result.exit_code == 0
    made = (tmp_path / "boundaries.geojson").read_bytes()
    assert made == (folder / "boundaries.geojson").read_bytes()
