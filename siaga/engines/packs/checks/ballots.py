"""Ballots: what stands on each, and that there is something to choose between."""

from __future__ import annotations

from ..draft import Draft, at
from ..faults import Place
from ..model import Contest

FEWEST_LINES = 2
"""A single pair stands against the empty column (UU 10/2016 art. 54C); nobody is elected unopposed."""


def check(draft: Draft) -> None:
    """The empty column names nobody, and every contest has two lines or more."""
    for pair in draft.rows("pairs"):
        if pair.empty_column and (pair.head or pair.deputy):
            draft.faults.add("empty_column_named", at(pair.origin, "empty_column"))
    if draft.defines_all("pairs"):
        for contest in draft.rows("contests"):
            _check_lines(draft, contest)


def _check_lines(draft: Draft, contest: Contest) -> None:
    lines = [line for (code, _number), line in draft.reads["pairs"].lines.items() if code == contest.code]
    if len(lines) >= FEWEST_LINES:
        return
    alone = Place(draft.file("pairs"), lines[0], "contest") if lines else at(contest.origin, "code")
    draft.faults.add("short_ballot", alone, contest=contest.code, count=len(lines))
