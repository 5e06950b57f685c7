"""``siaga check``: result rows against the identities of their form, and the smallest repairs."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from siaga.cli._exit import DONE, FINDINGS, print_json, refuse
from siaga.cli._language import language
from siaga.engines.intake import (
    Checked,
    Outcome,
    SourceError,
    check_items,
    guess_profile,
    read,
    read_register,
)
from siaga.law.profiles import ProfileError, load

if TYPE_CHECKING:
    from rich.table import Table

MOST_SHOWN = 200
"""Rows printed for people; a longer list is for ``--json``."""

_WORDS = {
    "id": {
        "checking": "Memeriksa baris hasil ...",
        "line": "Baris",
        "station": "TPS",
        "finding": "Temuan",
        "repair": "Perbaikan terkecil",
        "more": "... dan {n} baris lagi; daftar lengkap dengan --json",
        "paper": "tidak ada perbaikan tunggal: lihat formulir kertasnya",
        "problem": "Tidak terbaca",
        "sum": "{rows} baris: {flagged} melanggar, {incomplete} belum lengkap, {problems} tidak terbaca",
    },
    "en": {
        "checking": "Checking result rows ...",
        "line": "Line",
        "station": "Station",
        "finding": "Finding",
        "repair": "Smallest repair",
        "more": "... and {n} more rows; the whole list with --json",
        "paper": "no unique repair: look at the paper",
        "problem": "Unreadable",
        "sum": "{rows} rows checked, {flagged} broken, {incomplete} incomplete, {problems} unreadable",
    },
}


@click.command("check")
@click.argument("source", metavar="FILE|FOLDER|PUBLICATION|ADDRESS|-")
@click.option("--profile", "profile_id", help="Rules that apply; guessed from the columns when left out.")
@click.option(
    "--register", "register_source", metavar="FILE", help="Voter register: trusted DPT per kode_tps."
)
@click.option(
    "--repairs/--no-repairs", "with_repairs", default=True, help="Search the smallest repairs (default)."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@language("Language of findings.")
def command(
    source: str,
    profile_id: str | None,
    register_source: str | None,
    with_repairs: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Check result rows against the identities of their form.

    Reads CSV, Parquet, KPU's public JSON, and the counted rows of a publication. Ends with 0 when nothing was
    found, 1 when a person must look, 2 when the source cannot be read.
    """
    try:
        with _waiting(_WORDS[lang]["checking"]):
            outcome = _outcome(source, profile_id, register_source, with_repairs)
    except (SourceError, ProfileError) as fault:
        refuse(str(fault))
    if as_json:
        print_json(document_of(outcome, lang))
    else:
        _print(outcome, lang)
    sys.exit(FINDINGS if outcome.checked or outcome.problems else DONE)


def document_of(outcome: Outcome, lang: str) -> dict[str, Any]:
    """The JSON document of the contract."""
    return {
        "rows": outcome.rows,
        "flagged": outcome.flagged,
        "findings": [finding for checked in outcome.checked for finding in _findings(checked, lang)],
        "repairs": [_repairs(checked) for checked in outcome.checked if checked.repairs is not None],
        "problems": [
            {"file": p.file, "line": p.line, "column": p.column, "message": p.message(lang)}
            for p in outcome.problems
        ],
    }


def _outcome(source: str, profile_id: str | None, register_source: str | None, with_repairs: bool) -> Outcome:
    from siaga.engines.publication.store import is_publication

    if is_publication(Path(source)):
        return _of_publication(Path(source), profile_id, register_source, with_repairs)
    profile = load(profile_id or guess_profile(source))
    register, problems = read_register(register_source, profile) if register_source else ({}, [])
    outcome = check_items(read(source, profile), profile, register, with_repairs)
    outcome.problems[:0] = problems
    return outcome


def _of_publication(
    path: Path, profile_id: str | None, register_source: str | None, with_repairs: bool
) -> Outcome:
    """The counted rows of every contest, by the rules and registers the publication itself names."""
    from siaga.cli._publication_rows import rows_of

    outcome = Outcome()
    for published in rows_of(path):
        profile = load(profile_id) if profile_id else published.profile
        register = read_register(register_source, profile)[0] if register_source else published.register
        found = check_items(published.items, profile, register, with_repairs)
        outcome.rows += found.rows
        outcome.incomplete += found.incomplete
        outcome.checked += found.checked
        outcome.problems += found.problems
    return outcome


def _findings(checked: Checked, lang: str) -> list[dict[str, Any]]:
    return [
        {
            "line": checked.row.line,
            "station": checked.row.station,
            "rule": finding.rule,
            "severity": finding.severity,
            "formula": finding.formula,
            "inputs": {name: _number(value) for name, value in finding.inputs.items()},
            "difference": finding.difference,
            "message": finding.message.in_language(lang),
        }
        for finding in checked.findings
    ]


def _number(value: int | Fraction) -> int | float:
    return value if isinstance(value, int) else float(value)


def _repairs(checked: Checked) -> dict[str, Any]:
    found = checked.repairs
    assert found is not None  # noqa: S101 - the caller chose those with repairs
    return {
        "station": checked.row.station,
        "candidates": [
            {
                "changes": [
                    {"field": c.field, "from": c.seen, "to": c.meant, "slip": c.slip}
                    for c in candidate.changes
                ],
                "score": candidate.score,
                "balances": candidate.balances,
            }
            for candidate in found.candidates
        ],
        "unique": found.unique,
    }


def _print(outcome: Outcome, lang: str) -> None:
    from rich.console import Console
    from rich.table import Table

    words, console = _WORDS[lang], Console()
    if outcome.checked:
        table = Table(words["line"], words["station"], words["finding"], words["repair"], show_lines=True)
        for checked in outcome.checked[:MOST_SHOWN]:
            _add(table, checked, lang)
        console.print(table)
    if len(outcome.checked) > MOST_SHOWN:
        console.print(words["more"].format(n=len(outcome.checked) - MOST_SHOWN))
    for problem in outcome.problems[:MOST_SHOWN]:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        console.print(f"{words['problem']}: {place}: {problem.message(lang)}", markup=False, highlight=False)
    counts = {"rows": outcome.rows, "flagged": outcome.flagged, "incomplete": outcome.incomplete}
    console.print(words["sum"].format(**counts, problems=len(outcome.problems)))


def _add(table: Table, checked: Checked, lang: str) -> None:
    from rich.text import Text

    findings = "\n".join(f"{f.rule}: {f.message.in_language(lang)}" for f in checked.findings)
    table.add_row(str(checked.row.line), checked.row.station, Text(findings), Text(_advice(checked, lang)))


def _advice(checked: Checked, lang: str) -> str:
    """What to look at on the paper: the likeliest repair, and whether it is the only one."""
    if checked.repairs is None:
        return ""
    lines = [
        ", ".join(f"{change.field} {change.seen} → {change.meant}" for change in candidate.changes)
        for candidate in checked.repairs.candidates[:3]
    ]
    return "\n".join(lines if checked.repairs.unique else [*lines, _WORDS[lang]["paper"]])


def _waiting(text: str) -> Any:
    """A spinner on standard error, for people only."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(text)
