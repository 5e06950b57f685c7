"""The arithmetic behind the sample rows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.packs import SHIPPED
from tools.sample_rows.__main__ import main
from tools.sample_rows.chance import Chance, apportion
from tools.sample_rows.plan import read_plan
from tools.sample_rows.stations import contains

weights = st.lists(st.integers(1, 10**6), min_size=1, max_size=40)


@given(weights, st.integers(0, 10**6))
def test_without_caps_every_share_is_its_quota_rounded(weights: list[int], total: int) -> None:
    shares = apportion(total, weights, [total] * len(weights))
    assert sum(shares) == total
    quotas = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert all(abs(share - quota) < 1 for share, quota in zip(shares, quotas, strict=True))


@given(weights, st.data())
def test_no_share_is_above_its_cap_and_nothing_is_lost(weights: list[int], data: st.DataObject) -> None:
    caps = data.draw(st.lists(st.integers(0, 600), min_size=len(weights), max_size=len(weights)))
    total = data.draw(st.integers(0, sum(caps)))
    shares = apportion(total, weights, caps)
    assert sum(shares) == total
    assert all(0 <= share <= cap for share, cap in zip(shares, caps, strict=True))


def test_caps_without_room_are_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apportion(11, [1, 1], [5, 5])


def test_equal_remainders_go_to_the_first() -> None:
    assert apportion(5, [1, 1, 1], [9, 9, 9]) == [2, 2, 1]


@given(st.text(), st.integers(-100, 100), st.integers(0, 100))
def test_draws_stay_within_their_bounds_and_never_change(label: str, low: int, width: int) -> None:
    first = Chance("seed").draw(low, low + width, label)
    assert low <= first <= low + width
    assert Chance("seed").draw(low, low + width, label) == first


def test_draws_differ_by_seed_and_label() -> None:
    draws = {Chance(seed).draw(0, 10**9, label) for seed in "ab" for label in "cd"}
    assert len(draws) == 4
    assert Chance("a").draw(0, 10**9, "c") == 437009189


def test_inside_and_outside_of_a_hollow_shape() -> None:
    horseshoe = [(0, 0), (6, 0), (6, 6), (4, 6), (4, 2), (2, 2), (2, 6), (0, 6), (0, 0)]
    assert contains(horseshoe, 1, 5) and contains(horseshoe, 5, 5) and contains(horseshoe, 3, 1)
    assert not contains(horseshoe, 3, 4) and not contains(horseshoe, 7, 1) and not contains(horseshoe, -1, 1)


def test_a_pack_with_faults_is_no_base(tmp_path: Path) -> None:
    folder = tmp_path / SHIPPED[0].name
    folder.mkdir()
    for file in SHIPPED[0].iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "pairs.csv").write_text("contest\n")
    with pytest.raises(ValueError, match=r"pairs\.csv:1 \[number\]: the column number is missing"):
        read_plan(folder)


def test_the_script_writes_the_two_tables(tmp_path: Path) -> None:
    folder = tmp_path / SHIPPED[0].name
    folder.mkdir()
    for file in SHIPPED[0].iterdir():
        if file.name not in {"stations.csv", "results.csv"}:
            (folder / file.name).write_bytes(file.read_bytes())
    assert CliRunner().invoke(main, [str(folder)]).exit_code == 0
    for name in ("stations.csv", "results.csv"):
        assert (folder / name).read_bytes() == (SHIPPED[0] / name).read_bytes()
