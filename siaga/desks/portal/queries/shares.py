"""Votes as people read them: count, share of the valid votes, who leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from siaga.desks.results.queries import PairLine


@dataclass(frozen=True, slots=True)
class Share:
    """The votes of one line of the ballot. `share` is a percentage with two decimals as a number, None
    when nobody voted; `leads` is true for every line that has the most votes, so a tie shows as a tie.
    `votes` is None where nothing is published.
    """

    number: int
    name: str
    empty_column: bool
    votes: int | None
    share: float | None
    leads: bool


def shares(pairs: Iterable[PairLine], votes: Mapping[int, int] | None) -> tuple[Share, ...]:
    """The shares of the ballot's lines; `votes` by ballot number, None when the figures are not published."""
    counted = votes or {}
    valid, most = sum(counted.values()), max(counted.values(), default=0)
    return tuple(
        Share(
            number=pair.number,
            name=pair.name,
            empty_column=pair.empty_column,
            votes=None if votes is None else counted.get(pair.number, 0),
            share=percentage(counted.get(pair.number, 0), valid),
            leads=bool(most) and counted.get(pair.number, 0) == most,
        )
        for pair in pairs
    )


def percentage(part: int, whole: int) -> float | None:
    """100 · part ÷ whole, rounded half up to two decimals in exact arithmetic; None when there is
    nothing to divide.
    """
    if not whole:
        return None
    return int(Fraction(10_000 * part, whole) + Fraction(1, 2)) / 100


def leaders(found: Iterable[Share]) -> tuple[int, ...]:
    """Numbers of the lines with the most votes: one, several in a tie, none when nothing is counted."""
    return tuple(share.number for share in found if share.leads)
