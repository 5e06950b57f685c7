"""Many rows against their identities, the broken ones repaired on every core there is."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field

from siaga.engines.intake.rows import Item, Problem, ResultRow, Sheet
from siaga.law.form import Finding, Stations, check_recap_level, check_row, completeness
from siaga.law.form.repairs import Repairs, repairs
from siaga.law.profiles import Profile, load

Register = Mapping[str, Mapping[str, int]]
"""Station code → trusted figures of the voter register, such as ``{"dpt_j": 236}``."""

BATCH = 48
"""Broken rows sent to another process at a time; fewer in all are repaired here."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A row with findings. ``repairs`` is None where none were asked for or no error was found."""

    row: ResultRow
    findings: tuple[Finding, ...]
    repairs: Repairs | None = None

    @property
    def is_broken(self) -> bool:
        return any(finding.is_error for finding in self.findings)


@dataclass(slots=True)
class Outcome:
    """Everything found in a source.

    ``rows`` counts the rows and the parts of sheets that were read, ``incomplete`` the rows that lack votes
    or their totals; ``checked`` holds the rows with findings, by line.
    """

    rows: int = 0
    incomplete: int = 0
    checked: list[Checked] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def flagged(self) -> int:
        """How many rows break an identity of error severity."""
        return sum(checked.is_broken for checked in self.checked)


def check_items(
    items: Iterable[Item], profile: Profile, register: Register | None = None, with_repairs: bool = True
) -> Outcome:
    """Check every row of a source, and find the smallest repairs of the broken ones.

    ``profile`` must be one of `siaga.law.profiles.load`, so that other processes can load it too.
    """
    outcome = Outcome()
    with _Repairer(profile.id, register or {}) as repairer:
        for item in items:
            if isinstance(item, ResultRow):
                _take(item, profile, register or {}, outcome)
                if with_repairs and outcome.checked and outcome.checked[-1].row is item:
                    repairer.add(len(outcome.checked) - 1, outcome.checked[-1])
            elif isinstance(item, Sheet):
                _take_sheet(item, profile, outcome)
            else:
                outcome.problems.append(item)
        for place, found in repairer.results():
            before = outcome.checked[place]
            outcome.checked[place] = Checked(before.row, before.findings, found)
    return outcome


def _take(row: ResultRow, profile: Profile, register: Register, outcome: Outcome) -> None:
    outcome.rows += 1
    findings = check_row(profile, row.figures, register.get(row.station))
    if findings:
        outcome.checked.append(Checked(row, tuple(findings)))
    if completeness(profile, row.figures) != "complete":
        outcome.incomplete += 1


def _take_sheet(sheet: Sheet, profile: Profile, outcome: Outcome) -> None:
    """Compare a region's totals with its parts, which are no result forms: only R16 applies."""
    outcome.rows += len(sheet.parts)
    levels = [(sheet.code, sheet.totals, list(sheet.parts.values()), sheet.stations)]
    levels += [(code, {}, [], stations) for code, stations in sheet.part_stations.items()]
    for code, figures, parts, (counted, expected) in levels:
        stations = Stations(counted, expected) if counted is not None and expected is not None else None
        findings = check_recap_level(profile, figures, parts, stations)
        if findings:
            outcome.checked.append(Checked(ResultRow(code, 0, figures, sheet.file), tuple(findings)))


class _Repairer:
    """Repairs rows in batches, in other processes once there is more than a batch."""

    def __init__(self, profile_id: str, register: Register) -> None:
        self._profile_id = profile_id
        self._register = register
        self._waiting: list[tuple[int, Mapping[str, int | None], Mapping[str, int] | None]] = []
        self._sent: list[tuple[list[int], Future[list[Repairs]]]] = []
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Repairer:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def add(self, place: int, checked: Checked) -> None:
        if checked.is_broken:
            row = checked.row
            self._waiting.append((place, row.figures, self._register.get(row.station)))
        if len(self._waiting) >= BATCH and _cores() > 1:
            self._send()

    def results(self) -> Iterable[tuple[int, Repairs]]:
        if self._pool is not None and self._waiting:
            self._send()
        for places, future in self._sent:
            yield from zip(places, future.result(), strict=True)
        here = [(figures, register) for _, figures, register in self._waiting]
        yield from zip(
            (place for place, _, _ in self._waiting), repair_batch(self._profile_id, here), strict=True
        )

    def _send(self) -> None:
        if self._pool is None:
            # A worker makes no cycles and lives for one file; looking for some costs a sixth of its time.
            self._pool = ProcessPoolExecutor(max_workers=_cores(), initializer=gc.disable)
        batch = [(figures, register) for _, figures, register in self._waiting]
        future = self._pool.submit(repair_batch, self._profile_id, batch)
        self._sent.append(([place for place, _, _ in self._waiting], future))
        self._waiting = []


def repair_batch(
    profile_id: str, batch: list[tuple[Mapping[str, int | None], Mapping[str, int] | None]]
) -> list[Repairs]:
    """The repairs of each (figures, register); the figures of the register are trusted."""
    profile = load(profile_id)
    return [repairs(profile, figures, register=register) for figures, register in batch]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
