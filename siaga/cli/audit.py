"""``siaga audit``: which paper forms to pull, and whether they confirm the published outcome."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import wraps
from pathlib import Path
from typing import Any

import click

from siaga.cli._audit_files import batches_of, chosen, pairs_of
from siaga.cli._audit_papers import place_of, read_papers, require_same_draw, write_forms
from siaga.cli._exit import DONE, FINDINGS, print_json, refuse
from siaga.cli._keys import key_option, pinned_key
from siaga.cli._language import language
from siaga.cli._register import register_option, told_register, voters_of
from siaga.engines import audit
from siaga.engines.audit import Margin, Outcome, Plan, TieError
from siaga.engines.audit.plan import PaperError
from siaga.engines.ledger.notes import NoteError
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication.model import Contest
from siaga.engines.publication.verify import Register
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.register import differences, register_of

_WORDS = {
    "id": {
        "margin": "{contest}: nomor {winner} unggul {votes} suara atas nomor {loser}",
        "bound": "Semua kesalahan yang mungkin, dibanding selisih suara: U = {total:.4f} ({stations} TPS)",
        "all": "Selisih terlalu kecil untuk contoh acak: baca semua formulir.",
        "none": "Tidak perlu: kesalahan sebesar apa pun tidak dapat mengubah hasil.",
        "draws": "Tarik {draws} undian (risiko {limit:.2%}): kira-kira {forms:.0f} formulir dari {stations}.",
        "sample": "Formulir yang ditarik ({forms}):",
        "missing": "Belum dibaca: {stations}",
        "difference": "Berbeda: TPS {station}: {share:+.3%} dari selisih suara",
        "p": "Nilai p setelah {drawn} undian: {p:.6f} (batas risiko {limit:.2%})",
        "confirmed": "Hasil dikukuhkan oleh kertas.",
        "more": "Belum dikukuhkan: {more} undian lagi tanpa perbedaan akan cukup (--draws {draws}).",
        "never": "Tidak dapat dikukuhkan dengan contoh acak: baca semua formulir.",
    },
    "en": {
        "margin": "{contest}: number {winner} leads number {loser} by {votes} votes",
        "bound": "All possible errors, measured by the margin: U = {total:.4f} ({stations} stations)",
        "all": "The margin is too small for a sample: read every form.",
        "none": "Nothing to pull: no error the ballots allow can change the outcome.",
        "draws": "Make {draws} draws (risk {limit:.2%}): about {forms:.0f} forms of {stations}.",
        "sample": "Forms drawn ({forms}):",
        "missing": "Not read yet: {stations}",
        "difference": "Differs: station {station}: {share:+.3%} of the margin",
        "p": "P-value after {drawn} draws: {p:.6f} (risk limit {limit:.2%})",
        "confirmed": "The paper confirms the outcome.",
        "more": "Not confirmed yet: {more} more draws without a difference would do (--draws {draws}).",
        "never": "No sample can confirm it: read every form.",
    },
}


@dataclass(frozen=True)
class Setting:
    """What both verbs start from: the plan, and the tables of the contests it is about."""

    plan: Plan
    tables: tuple[Tables, ...]
    digest: str
    register_checked: bool

    @property
    def registers(self) -> tuple[Register, ...]:
        return tuple(map(register_of, self.tables))

    @property
    def contests(self) -> tuple[Contest, ...]:
        return tuple(found.contest for found in self.tables)


@click.group("audit")
def command() -> None:
    """Check published totals against the paper forms, with a known limit of risk."""


def _common(verb: Any) -> Any:
    """The argument and options of both verbs."""

    @click.argument("path", metavar="PUBLICATION", type=click.Path(path_type=Path))
    @click.option(
        "--contest",
        "codes",
        multiple=True,
        help="Contest checked: its code, or walikota, bupati, gubernur; may be repeated.",
    )
    @click.option("--risk-limit", default="5%", show_default=True, help="Largest risk: 5% or 0.05.")
    @click.option("--seed", help="What the dice showed in public; fixes which forms are drawn.")
    @click.option(
        "--draws", type=click.IntRange(1, 100_000), help="Number of draws; as planned when left out."
    )
    @register_option()
    @key_option()
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
    @language()
    @wraps(verb)
    def with_options(**given: Any) -> None:
        verb(**given)

    return with_options


@command.command("plan")
@_common
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the list of forms (CSV).")
def plan(
    path: Path,
    codes: tuple[str, ...],
    risk_limit: str,
    seed: str | None,
    draws: int | None,
    register: Path | None,
    key: str | None,
    as_json: bool,
    lang: str,
    out: Path | None,
) -> None:
    """Say how many forms confirm the outcome at the risk limit and, with a seed, which.

    Ends with 0; with 1 when the margin is so small that every form must be read; with 2 when the publication
    does not prove itself.
    """
    with _refusals():
        setting = _setting(path, codes, risk_limit, Trusted(register, key))
        number = draws or setting.plan.draws
        drawn = _drawn(setting, number, seed)
        if out is not None:
            _require(drawn, "--out needs --seed: without one no form is drawn")
            write_forms(out, drawn, setting.tables)
    if as_json:
        print_json(_plan_document(setting, number, seed, drawn))
    else:
        _print_plan(setting, number, drawn, _WORDS[lang])
        _print_registers(setting, lang)
    sys.exit(FINDINGS if number is None else DONE)


@command.command("check")
@_common
@click.option(
    "--papers", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The list, filled."
)
def check(
    path: Path,
    codes: tuple[str, ...],
    risk_limit: str,
    seed: str | None,
    draws: int | None,
    register: Path | None,
    key: str | None,
    as_json: bool,
    lang: str,
    papers: Path,
) -> None:
    """Compare the pulled forms with the publication and say whether the outcome stands.

    Ends with 0 when the paper confirms it, 1 when forms are missing or more must be drawn, 2 when the input
    cannot be used.
    """
    with _refusals():
        setting = _setting(path, codes, risk_limit, Trusted(register, key))
        drawn = _drawn(setting, draws or setting.plan.draws, seed)
        _require(drawn or not setting.plan.draws, "--seed is needed: it says which forms were drawn")
        read = read_papers(papers, setting.contests)
        require_same_draw(papers, read, drawn)
        outcome = audit.check(setting.plan, drawn, read.votes)
    if as_json:
        print_json(_outcome_document(setting, outcome, drawn))
    else:
        _print_outcome(setting, outcome, _WORDS[lang])
        _print_registers(setting, lang)
    sys.exit(DONE if outcome.confirmed else FINDINGS)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what may go wrong into one line and exit code 2."""
    try:
        yield
    except (UnusableError, TieError, PaperError, NoteError, OSError, UnicodeDecodeError) as error:
        refuse(str(error))


def _require(given: object, otherwise: str) -> None:
    if not given:
        raise UnusableError(otherwise)


def _drawn(setting: Setting, draws: int | None, seed: str | None) -> list[str]:
    """The stations drawn, in order: every one where no sample would do, none without a seed."""
    if draws is None:
        return sorted(setting.plan.batches)
    return setting.plan.sample(seed, draws) if seed and seed.strip() and draws else []


@dataclass(frozen=True)
class Trusted:
    """What the auditor knows from elsewhere: the register of voters and the key."""

    register: Path | None
    key: str | None


def _setting(path: Path, codes: tuple[str, ...], risk_limit: str, trusted: Trusted) -> Setting:
    from siaga.engines.publication.verify import proven

    if not path.exists():
        raise UnusableError(f"{path}: no such file or folder")
    limit = _limit(risk_limit)
    found = proven(path, pinned_key(trusted.key))
    tables = chosen(found, codes)
    if trusted.register:
        _require_register(trusted.register, path, tables)
    batches = batches_of(tables, found.head.profile)
    made = audit.plan(batches, pairs_of(tables), limit)
    return Setting(made, tables, found.digest, trusted.register is not None)


def _require_register(file: Path, path: Path, tables: tuple[Tables, ...]) -> None:
    """Refuse a publication that leaves out stations or states other registers: no sample could find those."""
    register = voters_of(file)
    for place, message in (found for each in tables for found in differences(each, register)):
        raise UnusableError(f"{path}: does not fit {file}: {place}: {message}")


def _limit(text: str) -> Fraction:
    """A share: 5% or 0.05, more than 0 and less than 1."""
    bare = text.strip().replace(",", ".")
    try:
        limit = Fraction(bare.removesuffix("%")) / (100 if bare.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        limit = Fraction(0)
    if not 0 < limit < 1:
        raise UnusableError(f"--risk-limit {text!r} is not a share between 0 and 1, such as 5% or 0.05")
    return limit


def _plan_document(setting: Setting, draws: int | None, seed: str | None, drawn: list[str]) -> dict[str, Any]:
    made = setting.plan
    return {
        "publication": setting.digest,
        "contests": [contest.code for contest in setting.contests],
        "risk_limit": float(made.limit),
        "margins": [_margin(margin) for margin in made.margins],
        "total_bound": float(made.total),
        "stations": len(made.batches),
        "registers": [register.as_json() for register in setting.registers],
        "register_checked": setting.register_checked,
        "draws": draws,
        "expected_forms": round(made.forms(draws), 1) if draws is not None else len(made.batches),
        "seed": seed,
        "drawn": drawn,
        "forms": sorted(set(drawn)),
    }


def _outcome_document(setting: Setting, outcome: Outcome, drawn: list[str]) -> dict[str, Any]:
    return {
        "publication": setting.digest,
        "contests": [contest.code for contest in setting.contests],
        "risk_limit": float(setting.plan.limit),
        "draws": outcome.drawn,
        "forms": len(set(drawn)),
        "p_value": float(outcome.p_value),
        "confirmed": outcome.confirmed,
        "differences": [
            {"station": d.station, "overstatement": float(d.overstatement), "taint": float(d.taint)}
            for d in outcome.differences
        ],
        "missing": list(outcome.missing),
        "more_draws": outcome.more,
    }


def _margin(margin: Margin) -> dict[str, Any]:
    return {
        "contest": margin.contest,
        "winner": margin.winner,
        "loser": margin.loser,
        "votes": margin.votes,
    }


def _print_registers(setting: Setting, lang: str) -> None:
    """What the whole audit rests on: that these are all the stations and all their voters."""
    for register in setting.registers:
        click.echo(told_register(register, setting.register_checked, lang))


def _print_plan(setting: Setting, draws: int | None, drawn: list[str], words: dict[str, str]) -> None:
    made, stations = setting.plan, len(setting.plan.batches)
    for margin in made.margins:
        click.echo(words["margin"].format(**_margin(margin)))
    click.echo(words["bound"].format(total=float(made.total), stations=stations))
    if draws is None:
        click.echo(words["all"])
    elif not draws:
        click.echo(words["none"])
    else:
        told = {"draws": draws, "limit": float(made.limit), "forms": made.forms(draws), "stations": stations}
        click.echo(words["draws"].format(**told))
    if drawn and draws is not None:
        forms = sorted(set(drawn))
        click.echo(words["sample"].format(forms=len(forms)))
        for station in forms:
            click.echo(f"  {station}  {place_of(station, setting.tables)}")


def _print_outcome(setting: Setting, outcome: Outcome, words: dict[str, str]) -> None:
    limit = float(setting.plan.limit)
    for difference in outcome.differences:
        share = float(difference.overstatement)
        where = f"{difference.station} ({place_of(difference.station, setting.tables)})"
        click.echo(words["difference"].format(station=where, share=share))
    if outcome.missing:
        places = (f"{station} ({place_of(station, setting.tables)})" for station in outcome.missing)
        click.echo(words["missing"].format(stations="; ".join(places)))
        return
    click.echo(words["p"].format(drawn=outcome.drawn, p=float(outcome.p_value), limit=limit))
    if outcome.confirmed:
        click.echo(words["confirmed"])
    elif outcome.more is None:
        click.echo(words["never"])
    else:
        click.echo(words["more"].format(more=outcome.more, draws=outcome.drawn + outcome.more))
