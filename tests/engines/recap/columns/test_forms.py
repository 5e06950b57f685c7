"""Identities as arrays: what compiles, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.recap.columns import MAX_FIGURE, LinearForm, Table, compile_forms, plain, tally

column = st.integers(0, 11)
terms = st.dictionaries(column, st.integers(-9, 9), min_size=1)
caps = st.lists(column, min_size=2, max_size=2, unique=True).map(
    lambda pair: LinearForm({pair[0]: 1, pair[1]: -1}, at_most=True)
)
linear_forms = caps | st.builds(LinearForm, terms, st.integers(-3_000, 3_000), st.booleans())


@given(st.lists(linear_forms, max_size=9), st.lists(st.integers(0, MAX_FIGURE), min_size=12, max_size=12))
def test_identities_of_any_length_are_judged_as_written(forms: list[LinearForm], row: list[int]) -> None:
    values = [form.constant + sum(w * row[field] for field, w in form.weights.items()) for form in forms]
    sound = all(value <= 0 if form.at_most else value == 0 for form, value in zip(forms, values, strict=True))
    table = Table.of(np.array([1872011001001]), np.array(row, np.int32).reshape(-1, 1))
    compiled = compile_forms(forms, len(row))
    assert tally(table, compiled).states.tolist() == [0 if sound else 1]
    assert plain.tally(table, compiled).states.tolist() == [0 if sound else 1]


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        (LinearForm({}), "at least one term"),
        (LinearForm({5: 1}), "names column 5"),
        (LinearForm({-1: 1}), "names column -1"),
        (LinearForm({0: 2**20, 1: 2**20}), "too large"),
        (LinearForm({0: 1}, constant=2**31), "too large"),
    ],
)
def test_what_cannot_be_judged_in_32_bits_is_refused(form: LinearForm, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        compile_forms([form], 5)
