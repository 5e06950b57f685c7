"""A short look at the rows of files that were just composed: how many, in which state and version, and which
are held and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from siaga.engines.publication import tables
from siaga.engines.publication.compose import rows_name, steps_name
from siaga.engines.recap import State


@dataclass(frozen=True, slots=True)
class CountedRows:
    """Rows of one contest: their number in each state, the version of each counted station, and the votes
    for each number on the ballot.
    """

    coverage: Mapping[str, int]
    versions: Mapping[str, int]
    votes: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A held row as the files tell it: its station (13 digits), and the step that stopped it with the reason
    everyone will read; `at` in UTC, ISO 8601.
    """

    station: str
    act: str
    reason: str
    at: str
    sample: bool


def held_rows(files: Mapping[str, bytes], contest: str) -> list[HeldRow]:
    """The held rows of one contest, by station. Raises KeyError for a contest that is not in the files."""
    rows = tables.plain(files[rows_name(contest)])
    last = {line["kode_tps"]: line for line in tables.plain(files[steps_name(contest)])}
    held = [line for line in rows if line["state"] == State.HELD]
    return [_held(line, last.get(line["kode_tps"], {})) for line in held]


def _held(row: Mapping[str, str], step: Mapping[str, str]) -> HeldRow:
    act, reason, at = (step.get(name, "") for name in ("act", "reason", "at"))
    return HeldRow(row["kode_tps"], act, reason, at, row["sample"] == "true")


def counted_rows(files: Mapping[str, bytes], contest: str) -> CountedRows:
    """Read them from the files of a publication. Raises KeyError for a contest that is not in it."""
    lines = tables.plain(files[rows_name(contest)])
    states = Counter(line["state"] for line in lines)
    coverage = {"stations": len(lines), **{state.value: states[state.value] for state in State}}
    counted = [line for line in lines if line["state"] == State.COUNTED]
    names = [name for name in (lines[0] if lines else ()) if name.startswith("paslon")]
    votes = {int(n.removeprefix("paslon")): sum(int(line[n]) for line in counted) for n in names}
    return CountedRows(coverage, {line["kode_tps"]: int(line["version"]) for line in counted}, votes)
