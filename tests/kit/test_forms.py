"""The forms of the tests are themselves sound."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from siaga.law.form import check_row, completeness
from siaga.law.profiles import load
from tests.kit import forms


@given(st.sampled_from(("pemilu-2024", "pilkada-2024")), st.integers(0, 10_000), st.integers(1, 6))
def test_a_valid_row_breaks_nothing_and_is_complete(profile_id: str, seed: int, pairs: int):
    row = forms.valid_row(random.Random(seed), profile_id, pairs)
    assert check_row(load(profile_id), row) == []
    assert completeness(load(profile_id), row) == "complete"


@given(forms.valid_rows("pilkada-2024"))
def test_the_strategy_yields_valid_rows(row: forms.Row):
    assert check_row(load("pilkada-2024"), row) == []


def test_slips_change_the_row_and_nothing_but_figures():
    row = forms.valid_row(random.Random(5))
    spoilt = [forms.with_slips(random.Random(seed), row, 2) for seed in range(50)]
    assert all(other.keys() == row.keys() for other in spoilt)
    assert sum(other != row for other in spoilt) > 40
