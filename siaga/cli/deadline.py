"""``siaga deadline``: a legal clock, explained step by step."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NoReturn

import click

from siaga.cli._exit import DONE, FINDINGS, print_json, refuse
from siaga.cli._language import language
from siaga.desks.elections.workdays import calendar_around, read_local
from siaga.law.clock import Deadline, run, written
from siaga.law.profiles import Clock, Profile, ProfileError, Text, load

DAY = click.DateTime(["%Y-%m-%d"])
YEARS = range(1990, 2101)
"""Years for which days off are counted; outside, the lists of holidays mean nothing."""

_WORDS = {
    "due": Text(id="Paling lambat", en="Due"),
    "earliest": Text(id="Rencanakan menurut", en="Plan by"),
    "formula": Text(id="Rumus", en="Formula"),
    "basis": Text(id="Dasar hukum", en="Legal basis"),
    "skipped": Text(id="Dilewati", en="Passed over"),
    "unsure": Text(id="belum pasti", en="unsure"),
    "kinds": Text(id="Jangka waktu dalam profil {profile}:", en="Clocks of the profile {profile}:"),
}


@click.command("deadline")
@click.argument("kind", required=False)
@click.option("--from", "start", type=DAY, metavar="DATE", help="Day of the event the clock starts from.")
@click.option("--voting", type=DAY, metavar="DATE", help="Voting day, for clocks counted from it.")
@click.option("--profile", "profile_id", default="pilkada-2024", show_default=True, help="Rules that apply.")
@click.option(
    "--day-off", "local", multiple=True, metavar="DATE[=NAME]", help="A day off of the city; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@language("Language of the steps.")
def command(
    kind: str | None,
    start: datetime | None,
    voting: datetime | None,
    profile_id: str,
    local: tuple[str, ...],
    as_json: bool,
    lang: str,
) -> None:
    """Say by which day something must be done, and why that day; without KIND list the clocks there are.

    Ends with 1 when the rule or a day off that decides is not certain, so that a person must look.
    """
    try:
        profile = load(profile_id)
        if kind is None:
            _list(profile, as_json, lang)
        clock = _clock(profile, kind)
        deadline = _deadline(clock, start, voting, local)
    except (ProfileError, ValueError) as fault:
        refuse(str(fault))
    if as_json:
        print_json(document_of(profile, clock, deadline))
    else:
        _print(clock, deadline, lang)
    sys.exit(FINDINGS if deadline.unsure else DONE)


def document_of(profile: Profile, clock: Clock, deadline: Deadline) -> dict[str, Any]:
    """The JSON document of the contract."""
    about = {"kind": clock.kind, "profile": profile.id, "title": {"id": clock.title.id, "en": clock.title.en}}
    return about | deadline.plain()


def _clock(profile: Profile, kind: str) -> Clock:
    if kind not in profile.clocks:
        known = ", ".join(profile.clocks) or "none"
        raise ValueError(f"no clock {kind!r} in the profile {profile.id}; there are: {known}")
    return profile.clocks[kind]


def _deadline(
    clock: Clock, start: datetime | None, voting: datetime | None, local: Sequence[str]
) -> Deadline:
    given = start or (voting if clock.starts == "voting" else None)
    day = given.date() if given else None
    if day is None and clock.fixed is None:
        option = "--voting" if clock.starts == "voting" else "--from"
        raise ValueError(f"{clock.kind} is counted from a day: give {option} ({clock.starts})")
    around = day or clock.fixed or date.min
    if around.year not in YEARS:
        raise ValueError(f"{around} is outside the years {YEARS[0]} to {YEARS[-1]}")
    return run(clock, day, calendar_around([around], read_local(local)))


def _list(profile: Profile, as_json: bool, lang: str) -> NoReturn:
    if as_json:
        print_json({"profile": profile.id, "clocks": [_about(clock) for clock in profile.clocks.values()]})
    else:
        click.echo(_WORDS["kinds"].in_language(lang).format(profile=profile.id))
        for clock in profile.clocks.values():
            click.echo(f"  {clock.kind:28}{clock.title.in_language(lang)} ({clock.basis})")
    sys.exit(DONE)


def _about(clock: Clock) -> dict[str, Any]:
    return {
        "kind": clock.kind,
        "title": {"id": clock.title.id, "en": clock.title.en},
        "starts": clock.starts,
        "unsure": clock.basis.unsure,
    }


def _print(clock: Clock, deadline: Deadline, lang: str) -> None:
    def line(name: str, text: object) -> None:
        click.echo(f"{_WORDS[name].in_language(lang)}: {text}")

    click.echo(clock.title.in_language(lang))
    line("due", written(deadline.day).in_language(lang))
    if deadline.earliest != deadline.day:
        line("earliest", written(deadline.earliest).in_language(lang))
    line("formula", deadline.formula.in_language(lang))
    for number, step in enumerate(deadline.steps, 1):
        click.echo(f"  {number}. {step.in_language(lang)}")
    if deadline.skipped:
        line("skipped", ", ".join(f"{s.day} {s.name.in_language(lang)}" for s in deadline.skipped))
    unsure = f", {_WORDS['unsure'].in_language(lang)}" if clock.basis.unsure else ""
    line("basis", f"{clock.basis} ({clock.basis.confidence}{unsure})")
