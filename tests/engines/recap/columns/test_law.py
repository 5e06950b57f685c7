"""The identities that a rule profile gives to a table, judged row by row as the law judges them."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.kit.country import FIELDS, generate
from siaga.engines.recap.columns import MISSING, Table, compile_forms, tally
from siaga.engines.recap.columns.law import forms_of
from siaga.law.form import check_row
from siaga.law.profiles import load


def test_the_column_path_holds_exactly_the_rows_with_an_error() -> None:
    profile = load("pemilu-2024")
    country = generate(3_000)
    cells = country.cells.copy()
    rng = np.random.default_rng(5)
    wrong = rng.choice(cells.shape[1], 800, replace=False)
    cells[rng.integers(0, len(cells), 800), wrong] = rng.integers(0, 700, 800)
    counted = tally(Table.of(country.codes, cells), compile_forms(forms_of(profile, FIELDS), len(FIELDS)))
    for state, row in zip(counted.states, cells.T.tolist(), strict=True):
        if MISSING in row:
            assert state == (2 if set(row) == {MISSING} else 1)
            continue
        findings = check_row(profile, dict(zip(FIELDS, row, strict=True)))
        assert state == any(finding.is_error for finding in findings)


@pytest.mark.parametrize("profile", ["pemilu-2024", "pilkada-2024"])
def test_identities_beyond_the_columns_are_left_out(profile: str) -> None:
    votes = ["paslon1", "paslon2", "suara_sah"]
    whole = forms_of(load(profile), [*votes, "suara_tidak_sah", "suara_total"])
    part = forms_of(load(profile), votes)
    assert 0 < len(part) < len(whole)
    equalities = [form for form in part if not form.at_most]
    assert [dict(form.weights) for form in equalities] == [{2: 1, 0: -1, 1: -1}]
