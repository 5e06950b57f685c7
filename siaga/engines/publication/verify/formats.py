"""Does every format say the same? Parquet, KPU's shape and the NIST report against the CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from siaga.engines.intake import Problem, ResultRow, Sheet, SourceError
from siaga.engines.intake.kpu import items_of_json
from siaga.engines.publication import kpu, nist, parquet, tables
from siaga.engines.publication.compose import recap_name, rows_name
from siaga.engines.publication.kpu import Feed
from siaga.engines.publication.model import Row
from siaga.engines.publication.parquet import ParquetError
from siaga.engines.publication.store import Store
from siaga.engines.publication.tables import Columns
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.report import Report
from siaga.engines.publication.verify.sums import Sums
from siaga.engines.recap import Level, State
from siaga.engines.recap.codes import DIGITS, LEVELS
from siaga.law.profiles import Profile


def check_parquet(store: Store, found: Tables, report: Report) -> None:
    """Rows and totals as Parquet hold the lines of the CSV, in its order."""
    code, figures = found.contest.code, tables.figures(found.names)
    for name_of, of in ((rows_name, tables.ROWS), (recap_name, tables.RECAP)):
        _check_parquet(store, name_of(code), name_of(code, "parquet"), of + figures, report)


def _check_parquet(store: Store, plain: str, name: str, of: Columns, report: Report) -> None:
    lines = tables.read(store.read(plain), of)
    if name not in store.sizes:
        report.add(name, "missing")
        return
    try:
        same = parquet.read(store.read(name), of, len(lines))
    except ParquetError as error:
        report.add(name, str(error))
        return
    pairs = enumerate(zip_longest(lines, same), 2)
    if (differing := next((number for number, (a, b) in pairs if a != b), None)) is not None:
        report.add(name, f"says otherwise than {plain}:{differing}")


def check_feed(store: Store, found: Tables, head: Heading, sums: Sums, report: Report) -> None:
    """KPU's shape, read back as `siaga check` reads it: a file per station, a sheet per region."""
    feed = kpu.feed_of(found.contest, head.profile, head.at)
    expected = {kpu.station_name(feed, station): station for station in found.rows}
    sheets = {kpu.sheet_name(feed, code): code for code in sums}
    _check_names(store, feed, {*expected, *sheets}, report)
    for name, station in expected.items():
        if name in store.sizes:
            _check_station(store.read(name), name, found, found.rows[station], head.profile, report)
    for name, code in sheets.items():
        if name in store.sizes:
            _check_sheet(store.read(name), name, found, code, sums, head.profile, report)


def _check_names(store: Store, feed: Feed, expected: set[str], report: Report) -> None:
    folders = (f"{kpu.STATIONS}/{feed.folder}/", f"{kpu.SHEETS}/{feed.folder}/")
    present = {name for name in store.sizes if name.startswith(folders)}
    for name in sorted(expected - present):
        report.add(name, "missing")
    for name in sorted(present - expected):
        report.add(name, "belongs to no station or region of the contest")


def _check_station(data: bytes, name: str, found: Tables, row: Row, profile: Profile, report: Report) -> None:
    items = _items(data, name, profile, report)
    if not items:
        return
    figures = _numbered(items[0].figures, found) if isinstance(items[0], ResultRow) else {}
    stated = {figure: value for figure, value in figures.items() if value is not None}
    if stated != row.figures:
        figure = next(n for n in found.names if stated.get(n) != row.figures.get(n))
        message = (
            f"{figure} is {stated.get(figure)}, and {row.figures.get(figure)} on {found.place(row.station)}"
        )
        report.add(name, message)


def _check_sheet(
    data: bytes, name: str, found: Tables, code: str, sums: Sums, profile: Profile, report: Report
) -> None:
    items = _items(data, name, profile, report)
    if not items:
        return
    sheet = items[-1]
    if not isinstance(sheet, Sheet):
        report.add(name, "no sheet of a region")
        return
    parts = dict(_parts(code, found, sums))
    said = {part: (_numbered(sheet.parts[part], found), sheet.part_stations[part]) for part in sheet.parts}
    if (_numbered(sheet.totals, found), sheet.stations) != _of_sums(sums[code], found):
        report.add(name, f"the totals are not the sums of the stations of {code}")
    if said != parts:
        differing = sorted(part for part in {*said, *parts} if said.get(part) != parts.get(part))
        report.add(name, f"the line of {differing[0]} is not the sum of its stations")


def _parts(code: str, found: Tables, sums: Sums) -> Iterator[tuple[str, Any]]:
    """What the sheet of a region must say of the regions, or stations, right below it."""
    level = next(level for level, digits in DIGITS.items() if digits == len(code))
    below = LEVELS[LEVELS.index(level) - 1]
    if below is not Level.STATION:
        inside = (part for part in sums if len(part) == DIGITS[below] and part.startswith(code))
        yield from ((part, _of_sums(sums[part], found)) for part in inside)
        return
    for row in found.rows.values():
        if row.station.startswith(code):
            counted = row.state is State.COUNTED
            votes = {n: v for n, v in row.figures.items() if n.startswith("paslon")}
            yield row.station, (votes, (int(counted), 1))


def _of_sums(sums: Mapping[str, int], found: Tables) -> tuple[dict[str, int], tuple[int, int]]:
    votes = {f"paslon{pair.number}": sums[f"paslon{pair.number}"] for pair in found.contest.pairs}
    return votes, (sums["counted"], sums["stations"])


def _numbered(figures: Mapping[str, int | None], found: Tables) -> dict[str, int | None]:
    """KPU's ids only ascend with the ballot: the first is the first pair, whatever its number."""
    numbers = {f"paslon{at}": f"paslon{pair.number}" for at, pair in enumerate(found.contest.pairs, 1)}
    return {numbers.get(name, name): value for name, value in figures.items()}


def _items(data: bytes, name: str, profile: Profile, report: Report) -> list[ResultRow | Sheet]:
    """What the file says, or nothing after a fault that the report names."""
    try:
        strict_json(data)
        items = [*items_of_json(data, profile, name)]
    except (ValueError, SourceError) as error:
        report.add(name, f"cannot be read: {str(error)[:200]}")
        return []
    problems = [item for item in items if isinstance(item, Problem)]
    for problem in problems:
        report.add(name, problem.en)
    return [] if problems else [item for item in items if not isinstance(item, Problem)]


def check_report(store: Store, found: Tables, sums: Sums, report: Report) -> None:
    """The NIST report counts for every unit what the rows add up to, and nothing else."""
    name = nist.name_of(found.contest.code)
    if name not in store.sizes:
        report.add(name, "missing")
        return
    try:
        said = nist.counts_of(strict_json(store.read(name)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        report.add(name, f"not a report of election results: {str(error)[:200]}")
        return
    due = dict(_due(found, sums))
    if said != due:
        unit, what = min(key for key in {*said, *due} if said.get(key) != due.get(key))
        message = f"{what} of {unit} is {said.get((unit, what))}, and the rows say {due.get((unit, what))}"
        report.add(name, message)


def _due(found: Tables, sums: Sums) -> Iterator[tuple[tuple[str, str], int]]:
    """Every count a report must hold, from the rows alone."""
    for code, total in sums.items():
        yield from _due_of(code, total, found)
    for row in found.rows.values():
        counted = int(row.state is State.COUNTED)
        alone = {"stations": 1, "counted": counted, "registered": row.registered or 0, **row.figures}
        yield from _due_of(row.station, alone, found)


def _due_of(code: str, total: Mapping[str, int], found: Tables) -> Iterator[tuple[tuple[str, str], int]]:
    unit = nist.unit_id(code)
    yield (unit, "TotalSubUnits"), total["stations"]
    yield (unit, "SubUnitsReported"), total["counted"]
    yield (unit, "VotersRegistered"), total["registered"]
    if total["counted"]:
        yield (unit, "VotersParticipated"), total.get("peng_total_j", 0)
        yield (unit, "BallotsCast"), total.get("suara_total", 0)
        yield (unit, "BallotsRejected"), total.get("suara_tidak_sah", 0)
        for pair in found.contest.pairs:
            yield (
                (unit, nist.selection_id(found.contest.code, pair.number)),
                total.get(f"paslon{pair.number}", 0),
            )


def strict_json(data: bytes) -> Any:
    """The value of JSON in which no key comes twice and no number is NaN; raise ValueError otherwise."""
    try:
        return json.loads(data, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key[:40]!r} comes twice")
        found[key] = value
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is not a number")
