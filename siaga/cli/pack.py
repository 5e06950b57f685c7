"""``siaga pack``: check a city pack, and load it into the site."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from siaga.cli._django import set_up
from siaga.cli._exit import FINDINGS, print_json, refuse
from siaga.cli._language import language
from siaga.cli._pack_words import WORDS, table_name
from siaga.engines.packs import Fault, NotAPackError, Pack, cells, read
from siaga.engines.packs.cells import CellError
from siaga.engines.packs.schema import REGION, TABLES, TIME_ZONES, WORD
from siaga.engines.packs.skeleton import Plan, write_skeleton
from siaga.law import profiles

if TYPE_CHECKING:
    from siaga.desks.elections.services import Changes

PACK_FOLDER = click.argument("folder", metavar="DIR", type=click.Path())
LANGUAGE = language("Language of faults.")
MOST_ROWS = 10  # rows of one kind that are named; --json names all


@click.group()
def command() -> None:
    """City packs: a city and its election as readable files."""


@command.command()
@PACK_FOLDER
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@LANGUAGE
def check(folder: str, as_json: bool, lang: str) -> None:
    """Report every fault of the pack in DIR with file, line and what to do."""
    pack, faults = _read(folder)
    tell(folder, pack, faults, None if as_json else lang)
    if faults:
        sys.exit(FINDINGS)


@command.command()
@PACK_FOLDER
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@LANGUAGE
def load(folder: str, dry_run: bool, as_json: bool, lang: str) -> None:
    """Load the pack in DIR into the site: all of it or nothing; a second time changes nothing."""
    pack, faults = _read(folder)
    if pack is None:
        tell(folder, pack, faults, None if as_json else lang)
        sys.exit(FINDINGS)
    changes = _load(pack, dry_run)
    if as_json:
        print_json(changes.summary())
        return
    for line in lines(changes):
        click.echo(line)


@command.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--city", required=True, help="Dotted code of the city, for example 18.72.")
@click.option("--name", required=True, help="Name of the city, for example Kota Metro.")
@click.option("--voting-day", type=click.DateTime(["%Y-%m-%d"]), default="2024-11-27", show_default=True)
@click.option("--zone", type=click.Choice(TIME_ZONES), default=TIME_ZONES[0], show_default=True)
@click.option("--profile", type=click.Choice(profiles.available()), default="pilkada-2024", show_default=True)
def new(folder: Path, city: str, name: str, voting_day: datetime, zone: str, profile: str) -> None:
    """Write an empty pack into DIR: every table with its headings, and a guide to each column."""
    try:
        cells.guard(name)
        WORD(folder.name)
        plan = Plan(cells.text(name), str(REGION(city)), voting_day.date(), zone, profile)
        written = write_skeleton(folder, plan)
    except CellError as problem:
        refuse(f"{problem.code.replace('_', ' ')}: {', '.join(map(str, problem.facts.values()))}")
    except OSError as problem:
        refuse(str(problem))
    click.echo(f"{folder}: {len(written)} files. Fill them in, then: siaga pack check {folder}")


def report(pack: Pack | None, faults: list[Fault]) -> dict[str, Any]:
    """What ``check --json`` prints."""
    return {
        "pack": pack.id if pack else None,
        "digest": pack.digest if pack else None,
        "counts": counts(pack) if pack else {},
        "faults": [fault.as_dict() for fault in faults],
    }


def counts(pack: Pack) -> dict[str, int]:
    """How many rows each table of a pack holds."""
    tables = ("sources", "regions", "boundaries", "contests", "pairs", "stations", "institutions", "offices")
    more = ("office_holders", "stages", "legal_bases", "published_totals", "staffing", "results")
    optional = tuple(table.name for table in TABLES if table.optional)
    return {name: len(getattr(pack, name)) for name in (*tables, *more, *optional)}


def tell(folder: str, pack: Pack | None, faults: list[Fault], lang: str | None) -> None:
    """Print the faults, or what the pack holds when there are none; without a language both, as JSON."""
    if lang is None:
        print_json(report(pack, faults))
    elif pack:
        held = ", ".join(f"{count} {table_name(name, lang)}" for name, count in counts(pack).items() if count)
        click.echo(WORDS[lang]["whole"].format(pack=pack.id, held=held))
        click.echo(f"digest {pack.digest}")
    else:
        show(folder, faults, lang)


def show(folder: str, faults: list[Fault], lang: str) -> None:
    """Print the faults as a table; rows that share one fault are put together."""
    words = WORDS[lang]
    title = words["faults"].format(folder=folder, count=len(faults))
    headings = (words["where"], words["wrong"], words["remedy"])
    table = Table(*headings, title=title, title_justify="left", show_lines=True)
    for _what, group in groupby(faults, key=lambda f: (f.file, f.column, f.code, f.message_en)):
        same = list(group)
        table.add_row(where(same, lang), *same[0].sentences(lang))
    width = None if sys.stdout.isatty() else 140
    Console(markup=False, highlight=False, width=width).print(table)


def where(same: list[Fault], lang: str) -> str:
    """The place of one fault, or of several on different lines."""
    first, last = same[0], same[-1]
    if len(same) == 1:
        return str(first.place)
    column = f" [{first.column}]" if first.column else ""
    lines_of_it = WORDS[lang]["lines"].format(count=len(same))
    return f"{first.file}:{first.line}…{last.line}{column}, {lines_of_it}"


def lines(changes: Changes) -> Iterator[str]:
    """What a load did, kind by kind, and what other desks answered."""
    head = f"{changes.pack} ({changes.digest[:12]})"
    if changes.already_loaded:
        yield f"{head}: loaded already, nothing to do"
        return
    yield f"{head}: {'would be loaded, nothing was changed' if changes.dry_run else 'loaded'}"
    for kind in changes.summary()["kinds"]:
        yield from _kind_lines(kind)
    for desk, answer in changes.summary()["answers"].items():
        yield f"  {desk}: {answer}"


def _kind_lines(kind: dict[str, Any]) -> Iterator[str]:
    outcomes = {name: kind[name] for name in ("added", "changed", "closed", "missing") if kind[name]}
    told = ", ".join(f"{len(rows)} {name}" for name, rows in outcomes.items()) or "no change"
    yield f"  {kind['kind']}: {told}, {kind['unchanged']} as before"
    for name in ("changed", "closed", "missing"):
        rows = outcomes.get(name, [])
        yield from (f"    {name}: {row['label']} ({row['key']})" for row in rows[:MOST_ROWS])
        if len(rows) > MOST_ROWS:
            yield f"    {name}: and {len(rows) - MOST_ROWS} more"


def _read(folder: str) -> tuple[Pack | None, list[Fault]]:
    try:
        return read(folder)
    except NotAPackError as problem:
        refuse(str(problem))


def _load(pack: Pack, dry_run: bool) -> Changes:
    """Load through the site's own service, which keeps all or nothing."""
    set_up()
    from django.db import DatabaseError

    from siaga.desks.elections.services import load_pack
    from siaga.desks.elections.services.errors import UnfitPackError

    try:
        return load_pack(pack, dry_run=dry_run)
    except UnfitPackError as problem:
        refuse(f"{pack.id}: {problem}")
    except DatabaseError as problem:
        refuse(f"{pack.id}: the database refused the pack, nothing was changed: {problem}")
