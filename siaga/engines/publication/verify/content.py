"""The tables of a publication as checked data, with the line each came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from siaga.engines.publication import tables
from siaga.engines.publication.compose import PHOTOS, recap_name, rows_name, steps_name, versions_name
from siaga.engines.publication.lines import figure_names
from siaga.engines.publication.model import Contest, Photo, Row, Step, Version
from siaga.engines.publication.store import Store
from siaga.engines.publication.tables import Columns, TableError, by_name
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.report import Report
from siaga.engines.recap import State

_STATION: Final = re.compile(r"[0-9]{13}", re.ASCII)
_HEX: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_STATES: Final = {state.value: state for state in State}
KINDS: Final = ("entry", "correction")
Thing = TypeVar("Thing")


class LineError(ValueError):
    """A line that no honest table has."""


@dataclass(frozen=True)
class Tables:
    """One contest as its tables state it: rows and totals by code, versions and steps in order."""

    contest: Contest
    names: tuple[str, ...]
    rows: Mapping[str, Row]
    line_of: Mapping[str, int]
    totals: Mapping[str, Mapping[str, Any]]
    versions: Mapping[tuple[str, int], Version]
    steps: Mapping[str, tuple[Step, ...]]

    @property
    def rows_file(self) -> str:
        return rows_name(self.contest.code)

    def place(self, station: str) -> str:
        """The line of a station: rows/mayor.csv:17."""
        return f"{self.rows_file}:{self.line_of[station]}"


def tables_of(store: Store, head: Heading, contest: Contest, report: Report) -> Tables | None:
    """Read the tables of a contest; None when one is missing or malformed, and the report says where."""
    names = figure_names(contest, head.profile)
    figures = tables.figures(names)
    before = len(report.findings)
    rows = _read(store, rows_name(contest.code), tables.ROWS + figures, _row, report)
    totals = _read(store, recap_name(contest.code), tables.RECAP + figures, dict, report)
    versions = _read(store, versions_name(contest.code), tables.VERSIONS + figures, _version, report)
    steps = _read(store, steps_name(contest.code), tables.STEPS, _step, report)
    if len(report.findings) > before:
        return None
    line_of = {row.station: number for number, row in rows}
    if len(line_of) != len(rows):
        report.add(rows_name(contest.code), "a station is there twice")
        return None
    return Tables(
        contest=contest,
        names=names,
        rows={row.station: row for _, row in rows},
        line_of=line_of,
        totals={str(total["code"]): total for _, total in totals},
        versions={(version.station, version.number): version for _, version in versions},
        steps=_by_station(step for _, step in steps),
    )


def photos_of(store: Store, report: Report) -> tuple[Photo, ...]:
    """Read the photos' digests; none when the table is missing or malformed."""
    return tuple(photo for _, photo in _read(store, PHOTOS, tables.PHOTOS, _photo, report))


def _read(
    store: Store, name: str, of: Columns, make: Callable[[Mapping[str, Any]], Thing], report: Report
) -> list[tuple[int, Thing]]:
    """The things of a table with the number of their line; quoted line breaks count as one line."""
    if name not in store.sizes:
        report.add(name, "missing")
        return []
    found: list[tuple[int, Thing]] = []
    try:
        for number, line in enumerate(tables.read(store.read(name), of), 2):
            try:
                found.append((number, make(by_name(of, line))))
            except LineError as error:
                report.add(f"{name}:{number}", str(error))
    except TableError as error:
        report.add(f"{name}:{error.line}", str(error))
    return found


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
    if cells["kind"] == "correction" and not (cells["level"] and cells["reason"]):
        raise LineError(f"station {cells['kode_tps'][:20]}: a correction without level or reason")
    return Version(
        station=_station(cells),
        number=_needed(cells, "version"),
        kind=cells["kind"],
        level=cells["level"],
        reason=cells["reason"],
        at=cells["at"],
        digest=_digest(cells, "digest"),
        sample=cells["sample"],
        figures=_figures(cells, tables.VERSIONS),
    )


def _step(cells: Mapping[str, Any]) -> Step:
    return Step(
        station=_station(cells),
        revision=_needed(cells, "revision"),
        act=cells["act"],
        state=cells["state"],
        version=_needed(cells, "version"),
        reason=cells["reason"],
        at=cells["at"],
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


def _station(cells: Mapping[str, Any]) -> str:
    code: str = cells["kode_tps"]
    if not _STATION.fullmatch(code):
        raise LineError(f"{code[:40]!r} is no station code of 13 digits")
    return code


def _digest(cells: Mapping[str, Any], name: str) -> str:
    digest: str = cells[name]
    if not _HEX.fullmatch(digest):
        raise LineError(f"{digest[:80]!r} is no SHA-256 in hexadecimal")
    return digest


def _needed(cells: Mapping[str, Any], name: str) -> int:
    value: int | None = cells[name]
    if value is None:
        raise LineError(f"{name} is empty")
    return value


def _by_station(steps: Iterable[Step]) -> dict[str, tuple[Step, ...]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.station, []).append(step)
    return {station: tuple(listed) for station, listed in found.items()}
