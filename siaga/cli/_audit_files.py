"""What ``siaga audit`` takes out of a publication: its contests, its stations and their votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from siaga.cli._contests import code_of
from siaga.engines.audit import Batch
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication.model import Row
from siaga.engines.publication.verify import Proven
from siaga.engines.publication.verify.content import Tables
from siaga.engines.recap import State
from siaga.law.form.formulas import share_rounded_up
from siaga.law.profiles import Profile

_KINDS_OF_FEED = {"pkwkp": ("governor",), "pkwkk": ("mayor", "regent")}
"""KPU keeps mayors and regents in one folder: `siaga.engines.publication.model.Contest.feed`."""


def chosen(found: Proven, wanted: Sequence[str]) -> tuple[Tables, ...]:
    """The tables of these contests, each by its code or as walikota, bupati, gubernur; of the only one when
    none is named. Raises UnusableError.
    """
    known = {tables.contest.code: tables for tables in found.tables}
    kinds = {code: (code, *_KINDS_OF_FEED.get(t.contest.feed, ())) for code, t in known.items()}
    if not wanted and len(known) == 1:
        return found.tables
    there = " or ".join(known)
    if not wanted:
        raise UnusableError(f"say which contest is checked: --contest {there}")
    codes = {name: code_of(name, kinds) for name in wanted}
    if unknown := [name for name, code in codes.items() if code is None]:
        raise UnusableError(f"there is no contest {unknown[0]!r}: --contest {there}")
    return tuple(known[code] for code in dict.fromkeys(codes.values()) if code is not None)


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
