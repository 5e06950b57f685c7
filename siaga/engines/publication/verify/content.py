"""The tables of a publication as checked data, with the line each came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from siaga.engines.publication import tables
from siaga.engines.publication.compose import (
    PHOTOS,
    REGIONS,
    recap_name,
    rows_name,
    steps_name,
    versions_name,
)
from siaga.engines.publication.lines import figure_names
from siaga.engines.publication.model import (
    CORRECTION,
    ENTRY,
    Contest,
    Photo,
    Place,
    Row,
    Step,
    Version,
)
from siaga.engines.publication.store import Store
from siaga.engines.publication.tables import Columns, TableError, by_name
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.report import Report
from siaga.engines.recap import State

_STATION: Final = re.compile(r"[0-9]{13}", re.ASCII)
_HEX: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_STATES: Final = {state.value: state for state in State}
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_NONCE: Final = re.compile(r"([0-9a-f]{2})*", re.ASCII)
KINDS: Final = (ENTRY, CORRECTION)
Thing = TypeVar("Thing")
Told = TypeVar("Told", Version, Step)


class LineError(ValueError):
    """A line that no honest table has."""


@dataclass(frozen=True)
class Tables:
    """One contest as its tables state it, and the same by code: rows, totals, versions, steps in order."""

    contest: Contest
    names: tuple[str, ...]
    rows: Mapping[str, Row]
    line_of: Mapping[str, int]
    totals: Mapping[str, Mapping[str, Any]]
    versions: Mapping[tuple[str, int], Version]
    versions_of: Mapping[str, tuple[Version, ...]]
    steps: Mapping[str, tuple[Step, ...]]

    @property
    def rows_file(self) -> str:
        return rows_name(self.contest.code)

    def place(self, station: str) -> str:
        """The line of a station: rows/mayor.csv:17."""
        return f"{self.rows_file}:{self.line_of[station]}"


def tables_of(store: Store, head: Heading, contest: Contest, report: Report) -> Tables | None:
    """Read the tables of a contest; None when one is missing, malformed or says something twice, and the
    report says where.
    """
    names = figure_names(contest, head.profile)
    before = len(report.findings)
    read = _Reader(store, report, tables.figures(names))
    rows = read(rows_name(contest.code), tables.ROWS, _row, lambda row: f"station {row.station}")
    totals = read(recap_name(contest.code), tables.RECAP, dict, lambda line: f"the total of {line['code']}")
    versions = read(versions_name(contest.code), tables.VERSIONS, _version, _of_version)
    steps = _Reader(store, report)(steps_name(contest.code), tables.STEPS, _step, _of_step)
    if len(report.findings) > before:
        return None
    whole = replace(
        contest, rows=tuple(rows.values()), versions=tuple(versions.values()), steps=tuple(steps.values())
    )
    return Tables(
        contest=whole,
        names=names,
        rows={row.station: row for row in whole.rows},
        line_of={row.station: number for number, row in rows.items()},
        totals={str(total["code"]): total for total in totals.values()},
        versions={(version.station, version.number): version for version in whole.versions},
        versions_of=_by_station(whole.versions),
        steps=_by_station(whole.steps),
    )


def places_of(store: Store, report: Report) -> tuple[Place, ...]:
    """Read the names of the regions; none when the table is missing or malformed."""
    read = _Reader(store, report)
    places = read(REGIONS, tables.REGIONS, _place, lambda place: f"region {place.code or 'of the nation'}")
    return tuple(places.values())


def photos_of(store: Store, report: Report) -> tuple[Photo, ...]:
    """Read the photos' digests; none when the table is missing or malformed."""
    return tuple(_Reader(store, report)(PHOTOS, tables.PHOTOS, _photo, _of_photo).values())


_NONE: Final = Columns((), ())


@dataclass(frozen=True)
class _Reader:
    """Reads tables; `figures` are the columns after those that every table of its kind has."""

    store: Store
    report: Report
    figures: Columns = _NONE

    def __call__(
        self,
        name: str,
        of: Columns,
        make: Callable[[Mapping[str, Any]], Thing],
        known_as: Callable[[Thing], Hashable],
    ) -> dict[int, Thing]:
        """The things of a table by the number of their line; quoted line breaks count as one line.

        `known_as` names a thing; the second of one name is a fault, whatever else it says.
        """
        found: dict[int, Thing] = {}
        first: dict[Hashable, int] = {}
        for number, line in self._lines(name, of + self.figures):
            try:
                found[number] = made = make(line)
                if (at := first.setdefault(known_as(made), number)) != number:
                    raise LineError(f"{known_as(made)} is there twice, first on line {at}")
            except LineError as error:
                self.report.add(f"{name}:{number}", str(error))
        return found

    def _lines(self, name: str, of: Columns) -> list[tuple[int, Mapping[str, Any]]]:
        if name not in self.store.sizes:
            self.report.add(name, "missing")
            return []
        try:
            return [
                (number, by_name(of, line))
                for number, line in enumerate(tables.read(self.store.read(name), of), 2)
            ]
        except TableError as error:
            self.report.add(f"{name}:{error.line}", str(error))
            return []


def _of_version(version: Version) -> str:
    return f"version {version.number} of station {version.station}"


def _of_step(step: Step) -> str:
    return f"step {step.revision} of station {step.station}"


def _of_photo(photo: Photo) -> str:
    return f"photo {photo.sha256[:12]}… of {photo.contest} at station {photo.station}"


def _row(cells: Mapping[str, Any]) -> Row:
    state = _STATES.get(cells["state"])
    if state is None:
        raise LineError(f"{cells['state'][:40]!r} is no state of a row")
    return Row(
        station=_station(cells),
        state=state,
        sample=cells["sample"],
        version=_needed(cells, "version"),
        revision=_needed(cells, "revision"),
        registered=cells["registered"],
        figures=_figures(cells, tables.ROWS),
    )


def _version(cells: Mapping[str, Any]) -> Version:
    if cells["kind"] not in KINDS:
        raise LineError(f"{cells['kind'][:40]!r} is no kind of version: {' or '.join(KINDS)}")
    if cells["kind"] == CORRECTION and not (cells["level"] and cells["reason"]):
        raise LineError(f"station {cells['kode_tps'][:20]}: a correction without level or reason")
    if cells["kind"] == ENTRY and cells["level"]:
        raise LineError(f"station {cells['kode_tps'][:20]}: an entry with the level of a correction")
    return Version(
        station=_station(cells),
        number=_needed(cells, "version"),
        kind=cells["kind"],
        level=cells["level"],
        reason=cells["reason"],
        at=_moment(cells),
        digest=_digest(cells, "digest"),
        sample=cells["sample"],
        figures=_figures(cells, tables.VERSIONS),
        nonce=_matching(_NONCE, cells, "nonce", "no hexadecimal nonce"),
    )


def _step(cells: Mapping[str, Any]) -> Step:
    return Step(
        station=_station(cells),
        revision=_needed(cells, "revision"),
        act=cells["act"],
        state=cells["state"],
        version=_needed(cells, "version"),
        reason=cells["reason"],
        at=_moment(cells),
        sample=cells["sample"],
    )


def _photo(cells: Mapping[str, Any]) -> Photo:
    return Photo(
        contest=cells["contest"],
        station=_station(cells),
        page=_needed(cells, "page"),
        sha256=_digest(cells, "sha256"),
        size=_needed(cells, "size"),
        sample=cells["sample"],
    )


def _figures(cells: Mapping[str, Any], without: Columns) -> dict[str, int]:
    """The stated figures of a line."""
    outside = set(without.names)
    return {name: value for name, value in cells.items() if name not in outside and value is not None}


def _place(cells: Mapping[str, Any]) -> Place:
    return Place(code=cells["code"], name=cells["name"])


def _station(cells: Mapping[str, Any]) -> str:
    return _matching(_STATION, cells, "kode_tps", "no station code of 13 digits")


def _digest(cells: Mapping[str, Any], name: str) -> str:
    return _matching(_HEX, cells, name, "no SHA-256 in hexadecimal")


def _moment(cells: Mapping[str, Any]) -> str:
    """A moment in UTC, and one that there is."""
    text = _matching(_MOMENT, cells, "at", "no moment such as 2024-11-27T13:00:00Z")
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise LineError(f"{text!r} is no moment") from None
    return text


def _matching(pattern: re.Pattern[str], cells: Mapping[str, Any], name: str, due: str) -> str:
    text: str = cells[name]
    if not pattern.fullmatch(text):
        raise LineError(f"{text[:80]!r} is {due}")
    return text


def _needed(cells: Mapping[str, Any], name: str) -> int:
    value: int | None = cells[name]
    if value is None:
        raise LineError(f"{name} is empty")
    return value


def _by_station(things: Iterable[Told]) -> dict[str, tuple[Told, ...]]:
    found: dict[str, list[Told]] = {}
    for thing in things:
        found.setdefault(thing.station, []).append(thing)
    return {station: tuple(listed) for station, listed in found.items()}
