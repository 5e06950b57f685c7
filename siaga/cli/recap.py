"""``siaga recap``: totals at every level, what is held, and whether the order could still change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from siaga.cli._exit import DONE, FINDINGS, print_json, refuse
from siaga.cli._language import language
from siaga.cli._recap_sources import Counted, Held, of_file, of_pack
from siaga.engines.intake import SourceError, guess_profile, read_register
from siaga.engines.packs import FaultyPackError, NotAPackError
from siaga.engines.packs import load as load_pack
from siaga.engines.packs.folder import HEADER
from siaga.engines.recap import FORMULA, Level, Recap, Region, State
from siaga.law.profiles import Profile, ProfileError, load

LEVELS = ("province", "city", "district", "ward", "station")
MOST_HELD = 50
"""Held rows printed for people; ``--json`` names all."""

_WORDS = {
    "id": {
        "region": "Wilayah",
        "pair": "No. {n}",
        "stations": "TPS",
        "counted": "Hitung",
        "held": "Tahan",
        "missing": "Belum",
        "order": "Urutan",
        "open": "terbuka",
        "safe": "tetap",
        "place": "Letak",
        "why": "Alasan",
        "more": "... dan {n} lagi; daftar lengkap dengan --json",
        "incomplete": "belum lengkap",
        "twice": "TPS ini ada dua kali",
        "problem": "Tidak terbaca",
        "samples": "{n} baris adalah data contoh, bukan hasil sebenarnya.",
    },
    "en": {
        "region": "Region",
        "pair": "No. {n}",
        "stations": "Stations",
        "counted": "Counted",
        "held": "Held",
        "missing": "Missing",
        "order": "Order",
        "open": "open",
        "safe": "safe",
        "place": "Place",
        "why": "Why",
        "more": "... and {n} more; the whole list with --json",
        "incomplete": "incomplete",
        "twice": "this station is there twice",
        "problem": "Unreadable",
        "samples": "{n} rows are made-up samples, not real results.",
    },
}


@click.command("recap")
@click.argument("source", metavar="FILE|PACK")
@click.option("--profile", "profile_id", help="Rules that apply; a pack names its own, a file is guessed.")
@click.option("--register", "register_source", metavar="FILE", help="Voter register: DPT per kode_tps.")
@click.option("--level", type=click.Choice(LEVELS), help="Lowest level shown; district, with --json station.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@language()
def command(
    source: str,
    profile_id: str | None,
    register_source: str | None,
    level: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """Add up the stations of a file of result rows, or of a pack, at every level.

    Only rows that keep every identity of their form are counted. Ends with 0 when all that came in is
    counted, 1 when a row is held or unreadable, 2 when the source cannot be used.
    """
    try:
        counted = _counted(source, profile_id, register_source)
    except (SourceError, ProfileError, NotAPackError) as fault:
        refuse(str(fault))
    except FaultyPackError as fault:
        refuse(f"{fault}; run: siaga pack check {source}")
    if as_json:
        print_json(document_of(counted, level or "station", lang))
    else:
        _print(counted, level or "district", lang)
    sys.exit(FINDINGS if counted.held or counted.problems else DONE)


def document_of(counted: Counted, lowest: str = "station", lang: str = "en") -> dict[str, Any]:
    """The JSON document of the contract, down to the level ``lowest``."""
    return {
        "contests": [
            {
                "contest": recap.contest.id,
                "samples": counted.samples[recap.contest.id],
                "regions": [_entry(region, lang) for region in _shown(recap, lowest)],
            }
            for recap in counted.recaps
        ],
        "formula": FORMULA,
        "held": [
            {
                "contest": h.contest,
                "station": h.station,
                "file": h.file,
                "line": h.line,
                "reasons": [*h.reasons],
            }
            for h in counted.held
        ],
        "problems": [
            {"file": p.file, "line": p.line, "column": p.column, "message": p.message(lang)}
            for p in counted.problems
        ],
    }


def _counted(source: str, profile_id: str | None, register_source: str | None) -> Counted:
    if (Path(source) / HEADER).is_file():
        pack = load_pack(source)
        return of_pack(pack, load(profile_id or pack.election.profile))
    profile = load(profile_id or guess_profile(source))
    register, problems = _register(register_source, profile)
    counted = of_file(source, profile, register)
    counted.problems[:0] = problems
    return counted


def _register(source: str | None, profile: Profile) -> Any:
    return read_register(source, profile) if source else ({}, [])


def _shown(recap: Recap, lowest: str) -> list[Region]:
    hidden = set(LEVELS[LEVELS.index(lowest) + 1 :])
    return [region for region in recap.regions if region.level not in hidden]


def _entry(region: Region, lang: str) -> dict[str, Any]:
    order = region.order
    return {
        "code": region.code.replace(".", "") if region.level is Level.STATION else region.code,
        "name": region.name,
        "level": region.level.value,
        "votes": {str(pair): count for pair, count in region.votes.items()},
        "stations": region.coverage.stations,
        "counted": region.coverage.counted,
        "held": region.coverage.held,
        "missing": region.coverage.missing,
        "registered": region.registered,
        "could_change_order": region.could_change_order,
        "order": {
            "held_alone": order.could_change(State.HELD),
            "missing_alone": order.could_change(State.MISSING),
            "first_place": order.could_change_first(),
            "inputs": order.inputs(),
            "why": order.why().in_language(lang),
        },
    }


def _print(counted: Counted, lowest: str, lang: str) -> None:
    from rich.console import Console

    words, console = _WORDS[lang], Console()
    for recap in counted.recaps:
        console.print(_table(recap, lowest, words, lang))
        if recap.total is not None:
            console.print(recap.total.order.why().in_language(lang), highlight=False)
        if samples := counted.samples[recap.contest.id]:
            console.print(words["samples"].format(n=_grouped(samples, lang)), highlight=False)
    _print_held(console, counted.held, words)
    for problem in counted.problems[:MOST_HELD]:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        console.print(f"{words['problem']}: {place}: {problem.message(lang)}", markup=False, highlight=False)


def _table(recap: Recap, lowest: str, words: dict[str, str], lang: str) -> Any:
    """Regions under one another, each indented by its level."""
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(title=recap.contest.id, title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column(words["region"], overflow="fold", min_width=10)
    pairs = [words["pair"].format(n=pair) for pair in recap.contest.pairs]
    for heading in (*pairs, *(words[name] for name in ("stations", "counted", "held", "missing"))):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(words["order"], no_wrap=True)
    depth = {"": -1}
    for region in _shown(recap, lowest):
        depth[region.code] = depth[region.parent] + 1
        coverage = region.coverage
        numbers = [
            *region.votes.values(),
            coverage.stations,
            coverage.counted,
            coverage.held,
            coverage.missing,
        ]
        name = " " * depth[region.code] + (region.name or region.level.value)
        state = words["open" if region.could_change_order else "safe"]
        table.add_row(name, *(_grouped(number, lang) for number in numbers), state)
    return table


def _print_held(console: Any, held: list[Held], words: dict[str, str]) -> None:
    from rich.box import SIMPLE
    from rich.table import Table

    if not held:
        return
    headings = (words["place"], words["stations"], words["why"])
    table = Table(*headings, title=words["held"], title_justify="left", box=SIMPLE)
    for row in held[:MOST_HELD]:
        reasons = ", ".join(words.get(reason, reason) for reason in row.reasons)
        table.add_row(f"{Path(row.file).name}:{row.line}", row.station, reasons)
    console.print(table)
    if len(held) > MOST_HELD:
        console.print(words["more"].format(n=len(held) - MOST_HELD))


def _grouped(number: int, lang: str) -> str:
    text = f"{number:,}"
    return text if lang == "en" else text.replace(",", ".")
