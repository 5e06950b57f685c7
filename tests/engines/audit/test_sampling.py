"""The draw: anyone gets the same stations from the same seed, and each as often as its bound says."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.audit import draw

BOUNDS = {"c": Fraction(1, 3), "a": Fraction(1, 7), "b": Fraction(2, 5), "none": Fraction(0)}


def slowly(bounds, seed, number):
    """One draw by fractions, walking along the stations in the order of their codes."""
    digest = int(sha256(f"{seed},{number}".encode()).hexdigest(), 16)
    point = Fraction(digest, 2**256) * sum(bounds.values())
    for code in sorted(bounds):
        point -= bounds[code]
        if point < 0:
            return code
    raise AssertionError("the point lies beyond the last station")


@given(
    st.dictionaries(st.text("0123456789", min_size=1), st.fractions(0, 3, max_denominator=50), min_size=1),
    st.text(st.characters(categories=["L", "N"]), min_size=1),
)
def test_it_is_the_draw_that_the_words_describe(bounds, seed):
    if not any(bounds.values()):
        bounds["1"] = Fraction(1)
    assert draw(bounds, seed, 12) == [slowly(bounds, seed, number) for number in range(1, 13)]


def test_a_known_seed_gives_known_stations():
    assert draw(BOUNDS, "31415926535897932384", 8) == ["a", "b", "c", "a", "b", "c", "a", "a"]


def test_going_on_from_an_earlier_sample():
    assert draw(BOUNDS, "seed", 10)[4:] == draw(BOUNDS, "seed", 6, first=5)


def test_another_seed_is_another_sample():
    assert draw(BOUNDS, "seed", 40) != draw(BOUNDS, "sedd", 40)
    assert draw(BOUNDS, " seed ", 40) == draw(BOUNDS, "seed", 40), "white space around a seed is a slip"


def test_every_station_comes_as_often_as_its_bound_says():
    times = Counter(draw(BOUNDS, "frequency", 20_000))
    total = sum(BOUNDS.values())
    for code, bound in BOUNDS.items():
        share = float(bound / total)
        deviation = (20_000 * share * (1 - share)) ** 0.5
        assert abs(times[code] - 20_000 * share) <= 4 * deviation, code
    assert times["none"] == 0


@pytest.mark.parametrize(
    ("bounds", "seed", "said"), [(BOUNDS, "  ", "seed is empty"), ({}, "x", "nothing to draw")]
)
def test_nothing_to_draw_from(bounds, seed, said):
    with pytest.raises(ValueError, match=said):
        draw(bounds, seed, 3)
