"""The peers of the recap find the same totals, and the report is written where the page has its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.kit.country import FIELDS, generate
from benchmarks.kit.report import PAGE, table, write_section
from benchmarks.kit.rounds import Contender, time_in_turns
from siaga.engines.recap.columns import Table, compile_forms, tally
from siaga.engines.recap.columns.law import forms_of
from siaga.law.form import check_row
from siaga.law.profiles import load

FORMS = forms_of(load("pemilu-2024"), FIELDS)


def test_the_generated_country_is_the_same_every_time_and_has_the_real_shape() -> None:
    country = generate()
    assert (country.cells == generate().cells).all()
    counted = tally(Table.of(country.codes, country.cells), compile_forms(FORMS, len(FIELDS)))
    assert [len(level.codes) for level in counted.levels] == [83_860, 7_285, 514, 38, 1]
    assert len(country.codes) == 435_000
    assert 0.005 < (counted.states == 1).mean() < 0.008
    assert 0.018 < (counted.states == 2).mean() < 0.022


def test_a_generated_row_that_was_not_misread_keeps_every_rule_of_the_form() -> None:
    country = generate(500)
    profile = load("pemilu-2024")
    broken = sum(
        any(finding.is_error for finding in check_row(profile, dict(zip(FIELDS, row, strict=True))))
        for row in country.cells.T.tolist()
        if -1 not in row
    )
    assert broken <= 10


@pytest.mark.parametrize(
    "name", ["NumPy", "Polars", "DuckDB", "SQLite", pytest.param("PostgreSQL", marks=pytest.mark.postgres)]
)
def test_every_peer_finds_the_totals_we_find(name: str) -> None:
    pytest.importorskip("polars", reason="the peers need requirements/bench.txt")
    from benchmarks import recap
    from benchmarks.recap_peers import same

    country = generate(3_000)
    peer = next(peer for peer in recap.PEERS if peer.__name__ == name)(country, FORMS)
    try:
        peer.run()
        found, expected = peer.totals(), recap.expected(country, FORMS)
        assert same(found, expected)
        found[-1] = found[-1] + 1
        assert not same(found, expected)
    finally:
        peer.close()


def test_contenders_take_turns() -> None:
    seen: list[str] = []
    note: Callable[[str], Callable[[], None]] = lambda name: lambda: seen.append(name)  # noqa: E731
    timings = time_in_turns([Contender("a", note("a"), turns=2), Contender("b", note("b"))], rounds=2)
    assert "".join(seen) == "ab" + "aab" * 2
    assert [(timing.name, timing.runs) for timing in timings] == [("a", 4), ("b", 2)]
    assert all(timing.best <= timing.median <= timing.worst for timing in timings)


def test_a_section_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- x: begin -->\nold\n<!-- x: end -->\nafter\n", encoding="utf-8")
    write_section("x", r"new \1", page)
    write_section("x", r"newer \1", page)
    assert page.read_text() == "before\n<!-- x: begin -->\nnewer \\1\n<!-- x: end -->\nafter\n"
    with pytest.raises(ValueError, match="no place for y"):
        write_section("y", "text", page)


def test_the_page_has_a_place_for_the_recap() -> None:
    assert "<!-- recap: begin -->" in PAGE.read_text(encoding="utf-8")


def test_tables_are_markdown() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --: |\n| 1 | 2 |"


def test_misread_figures_stay_in_their_columns() -> None:
    cells = generate(2_000).cells
    assert cells.dtype == np.int32
    assert cells.min() == -1
