"""Many rows at once."""

from __future__ import annotations

import random

import pytest

from siaga.engines.intake import Problem, ResultRow, Sheet, check_items, checking
from siaga.law.form.repairs import repairs
from siaga.law.profiles import load
from tests.kit import forms

PEMILU = load("pemilu-2024")


def spoilt(count: int) -> list[ResultRow]:
    rng = random.Random(4)
    rows = [forms.without(forms.valid_row(rng), "ss_", "disabilitas") for _ in range(count)]
    return [ResultRow(str(n), n, forms.with_slips(rng, row, 1)) for n, row in enumerate(rows, 1)]


@pytest.mark.parametrize("cores", [1, 2])
def test_every_broken_row_gets_its_own_repairs_on_any_number_of_cores(
    cores: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(checking, "_cores", lambda: cores)
    outcome = check_items(spoilt(150), PEMILU)
    assert outcome.rows == 150
    broken = [checked for checked in outcome.checked if checked.is_broken]
    assert outcome.flagged == len(broken) > checking.BATCH
    assert all(checked.repairs == repairs(PEMILU, checked.row.figures) for checked in broken)
    assert [checked.row.line for checked in outcome.checked] == sorted(c.row.line for c in outcome.checked)


def test_without_repairs_none_are_searched():
    outcome = check_items(spoilt(60), PEMILU, with_repairs=False)
    assert outcome.flagged
    assert all(checked.repairs is None for checked in outcome.checked)


def test_a_row_with_warnings_only_is_not_flagged_and_not_repaired():
    row = ResultRow("1", 2, {"suara_total": 199, "peng_total_j": 200})
    outcome = check_items([row], PEMILU)
    assert (outcome.flagged, len(outcome.checked)) == (0, 1)
    assert outcome.checked[0].repairs is None


def test_the_register_is_used_for_its_station_only():
    rows = [ResultRow(code, line, {"dpt_j": 235}) for line, code in enumerate(("a", "b"), 2)]
    outcome = check_items(rows, PEMILU, {"a": {"dpt_j": 236}})
    assert [checked.row.station for checked in outcome.checked] == ["a"]
    assert outcome.checked[0].repairs.candidates[0].changes[0].meant == 236


def test_incomplete_rows_and_problems_are_counted():
    items = [ResultRow("1", 2, {"paslon1": 3}), Problem("f", 3, "", "bad", "rusak")]
    outcome = check_items(items, PEMILU)
    assert (outcome.rows, outcome.incomplete, len(outcome.problems)) == (1, 1, 1)


def test_a_sheet_is_compared_with_its_parts_only():
    parts = {"a": {"paslon1": 9000}, "b": {"paslon1": 8000}}
    good = Sheet("city", {"paslon1": 17000}, parts, (5, 5), {"a": (2, 2), "b": (3, 3)})
    short = Sheet("city", {"paslon1": 17001}, parts, (5, 6), {"a": (2, 3), "b": (3, 3)})
    assert check_items([good], PEMILU).checked == []
    outcome = check_items([short], PEMILU)
    assert outcome.rows == 2
    assert [(c.row.station, [f.rule for f in c.findings]) for c in outcome.checked] == [
        ("city", ["R16", "R16"]),
        ("a", ["R16"]),
    ]
