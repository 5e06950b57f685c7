"""Strategies for counts: stations in random region trees, in random states, and tables of columns."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from siaga.engines.recap import Contest, State, Station
from siaga.engines.recap.codes import with_dots
from siaga.engines.recap.columns import MISSING, LinearForm, Table

CONTEST = Contest("mayor", (1, 2, 3), Fraction("0.025"), max_voters=600)
COLUMNS = 5
FORMS = (LinearForm({0: 1, 1: -1, 2: -1}), LinearForm({3: 1, 0: -1}, constant=-20, at_most=True))
"""A form of five figures: the first is the sum of two, the fourth is at most 20 more than the first."""


@st.composite
def station_codes(draw: st.DrawFn, most: int = 30) -> list[str]:
    """Different station codes of 13 digits, crowded into few regions at every level."""
    few = st.integers(1, 3)
    parts = st.tuples(few, few, few, few, st.integers(1, 12))
    places = draw(st.lists(parts, min_size=1, max_size=most, unique=True))
    return [f"{10 + p:02}{c:02}{d:02}{w:04}{s:03}" for p, c, d, w, s in places]


@st.composite
def station_lists(draw: st.DrawFn) -> list[Station]:
    """The stations of one contest, in any order, all codes in digits or all dotted."""
    codes = draw(station_codes())
    if draw(st.booleans()):
        codes = [with_dots(code) for code in codes]
    return [draw(_station(code)) for code in codes]


def _station(code: str) -> st.SearchStrategy[Station]:
    count = st.integers(0, 600)
    return st.builds(
        Station,
        code=st.just(code),
        state=st.sampled_from(State),
        votes=st.fixed_dictionaries(dict.fromkeys(CONTEST.pairs, count)),
        figures=st.dictionaries(st.sampled_from(["suara_sah", "suara_total"]), count),
        registered=st.none() | count,
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of ``COLUMNS`` columns: most rows keep ``FORMS``, some are odd or missing."""
    codes = np.array(sorted(map(int, draw(station_codes(80)))), np.int64)
    rows = [draw(_rows()) for _ in codes]
    ballots = draw(st.none() | st.lists(st.integers(0, 600), min_size=len(codes), max_size=len(codes)))
    known = None if ballots is None else np.array(ballots, np.int32)
    return Table.of(codes, np.array(rows, np.int32).T, known)


@st.composite
def _rows(draw: st.DrawFn) -> list[int]:
    a, b, free = draw(st.integers(0, 300)), draw(st.integers(0, 300)), draw(st.integers(0, 2_047))
    row = [a + b, a, b, draw(st.integers(0, a + b + 20)), free]
    kind = draw(st.sampled_from(["sound"] * 4 + ["odd", "missing"]))
    if kind == "odd":
        odd = st.sampled_from([MISSING, -2, 0, 2_047, 2_048, 4_096, 2**21, 2**31 - 1, -(2**31)])
        row[draw(st.integers(0, COLUMNS - 1))] = draw(odd)
    return [MISSING] * COLUMNS if kind == "missing" else row
