"""``siaga bench``: lists what is there, runs by name, hands on options and the exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from siaga.cli import bench, main


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one benchmark, which writes down its options and ends with 3."""
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Benchmarks."""\n', encoding="utf-8")
    (folder / "snail.py").write_text(
        '"""A snail, timed.\n\nMore about it."""\nimport pathlib, sys\n'
        'pathlib.Path("seen.txt").write_text(" ".join(sys.argv[1:]))\nsys.exit(3)\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(bench, "CHECKOUT", tmp_path)
    return tmp_path


def test_benchmarks_are_listed_with_their_first_line(checkout: Path) -> None:
    result = CliRunner().invoke(main, ["bench"])
    assert result.exit_code == 0
    assert result.stdout.split(maxsplit=1) == ["snail", "A snail, timed.\n"]


def test_a_benchmark_gets_its_options_and_its_exit_code_comes_back(checkout: Path) -> None:
    result = CliRunner().invoke(main, ["bench", "snail", "--rounds", "3", "--write"])
    assert result.exit_code == 3
    assert (checkout / "seen.txt").read_text() == "--rounds 3 --write"


def test_an_unknown_name_ends_with_2_and_names_the_others(checkout: Path) -> None:
    result = CliRunner().invoke(main, ["bench", "slug"])
    assert result.exit_code == 2
    assert "snail" in result.stderr


def test_without_a_checkout_it_says_where_benchmarks_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "CHECKOUT", tmp_path)
    result = CliRunner().invoke(main, ["bench"])
    assert result.exit_code == 2
    assert "checkout of the repository" in result.stderr


def test_the_recap_benchmark_is_there() -> None:
    assert "recap" in bench.benchmarks(bench.CHECKOUT)


def test_a_folder_that_can_be_run_is_a_benchmark(checkout: Path) -> None:
    for folder, file in (("reading", "__main__.py"), ("kit", "report.py")):
        (checkout / "benchmarks" / folder).mkdir()
        (checkout / "benchmarks" / folder / file).write_text('"""About."""\n', encoding="utf-8")
    assert bench.benchmarks(checkout) == {"reading": "About.", "snail": "A snail, timed."}
