"""A published audit, figure by figure: California's 3rd congressional district, November 2008.

M. Lindeman, "A Kaplan-Markov auditing example using 2008 California data", 10 January 2010 (v. 1.2x, 1 March
2010), pages 3 to 6. The batches drawn, the counts on both sides, taints (6 decimals) and factors (9 decimals)
are those of the tables, the totals those of the text. U, over all 774 precincts, is printed as 20.47; the
factor of a draw without a difference, 0.951148308, fixes it at 20.47012.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from siaga.engines.audit import Batch, bound, draws_needed, margins_of, overstatement, p_value
from siaga.engines.audit.risk import product

NAMES = ("lungren", "durston", "tuma", "padilla")
TOTALS = {"CD3": {1: 155_424, 2: 137_971, 3: 7_273, 4: 13_378}}
TOTAL_BOUND = Fraction("20.47012")
PRINTED_BOUND = Fraction("20.47")
TABLE = Path(__file__).parent / "lindeman-2010.csv"


def rows():
    with TABLE.open() as file:
        return list(csv.DictReader(file))


def votes(row, prefix=""):
    return {"CD3": {n: int(row[f"{prefix}{name}"]) for n, name in enumerate(NAMES, 1)}}


def batch(row):
    return Batch(row["batch"], int(row["ballots"]), votes(row))


def taint(row, margins):
    return overstatement(votes(row), votes(row, "paper_"), margins) / bound(batch(row), margins)


@pytest.fixture(scope="module")
def margins():
    return margins_of(TOTALS)


def test_the_margins(margins):
    assert [(m.winner, m.loser, m.votes) for m in margins] == [
        (1, 2, 17_453),
        (1, 4, 142_046),
        (1, 3, 148_151),
    ]


def test_the_first_bound_of_the_table(margins):
    """Page 3, precinct 060031A: 139 ballots, 48 for the winner and 83 for the runner-up."""
    first = Batch("060031A", 139, {"CD3": {1: 48, 2: 83}})
    assert float(bound(first, margins[:1])) == pytest.approx(0.005958860940812468, abs=1e-15)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["batch"])
def test_the_taint_and_factor_of_every_precinct(row, margins):
    found = taint(row, margins)
    assert f"{float(found):.6f}".replace("-0.000000", "0.000000") == row["published_taint"]
    factor = product(TOTAL_BOUND, [found])
    assert f"{float(factor):.9f}" == row["published_factor"]


def test_the_p_value_of_the_whole_sample(margins):
    """Page 6: 0.098616, so the outcome stands at a risk limit of 10 per cent."""
    taints = [taint(row, margins) for row in rows() for _ in range(int(row["drawn"]))]
    found = p_value(TOTAL_BOUND, taints)
    assert f"{float(found):.6f}" == "0.098616"
    assert found <= Fraction(1, 10)


def test_the_p_value_of_another_implementation(margins):
    """N. McBurnett's public kaplan_markov.py computes 0.09861647993802505 from U = 20.47011975018621."""
    taints = [taint(row, margins) for row in rows() for _ in range(int(row["drawn"]))]
    found = p_value(Fraction("20.47011975018621"), taints)
    assert float(found) == pytest.approx(0.09861647993802505, abs=1e-15)


def test_the_size_of_a_clean_sample():
    """Page 2: log 0.1 / log(1 - 1/20.47) = 45.97, rounded up."""
    assert draws_needed(PRINTED_BOUND, Fraction(1, 10)) == 46
