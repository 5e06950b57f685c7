"""Slips between two figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.law.form.repairs.slips import Readings, distance, one_slip_away, slips_away
from siaga.law.profiles import load
from tests.law.form.repairs import oracle

READINGS = Readings(load("pemilu-2024").slips)
FIGURES = st.integers(0, 9999)


@given(FIGURES, FIGURES)
def test_distance_is_the_edit_distance_of_the_digits(a: int, b: int):
    assert distance(a, b) == oracle.edit_distance(str(a), str(b))


@given(FIGURES)
def test_one_slip_away_is_every_figure_at_distance_one(figure: int):
    most = 10 * figure + 99_999
    near = [other for other in one_slip_away(figure) if other <= 2000]
    assert near == [other for other in range(2001) if distance(figure, other) == 1]
    assert max(one_slip_away(figure)) <= most


@given(st.integers(0, 999), st.integers(1, 3))
def test_slips_away_stays_under_its_ceiling(figure: int, slips: int):
    found = slips_away(figure, slips, 306)
    assert list(found) == [other for other in range(307) if distance(figure, other) == slips]


@pytest.mark.parametrize(
    ("seen", "meant", "kinds"),
    [
        (617, 117, ("digit_changed",)),
        (2, 202, ("digit_lost", "digit_lost")),
        (44, 144, ("leading_digit_lost",)),
        (14, 140, ("digit_lost",)),
        (1177, 117, ("digit_extra",)),
        (301, 204, ("digit_changed", "digit_changed")),
        (80, 30, ("digit_changed",)),
    ],
)
def test_readings_name_what_happened(seen: int, meant: int, kinds: tuple[str, ...]):
    assert sorted(READINGS.of(seen, meant).kinds) == sorted(kinds)


def test_likelier_confusions_score_higher():
    assert READINGS.of(8, 3).likelihood > READINGS.of(8, 4).likelihood
    assert READINGS.of(7, 2).likelihood > READINGS.of(2, 7).likelihood
    assert READINGS.of(17, 117).likelihood > READINGS.of(117, 17).likelihood


@given(FIGURES, FIGURES)
def test_a_reading_has_as_many_slips_as_the_distance(seen: int, meant: int):
    reading = READINGS.of(seen, meant)
    assert len(reading.kinds) == distance(seen, meant)
    assert 0 < reading.likelihood <= 1
