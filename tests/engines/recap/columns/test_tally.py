"""The column path against an oracle of plain dictionaries, and against ``recap``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.kit.country import FIELDS, generate
from siaga.engines.recap import Contest, Level, State, Station, recap
from siaga.engines.recap.columns import MISSING, LinearForm, Table, Tally, compile_forms, plain, tally
from siaga.engines.recap.columns.law import forms_of
from siaga.law.profiles import load
from tests.kit.recaps import COLUMNS, CONTEST, FORMS, tables

COMPILED = compile_forms(FORMS, COLUMNS)
WIDTHS = {Level.WARD: 10, Level.DISTRICT: 6, Level.CITY: 4, Level.PROVINCE: 2}
STATES = ("counted", "held", "missing")


def judge(row: list[int]) -> str:
    """The state of a row of the form in ``tests.kit.recaps``, in words."""
    if all(figure == MISSING for figure in row):
        return "missing"
    possible = all(0 <= figure <= 2_047 for figure in row)
    return "counted" if possible and row[0] == row[1] + row[2] and row[3] <= row[0] + 20 else "held"


def oracle(table: Table) -> dict[tuple[Level, int], Counter[object]]:
    totals: dict[tuple[Level, int], Counter[object]] = defaultdict(Counter)
    for place, code in enumerate(table.codes.tolist()):
        row = [int(column[place]) for column in table.cells]
        state = judge(row)
        for level in (*WIDTHS, Level.NATION):
            total = totals[level, int(str(code)[: WIDTHS[level]]) if level in WIDTHS else 0]
            total[state] += 1
            if state == "counted":
                total.update(dict(enumerate(row)))
            elif len(table.ballots):
                total[state, "ballots"] += int(table.ballots[place])
    return totals


def agree(counted: Tally, table: Table) -> None:
    expected = oracle(table)
    rows = table.cells.T.tolist()
    assert [STATES[state] for state in counted.states] == [judge(row) for row in rows]
    assert sum(len(level.codes) for level in counted.levels) == len(expected)
    for level in counted.levels:
        for place, code in enumerate(level.codes.tolist()):
            total = expected[level.level, code]
            assert level.cells[place].tolist() == [total[column] for column in range(len(table.cells))]
            assert [level.counted[place], level.held[place], level.missing[place]] == [
                total[s] for s in STATES
            ]
            assert level.held_ballots[place] == total["held", "ballots"]
            assert level.missing_ballots[place] == total["missing", "ballots"]


@pytest.mark.parametrize("engine", [tally, plain.tally])
@given(table=tables(), threads=st.integers(1, 4))
def test_every_level_agrees_with_the_oracle(engine: Callable[..., Tally], table: Table, threads: int) -> None:
    agree(engine(table, COMPILED, threads), table)


@given(tables())
def test_the_two_faces_of_the_recap_say_the_same(table: Table) -> None:
    """Columns 0 to 2 as votes: totals, coverage and doubt about the order, region by region."""
    if not len(table.ballots):
        table = Table.of(table.codes, table.cells, np.zeros(len(table.codes), np.int32))
    counted = tally(table, COMPILED)
    states = [State(STATES[state]) for state in counted.states]
    stations = [
        Station(
            str(code), state, dict(zip((1, 2, 3), map(int, cells[:3]), strict=True)), registered=int(ballots)
        )
        for code, state, cells, ballots in zip(table.codes, states, table.cells.T, table.ballots, strict=True)
    ]
    other = recap(stations, Contest("mayor", CONTEST.pairs, CONTEST.spare_share * 0))
    for level in counted.levels[:-1]:
        could = level.could_change_order([0, 1, 2])
        for place, region in enumerate(other.at(level.level)):
            assert region.code == str(level.codes[place])
            assert list(region.votes.values()) == level.cells[place, :3].tolist()
            assert region.coverage.stations == level.stations[place]
            assert region.could_change_order == could[place]


def test_large_wards_fill_blocks_and_threads_in_every_way() -> None:
    """Wards of 1 to 999 stations, so that blocks and threads begin and end at all kinds of places."""
    rng = np.random.default_rng(3)
    sizes = rng.choice([1, 2, 999, 500, 30], 40)
    codes = np.concatenate([(1872011001 + ward) * 1_000 + 1 + np.arange(n) for ward, n in enumerate(sizes)])
    cells = np.zeros((COLUMNS, len(codes)), np.int32)
    cells[1:3] = rng.integers(0, 1_000, (2, len(codes)))
    cells[0] = cells[1] + cells[2]
    cells[4] = 2_047
    table = Table.of(codes, cells)
    first = tally(table, COMPILED, 1)
    agree(first, table)
    for threads in (2, 3, 7, 100):
        again = tally(table, COMPILED, threads)
        assert all((a.sums == b.sums).all() for a, b in zip(first.levels, again.levels, strict=True))


def test_the_largest_ward_of_the_largest_figures_does_not_overflow() -> None:
    codes = 1872011001000 + np.arange(1_000)
    table = Table.of(codes, np.full((25, 1_000), 2_047, np.int32))
    assert (tally(table, compile_forms([], 25)).at(Level.WARD).cells == 2_047_000).all()


def test_totals_of_a_country_pass_32_bits() -> None:
    ward_codes = 1100000001 + np.arange(2_200) * 10_000
    codes = (ward_codes[:, None] * 1_000 + np.arange(500)).ravel()
    table = Table.of(codes, np.full((1, len(codes)), 2_047, np.int32))
    nation = tally(table, compile_forms([], 1)).at(Level.NATION)
    assert nation.cells.item() == 2_047 * len(codes) > 2**31


def test_many_callers_at_once_get_their_own_totals() -> None:
    country = generate(4_000)
    table = Table.of(country.codes, country.cells, country.ballots)
    forms = compile_forms(forms_of(load("pemilu-2024"), FIELDS), len(FIELDS))
    expected = plain.tally(table, forms)
    with ThreadPoolExecutor(4) as pool:
        for counted in pool.map(lambda _: tally(table, forms), range(16)):
            assert all((a.sums == b.sums).all() for a, b in zip(expected.levels, counted.levels, strict=True))


@pytest.mark.parametrize("engine", [tally, plain.tally])
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize(
    ("codes", "complaint"),
    [
        ([1872011001002, 1872011001001], "row 1: station 1872011001001 does not follow"),
        ([1872011001001, 1872011001001], "row 1: station 1872011001001 does not follow"),
        ([1872011001001, 1972011001001, 1872011002001, 1972011002001], "row 2"),
        ([], "no row"),
    ],
)
def test_rows_out_of_order_are_refused_with_their_place(
    engine: Callable[..., Tally], threads: int, codes: list[int], complaint: str
) -> None:
    table = Table.of(np.array(codes, np.int64), np.zeros((2, len(codes)), np.int32))
    with pytest.raises(ValueError, match=complaint):
        engine(table, compile_forms([], 2), threads)


@given(tables(), st.randoms(use_true_random=False))
def test_shuffled_rows_can_be_put_in_order(table: Table, random: object) -> None:
    shuffle = np.random.default_rng(1).permutation(len(table.codes))
    ballots = table.ballots[shuffle] if len(table.ballots) else None
    mixed = Table.of(table.codes[shuffle], table.cells[:, shuffle], ballots).in_order()
    assert (mixed.codes == table.codes).all()
    assert (mixed.cells == table.cells).all()
    assert (mixed.ballots == table.ballots).all()


@pytest.mark.parametrize(
    ("codes", "cells", "ballots", "complaint"),
    [
        (np.array([1.0]), np.zeros((1, 1), np.int32), None, "int64"),
        (np.array([1]), np.zeros((1, 1), np.int64), None, "int64"),
        (np.array([1]), np.zeros(1, np.int32), None, "int64"),
        (np.array([1, 2]), np.zeros((1, 1), np.int32), None, "do not fit"),
        (np.array([1]), np.zeros((0, 1), np.int32), None, "do not fit"),
        (np.array([1]), np.zeros((1, 1), np.int32), np.array([1, 2], np.int32), "ballots"),
        (np.array([1]), np.zeros((1, 1), np.int32), np.array([-1], np.int32), "ballots"),
        (np.array([1]), np.zeros((1, 1), np.int32), np.array([2_048], np.int32), "ballots"),
    ],
)
def test_arrays_that_are_no_table_are_refused(
    codes: np.ndarray, cells: np.ndarray, ballots: np.ndarray | None, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        Table.of(codes, cells, ballots)


def test_a_strided_table_is_made_contiguous_and_counts_the_same() -> None:
    rows = np.arange(12, dtype=np.int32).reshape(6, 2)
    table = Table.of(np.arange(1872011001001, 1872011001013, 2), rows.T)
    assert table.cells.flags["C_CONTIGUOUS"]
    assert tally(table, compile_forms([LinearForm({0: 1, 1: -1}, 1)], 2)).levels[0].cells.tolist() == [
        [30, 36]
    ]
