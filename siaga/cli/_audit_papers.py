"""The list of forms to pull from the boxes: written for the draw, and read again when it is filled in."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from siaga.engines.audit import Votes
from siaga.engines.intake.figures import FigureError, figure_of_text
from siaga.engines.intake.text import cells_of, decoded, lines_of, separator_of
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication.model import Contest
from siaga.engines.publication.verify.content import Tables
from siaga.engines.recap.codes import DIGITS, Level, region_digits, station_digits, with_dots

STATION, CONTEST, TIMES = "kode_tps", "contest", "times"
DISTRICT, WARD, NUMBER = "kecamatan", "kelurahan", "tps"
_MOST_BYTES: Final = 32 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form lies: on which shelf to look for its box."""

    district: str
    ward: str
    number: str

    def __str__(self) -> str:
        return f"TPS {self.number}, {self.ward}, {self.district}"


@dataclass(frozen=True, slots=True)
class Papers:
    """A filled list: the votes of every station read whole, and every station that stands on it."""

    votes: Mapping[str, Votes]
    listed: frozenset[str]


def place_of(station: str, tables: Sequence[Tables]) -> Place:
    """The place of a station, by the names in the totals of the publication itself."""
    names = {code: str(total["name"]) for found in tables for code, total in found.totals.items()}
    district, ward = (region_digits(station, level) for level in (Level.DISTRICT, Level.WARD))
    return Place(names.get(district, district), names.get(ward, ward), station[DIGITS[Level.WARD] :])


def write_forms(file: Path, drawn: Sequence[str], tables: Sequence[Tables]) -> None:
    """The list of forms to pull, with an empty cell for each figure to be read from the paper.

    The code is dotted: a spreadsheet takes it for text, and does not round its thirteen digits away.
    """
    times = Counter(drawn)
    contests = [found.contest for found in tables]
    columns = _pair_columns(contests)
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow([STATION, DISTRICT, WARD, NUMBER, CONTEST, TIMES, *columns])
        for station in sorted(times):
            place = place_of(station, tables)
            where = [with_dots(station), place.district, place.ward, place.number]
            for contest in contests:
                writer.writerow([*where, contest.code, times[station], *("" for _ in columns)])


def read_papers(file: Path, contests: Sequence[Contest]) -> Papers:
    """The list as filled in, also as a spreadsheet leaves it: any separator, line end and byte-order mark.

    A station with an empty cell is listed and not read yet. Raises UnusableError with file and line for
    anything that is not a whole number, a known station code or a contest that is checked.
    """
    votes: dict[str, dict[str, Mapping[int, int]]] = {}
    listed: set[tuple[str, str]] = set()
    for number, line in _lines(file, {STATION, CONTEST, *_pair_columns(contests)}):
        place = f"{file}, line {number}"
        contest = next((c for c in contests if c.code == line[CONTEST]), None)
        if contest is None:
            raise UnusableError(f"{place}: no contest {line[CONTEST]!r} is checked")
        station = _station(line[STATION], place)
        paper = _paper(line, contest, place)
        if (station, contest.code) in listed:
            raise UnusableError(f"{place}: this station is there twice")
        listed.add((station, contest.code))
        if paper is not None:
            votes.setdefault(station, {})[contest.code] = paper
    whole = {station: read for station, read in votes.items() if len(read) == len(contests)}
    return Papers(whole, frozenset(station for station, _ in listed))


def require_same_draw(file: Path, papers: Papers, drawn: Sequence[str]) -> None:
    """Refuse a list that is of another draw: forms of this one are not on it, and others are.

    A list that is only too short is of the same draw, with more draws asked for since.
    """
    absent = sorted(set(drawn) - papers.listed)
    if absent and papers.listed - set(drawn):
        raise UnusableError(
            f"{file}: this list was drawn with another seed, number of draws or publication: {len(absent)}"
            f" forms of this draw are not on it, among them station {absent[0]}; give the --seed and --draws"
            " it was drawn with"
        )


def _lines(file: Path, needed: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and cells by column of every line that is not empty; Excel's ``sep=`` line is passed over."""
    with file.open("rb") as opened:
        data = opened.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise UnusableError(f"{file}: larger than {_MOST_BYTES >> 20} MB")
    lines = ((number, line) for number, line in lines_of(decoded(data)) if line.strip(" \t,;|"))
    number, header = next(lines, (1, ""))
    separator = separator_of(header)
    if header.lower().startswith("sep="):
        separator = header[4:5] or ","
        number, header = next(lines, (number, ""))
    names = [name.strip().lower() for name in cells_of(header, separator) or []]
    if missing := set(needed) - set(names):
        raise UnusableError(f"{file}, line {number}: no column {sorted(missing)[0]}")
    for number, line in lines:
        cells = cells_of(line, separator)
        if cells is None or len(cells) > len(names):
            raise UnusableError(f"{file}, line {number}: more cells than the header has")
        yield number, dict.fromkeys(names, "") | dict(zip(names, map(str.strip, cells), strict=False))


def _station(text: str, place: str) -> str:
    try:
        return station_digits(text)
    except ValueError as error:
        raise UnusableError(f"{place}: {error}") from None


def _paper(line: Mapping[str, str], contest: Contest, place: str) -> dict[int, int] | None:
    """The votes on one line, or None while any is still empty."""
    votes: dict[int, int] = {}
    for pair in contest.pairs:
        name = f"paslon{pair.number}"
        try:
            value = figure_of_text(line[name])
        except FigureError as error:
            raise UnusableError(f"{place}, {name}: {error}") from None
        if value is None:
            return None
        votes[pair.number] = value
    return votes


def _pair_columns(contests: Iterable[Contest]) -> list[str]:
    numbers = {pair.number for contest in contests for pair in contest.pairs}
    return [f"paslon{number}" for number in sorted(numbers)]
