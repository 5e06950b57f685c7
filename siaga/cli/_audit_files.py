"""What ``siaga audit`` reads and writes: batches out of a publication, the list of forms, the papers read."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from siaga.engines.audit import Batch, Votes
from siaga.engines.intake.figures import FigureError, figure_of_text
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication.model import Contest, Row
from siaga.engines.publication.verify import Proven
from siaga.engines.publication.verify.content import Tables
from siaga.engines.recap import State
from siaga.law.form.formulas import share_rounded_up
from siaga.law.profiles import Profile

STATION, CONTEST, TIMES = "kode_tps", "contest", "times"


def chosen(found: Proven, codes: Sequence[str]) -> tuple[Tables, ...]:
    """The tables of these contests; of the only one when none is named. Raises UnusableError."""
    known = {tables.contest.code: tables for tables in found.tables}
    if not codes and len(known) == 1:
        return found.tables
    wanted = codes or ("",)
    if unknown := [code for code in wanted if code not in known]:
        asked = f"there is no contest {unknown[0]!r}" if codes else "say which contest is checked"
        raise UnusableError(f"{asked}: --contest {' or '.join(known)}")
    return tuple(known[code] for code in dict.fromkeys(wanted))


def pairs_of(tables: Iterable[Tables]) -> dict[str, tuple[int, ...]]:
    """The numbers on the ballot of each contest."""
    return {t.contest.code: tuple(pair.number for pair in t.contest.pairs) for t in tables}


def batches_of(tables: Sequence[Tables], profile: Profile) -> Iterator[Batch]:
    """Every station that any of the contests expects, with the votes published of it in each."""
    stations = sorted({station for found in tables for station in found.rows})
    for station in stations:
        rows = {found.contest.code: found.rows[station] for found in tables if station in found.rows}
        ballots = max(_ballots(row, profile) for row in rows.values())
        yield Batch(station, ballots, {code: _votes(row) for code, row in rows.items()})


def _ballots(row: Row, profile: Profile) -> int:
    """The most ballots a station gets: its register, or the legal maximum, and the spare ones."""
    registered = int(profile.value("max_voters")) if row.registered is None else row.registered
    return registered + share_rounded_up(Fraction(profile.value("spare_share")), registered)


def _votes(row: Row) -> dict[int, int]:
    """The published votes; none for a row that is not counted."""
    shown = row.figures if row.state is State.COUNTED else {}
    return {int(n.removeprefix("paslon")): v for n, v in shown.items() if n.startswith("paslon")}


def write_forms(file: Path, drawn: Sequence[str], contests: Sequence[Contest]) -> None:
    """The list of forms to pull, with an empty cell for each figure to be read from the paper."""
    times = Counter(drawn)
    columns = _pair_columns(contests)
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow([STATION, CONTEST, TIMES, *columns])
        for station in sorted(times):
            for contest in contests:
                writer.writerow([station, contest.code, times[station], *("" for _ in columns)])


def read_papers(file: Path, contests: Sequence[Contest]) -> dict[str, Votes]:
    """The votes as read from the papers, by station; a station with an empty cell is not read yet.

    Raises UnusableError with file and line for anything else that is not a whole number.
    """
    papers: dict[str, dict[str, Mapping[int, int]]] = {}
    with file.open(newline="", encoding="utf-8-sig") as opened:
        reader = csv.DictReader(opened)
        missing = {STATION, CONTEST, *_pair_columns(contests)} - set(reader.fieldnames or ())
        if missing:
            raise UnusableError(f"{file}, line 1: no column {sorted(missing)[0]}")
        for line in reader:
            place = f"{file}, line {reader.line_num}"
            contest = next((c for c in contests if c.code == line[CONTEST]), None)
            if contest is None:
                raise UnusableError(f"{place}: no contest {line[CONTEST]!r} is checked")
            votes = _paper(line, contest, place)
            station = papers.setdefault((line[STATION] or "").strip(), {})
            if contest.code in station:
                raise UnusableError(f"{place}: this station is there twice")
            if votes is not None:
                station[contest.code] = votes
    return {station: votes for station, votes in papers.items() if len(votes) == len(contests)}


def _paper(line: Mapping[str, str | None], contest: Contest, place: str) -> dict[int, int] | None:
    """The votes on one line, or None while any is still empty."""
    votes: dict[int, int] = {}
    for pair in contest.pairs:
        name = f"paslon{pair.number}"
        try:
            value = figure_of_text(line[name] or "")
        except FigureError as error:
            raise UnusableError(f"{place}, {name}: {error}") from None
        if value is None:
            return None
        votes[pair.number] = value
    return votes


def _pair_columns(contests: Iterable[Contest]) -> list[str]:
    numbers = {pair.number for contest in contests for pair in contest.pairs}
    return [f"paslon{number}" for number in sorted(numbers)]
