"""From the rows of the stations to the totals of every level, counted afresh each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from siaga.engines.recap.codes import (
    DIGITS,
    LEVELS,
    Level,
    is_dotted,
    region_digits,
    station_digits,
    with_dots,
)
from siaga.engines.recap.model import Contest, Coverage, Recap, Region, State, Station
from siaga.engines.recap.order import Outside, order_of
from siaga.law.form.formulas import share_rounded_up


@dataclass(slots=True)
class _Sum:
    """A total under way. Adding two is all that a level above the station does."""

    digits: str
    votes: Counter[int] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    rows: Counter[State] = field(default_factory=Counter)
    outside: dict[State, Outside] = field(default_factory=dict)
    registered: int = 0
    registered_counted: int = 0

    def add(self, part: _Sum) -> None:
        self.votes.update(part.votes)
        self.figures.update(part.figures)
        self.rows.update(part.rows)
        for state, outside in part.outside.items():
            self.outside[state] = self.outside.get(state, Outside()) + outside
        self.registered += part.registered
        self.registered_counted += part.registered_counted


def recap(stations: Iterable[Station], contest: Contest, names: Mapping[str, str] | None = None) -> Recap:
    """The totals of ``contest`` at every level from its expected stations, each given once, in any order.

    ``names`` gives region names by code, in digits or dotted. A station's name is "TPS" and its number.
    Raises ``ValueError`` for a code that is none, a station given twice, votes for a number that does not
    stand, and a negative count.
    """
    rows = list(stations)
    leaves = _leaves(rows, contest)
    known = {code.replace(".", ""): name for code, name in (names or {}).items()}
    dotted = bool(rows) and is_dotted(rows[0].code)
    sums = sorted(_all_levels(leaves, contest.top), key=lambda entry: entry[1].digits)
    return Recap(contest, tuple(_region(level, total, contest, known, dotted) for level, total in sums))


def ballots_of(registered: int, contest: Contest) -> int:
    """Ballots a station of ``registered`` voters gets: one each, and the spare share rounded up."""
    return registered + share_rounded_up(contest.spare_share, registered)


def outside_of(registered: int | None, contest: Contest) -> Outside:
    """The most votes the row of one station can bring: the ballots of its register (DPT), or those of the
    legal maximum where the register is not known.
    """
    if registered is not None:
        return Outside(1, ballots_of(registered, contest))
    if contest.max_voters is not None:
        return Outside(1, ballots_of(contest.max_voters, contest), assumed=1)
    return Outside(1, unlimited=1)


def _leaves(stations: list[Station], contest: Contest) -> list[_Sum]:
    leaves = sorted((_leaf(station, contest) for station in stations), key=lambda leaf: leaf.digits)
    for before, leaf in pairwise(leaves):
        if before.digits == leaf.digits:
            raise ValueError(f"station {leaf.digits} is there twice")
    return leaves


def _leaf(station: Station, contest: Contest) -> _Sum:
    leaf = _Sum(station_digits(station.code), rows=Counter({station.state: 1}))
    if station.registered is not None and station.registered < 0:
        raise ValueError(f"station {station.code} has a negative number of voters: {station.registered}")
    leaf.registered = station.registered or 0
    if station.state is State.COUNTED:
        _refuse_impossible(station, contest)
        leaf.votes, leaf.figures = Counter(station.votes), Counter(station.figures)
        leaf.registered_counted = leaf.registered
    else:
        leaf.outside[station.state] = outside_of(station.registered, contest)
    return leaf


def _refuse_impossible(station: Station, contest: Contest) -> None:
    if unknown := set(station.votes) - set(contest.pairs):
        raise ValueError(f"station {station.code} has votes for number {min(unknown)}, which does not stand")
    if any(count < 0 for count in (*station.votes.values(), *station.figures.values())):
        raise ValueError(f"station {station.code} has a negative count")


def _all_levels(leaves: list[_Sum], top: Level) -> Iterator[tuple[Level, _Sum]]:
    """Each level from the one below it, up to ``top``; parts stand in code order, siblings together."""
    below = leaves
    for level in LEVELS[: LEVELS.index(top) + 1]:
        if level is not Level.STATION:
            below = [*_sums_at(level, below)]
        yield from ((level, total) for total in below)


def _sums_at(level: Level, below: list[_Sum]) -> Iterator[_Sum]:
    for digits, parts in groupby(below, key=lambda part: region_digits(part.digits, level)):
        total = _Sum(digits)
        for part in parts:
            total.add(part)
        yield total


def _region(level: Level, total: _Sum, contest: Contest, names: Mapping[str, str], dotted: bool) -> Region:
    votes = {pair: total.votes[pair] for pair in contest.pairs}
    write = with_dots if dotted else str
    return Region(
        code=write(total.digits),
        name=_name(level, total.digits, names),
        level=level,
        parent="" if level is contest.top else write(_parent(level, total.digits)),
        votes=votes,
        figures=dict(total.figures),
        coverage=Coverage(**{state.value: total.rows[state] for state in State}),
        registered=total.registered,
        registered_counted=total.registered_counted,
        order=order_of(votes, {str(state): outside for state, outside in total.outside.items()}),
    )


def _parent(level: Level, digits: str) -> str:
    return digits[: DIGITS[LEVELS[LEVELS.index(level) + 1]]]


def _name(level: Level, digits: str, names: Mapping[str, str]) -> str:
    """The name given, else a station's number or the bare code."""
    if digits in names:
        return names[digits]
    return f"TPS {digits[-3:]}" if level is Level.STATION else digits
