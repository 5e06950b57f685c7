"""Real rows checked, and repaired, beside the same identities in Polars and DuckDB.

    python -m benchmarks.check [--file FILE] [--rounds 5] [--write]

Everyone starts from the file on disk and ends with the rows that break an identity of error severity; that
all find the same is checked first. Finding the smallest repairs has no peer. The file lies outside the
repository (see tests/kit/shared.py); ``--write`` puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import add
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.kit.report import machine, table, write_section
from benchmarks.kit.rounds import Contender, time_in_turns
from siaga.engines.intake import check_items, read
from siaga.law.form.catalogue import form_with
from siaga.law.form.formulas import Formula, Side
from siaga.law.profiles import Profile, load

LAMPUNG = "sirekap-2024/lampung_pilpres2024_tps.csv.gz"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
PEMILU = load("pemilu-2024")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Real rows checked and repaired.")
    parser.add_argument("--file", type=Path, default=SHARED / LAMPUNG)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write the table into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    if not options.file.exists():
        parser.error(f"no file {options.file}: give one with --file")
    text = report(options.file, options.rounds)
    print(text)
    if options.write:
        write_section("check", text)


def report(file: Path, rounds: int) -> str:
    """Make sure that all find the same rows, time them, and return the section of the page."""
    rows, broken = siaga(file, with_repairs=False)
    workers: dict[str, Callable[[], object]] = {
        "Siaga, check": lambda: siaga(file, with_repairs=False),
        "Polars, check": lambda: with_polars(file),
        "DuckDB, check": lambda: with_duckdb(file),
        "Siaga, check and repairs": lambda: siaga(file, with_repairs=True),
    }
    assert with_polars(file) == with_duckdb(file) == broken
    timings = time_in_turns([Contender(name, run) for name, run in workers.items()], rounds)
    lines = [
        (t.name, f"{t.median:,.0f}", f"{t.best:,.0f} – {t.worst:,.0f}", f"{rows / t.median * 1000:,.0f}")
        for t in timings
    ]
    about = f"{rows:,} rows of `{file.name}`, {len(broken):,} of them broken; {rounds} rounds, in turns."
    head = ("who, what", "median ms", "best – worst", "rows per second")
    return f"{machine(['polars', 'duckdb'])}\n\n{about}\n\n{table(head, lines)}"


def siaga(file: Path, with_repairs: bool) -> tuple[int, set[str]]:
    """How many rows there are, and the stations of the broken ones."""
    outcome = check_items(read(str(file), PEMILU), PEMILU, with_repairs=with_repairs)
    return outcome.rows, {checked.row.station for checked in outcome.checked if checked.is_broken}


def with_polars(file: Path) -> set[str]:
    rows = pl.read_csv(file, schema_overrides={"kode_tps": pl.String})
    broken = [~_holds(formula) for formula in formulas(PEMILU, rows.columns)]
    return set(rows.filter(pl.any_horizontal(broken)).get_column("kode_tps"))


def with_duckdb(file: Path) -> set[str]:
    source = duckdb.read_csv(str(file), dtype={"kode_tps": "VARCHAR"})
    broken = " OR ".join(f"NOT ({_sql(formula)})" for formula in formulas(PEMILU, source.columns))
    return {code for (code,) in source.filter(broken).select("kode_tps").fetchall()}


def formulas(profile: Profile, columns: Sequence[str]) -> Iterator[Formula]:
    """The identities of error severity that a table with these columns can be held against."""
    for check in form_with(profile, (1, 2, 3)).checks:
        superfluous = set(check.rule.only_without) & set(columns)
        if check.is_error and not superfluous and set(check.formula.names()) <= set(columns):
            yield check.formula


def _holds(formula: Formula) -> pl.Expr:
    left, right = _sum(formula.left), _sum(formula.right)
    if formula.relation == "=":
        return left == right
    return left <= right if formula.relation == "<=" else left >= right


def _sum(side: Side) -> pl.Expr:
    return reduce(add, (pl.col(name) for name in side.figures), pl.lit(side.constant))


def _sql(formula: Formula) -> str:
    left, right = (" + ".join([*side.figures, str(side.constant)]) for side in (formula.left, formula.right))
    return f"{left} {formula.relation} {right}"


if __name__ == "__main__":
    main()
