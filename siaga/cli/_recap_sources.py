"""What ``siaga recap`` counts: the stations of a file of result rows, or of a pack, with their states."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from siaga.engines import packs
from siaga.engines.intake import Problem, Register, ResultRow, Sheet, SourceError, read
from siaga.engines.recap import Contest, Level, Recap, State, Station, recap
from siaga.engines.recap.codes import DIGITS
from siaga.law.form import check_row, completeness
from siaga.law.form.catalogue import pair_numbers
from siaga.law.profiles import Profile

TWICE, INCOMPLETE = "twice", "incomplete"
"""Why a row is held when no rule of the form is broken: given twice, or too few figures to check it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A row that is not counted, its place in the source, and the rules it breaks (or TWICE, INCOMPLETE)."""

    contest: str
    station: str
    file: str
    line: int
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Counted:
    """Everything found in a source. ``samples``: rows made up for demonstration, by contest."""

    recaps: list[Recap] = field(default_factory=list)
    samples: Counter[str] = field(default_factory=Counter)
    held: list[Held] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def of_file(source: str, profile: Profile, register: Register) -> Counted:
    """The recap of each contest in a file, folder or address of result rows.

    A row that breaks an identity, cannot be checked or gives a station a second time is held; a row without a
    figure is missing. Raises SourceError when nothing can be read, or only totals of regions.
    """
    counted = Counted()
    rows: dict[str, list[ResultRow]] = defaultdict(list)
    sheets = False
    for item in read(source, profile):
        if isinstance(item, Sheet):
            sheets = True
        elif isinstance(item, Problem):
            counted.problems.append(item)
        elif len(item.station) == DIGITS[Level.STATION]:
            rows[item.contest or _stem(source)].append(item)
        else:
            counted.problems.append(_no_station(item))
    if sheets and not rows:
        raise SourceError(f"{source}: totals of regions, not of stations; try: siaga check {source}")
    for contest, given in rows.items():
        forms = _forms(given, profile, register)
        counted.recaps.append(_recap_of_file(contest, forms, profile))
        counted.held += [form.held(contest) for form in forms if form.state is State.HELD]
    return counted


def _no_station(row: ResultRow) -> Problem:
    return Problem(
        row.file,
        row.line,
        "kode_tps",
        f"{row.station} is the code of a region, not of a station",
        f"{row.station} adalah kode wilayah, bukan kode TPS",
    )


def _forms(rows: list[ResultRow], profile: Profile, register: Register) -> list[_Form]:
    """One form for each station; when it is there twice, the first, which is held."""
    times = Counter(row.station for row in rows)
    first = {row.station: row for row in reversed(rows)}
    return [
        _Form(row, profile, register.get(station), times[station] > 1)
        for station, row in sorted(first.items())
    ]


def of_pack(pack: packs.Pack, profile: Profile) -> Counted:
    """The recap of each contest of a pack; a station without a result row is missing."""
    counted = Counted()
    names = {region.code: region.name for region in pack.regions}
    levels = {region.code: Level(region.level.value) for region in pack.regions}
    results = {(row.contest, row.station): row for row in pack.results}
    for contest in pack.contests:
        pairs = tuple(pair.number for pair in pack.pairs if pair.contest == contest.code)
        rules = _rules(contest.code, pairs, profile, levels[contest.region])
        rows = [results.get((contest.code, place.code)) for place in pack.stations]
        forms = [_form_of_pack(*pair, profile) for pair in zip(rows, pack.stations, strict=True)]
        stations = [
            form.station(_dotted(place), place.dpt_total)
            for form, place in zip(forms, pack.stations, strict=True)
        ]
        counted.recaps.append(recap(stations, rules, names))
        counted.held += [form.held(contest.code) for form in forms if form.state is State.HELD]
        counted.samples[contest.code] = sum(row is not None and row.origin.sample for row in rows)
    return counted


class _Form:
    """One row and what the law says of it."""

    def __init__(
        self, row: ResultRow, profile: Profile, register: Mapping[str, int] | None, twice: bool = False
    ) -> None:
        self.row = row
        self.registered = (register or {}).get("dpt_j")
        self.reasons = _reasons(row, profile, register, twice)
        empty = completeness(profile, row.figures) == "empty"
        self.state = State.HELD if self.reasons else State.MISSING if empty else State.COUNTED

    def station(self, code: str, registered: int | None) -> Station:
        stated = {name: count for name, count in self.row.figures.items() if count is not None}
        votes = {pair: stated.pop(f"paslon{pair}") for pair in pair_numbers(stated)}
        return Station(code, self.state, votes, stated, registered)

    def held(self, contest: str) -> Held:
        return Held(contest, self.row.station, self.row.file, self.row.line, self.reasons)


def _reasons(
    row: ResultRow, profile: Profile, register: Mapping[str, int] | None, twice: bool
) -> tuple[str, ...]:
    """Why the row cannot be counted: each broken rule once, in the order of the catalogue."""
    findings = check_row(profile, row.figures, register)
    broken = dict.fromkeys(finding.rule for finding in findings if finding.is_error)
    others = {TWICE: twice, INCOMPLETE: completeness(profile, row.figures) == "incomplete"}
    return (*broken, *(reason for reason, applies in others.items() if applies))


def _form_of_pack(
    result: packs.model.ResultRow | None, place: packs.model.PollingStation, profile: Profile
) -> _Form:
    register = None if place.dpt_total is None else {"dpt_j": place.dpt_total}
    if result is None:
        return _Form(ResultRow(place.code, 0, {}), profile, register)
    figures: dict[str, Any] = {**result.figures, **{f"paslon{n}": count for n, count in result.votes.items()}}
    row = ResultRow(place.code, result.origin.line, figures, result.origin.file, result.contest)
    return _Form(row, profile, register)


def _dotted(place: packs.model.PollingStation) -> str:
    return f"{place.ward}.{place.code[-3:]}"


def _recap_of_file(name: str, forms: list[_Form], profile: Profile) -> Recap:
    pairs = sorted({pair for form in forms for pair in pair_numbers(form.row.figures)})
    provinces = {form.row.station[: DIGITS[Level.PROVINCE]] for form in forms}
    top = Level.PROVINCE if len(provinces) == 1 else Level.NATION
    stations = [form.station(form.row.station, form.registered) for form in forms]
    return recap(stations, _rules(name, tuple(pairs), profile, top))


def _rules(contest: str, pairs: tuple[int, ...], profile: Profile, top: Level) -> Contest:
    spare, largest = Fraction(profile.value("spare_share")), int(profile.value("max_voters"))
    return Contest(contest, pairs, spare, largest, top)


def _stem(source: str) -> str:
    """A name for a contest that the rows do not name: the file's, without its endings."""
    return Path(source).name.partition(".")[0] or source
