"""A short look at the rows of files that were just composed: how many, in which state and version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from siaga.engines.publication import tables
from siaga.engines.publication.compose import rows_name
from siaga.engines.recap import State


@dataclass(frozen=True, slots=True)
class CountedRows:
    """Rows of one contest: their number in each state, the version of each counted station, and the votes
    for each number on the ballot.
    """

    coverage: Mapping[str, int]
    versions: Mapping[str, int]
    votes: Mapping[int, int]


def counted_rows(files: Mapping[str, bytes], contest: str) -> CountedRows:
    """Read them from the files of a publication. Raises KeyError for a contest that is not in it."""
    lines = tables.plain(files[rows_name(contest)])
    states = Counter(line["state"] for line in lines)
    coverage = {"stations": len(lines), **{state.value: states[state.value] for state in State}}
    counted = [line for line in lines if line["state"] == State.COUNTED]
    names = [name for name in (lines[0] if lines else ()) if name.startswith("paslon")]
    votes = {int(n.removeprefix("paslon")): sum(int(line[n]) for line in counted) for n in names}
    return CountedRows(coverage, {line["kode_tps"]: int(line["version"]) for line in counted}, votes)
