"""A row against its identities: each rule seen to break and to hold."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.law.form import check_row, completeness
from siaga.law.form.catalogue import form_of
from siaga.law.form.check import stated_figures
from siaga.law.form.screen import LARGEST
from siaga.law.profiles import load
from tests.kit import forms

PEMILU, PILKADA = load("pemilu-2024"), load("pilkada-2024")
ROW = forms.valid_row(random.Random(11), "pilkada-2024", pairs=2)


def rules(row: forms.Row, register: dict[str, int] | None = None) -> set[tuple[str, str]]:
    return {(finding.rule, finding.severity) for finding in check_row(PILKADA, row, register)}


def plus(name: str, by: int) -> forms.Row:
    return ROW | {name: (ROW[name] or 0) + by}


BREAKS = [
    ("R1", "error", plus("peng_dpph_l", 1)),
    ("R3", "error", plus("peng_total_j", 1)),
    ("R4", "error", ROW | {"peng_dpt_l": (ROW["dpt_l"] or 0) + 1}),
    ("R5", "error", plus("ss_rusak", 1)),
    ("R6", "warning", plus("ss_diterima", 1)),
    ("R7", "error", plus("ss_digunakan", 1)),
    ("R8", "error", plus("paslon1", 1)),
    ("R9", "error", plus("suara_tidak_sah", 1)),
    ("R10", "error", plus("suara_total", 1)),
    ("R10", "warning", plus("suara_total", -1)),
    ("R11", "error", ROW | {"disabilitas": (ROW["peng_total_j"] or 0) + 1}),
    ("R12", "error", {"dpt_j": 601}),
    ("R12", "error", {"ss_diterima": 616}),
    ("R12", "error", {"paslon1": 616}),
    ("R12", "error", {"paslon1": 201, "ss_diterima": 200}),
]


@pytest.mark.parametrize(("rule", "severity", "row"), BREAKS)
def test_each_rule_is_seen_to_break(rule: str, severity: str, row: forms.Row):
    assert (rule, severity) in rules(row)


def test_a_valid_row_breaks_none():
    assert check_row(PILKADA, ROW) == []


@pytest.mark.parametrize("row", [{"dpt_j": 600}, {"ss_diterima": 615}, {"paslon1": 615}, {}, {"other": -3}])
def test_limits_are_inside(row: forms.Row):
    assert check_row(PILKADA, row) == []


def test_r2_compares_with_the_register_and_the_ballots_due_bound_every_figure():
    assert ("R2", "error") in rules({"dpt_j": 235}, {"dpt_j": 236})
    assert rules({"dpt_j": 236}, {"dpt_j": 236}) == set()
    assert ("R12", "error") in rules({"peng_total_j": 301}, {"dpt_j": 236})
    assert rules({"peng_total_j": 242}, {"dpt_j": 236}) == set()
    assert ("R6", "warning") in rules({"ss_diterima": 240}, {"dpt_j": 236})


def test_a_finding_explains_itself_in_both_languages():
    (finding,) = check_row(PILKADA, {"suara_sah": 2, "paslon1": 117, "paslon2": 85})
    assert (finding.rule, finding.formula) == ("R8", "suara_sah = paslon1 + paslon2")
    assert finding.inputs == {"suara_sah": 2, "paslon1": 117, "paslon2": 85}
    assert finding.difference == -200
    assert "202" in finding.message.id and "202" in finding.message.en
    assert finding.basis.regulation == "PKPU 17/2024"


def test_parameters_of_the_law_are_among_the_inputs():
    (finding,) = check_row(PILKADA, {"dpt_j": 700})
    assert finding.inputs == {"dpt_j": 700, "max_voters": 600}
    assert finding.difference == 100


@given(st.randoms(use_true_random=False))
def test_a_figure_not_stated_only_takes_findings_away(rng: random.Random):
    row = forms.with_slips(rng, forms.valid_row(rng), 2)
    hidden = row | dict.fromkeys(rng.sample(sorted(row), 5))
    capped = {finding.formula for finding in check_row(PEMILU, hidden)} - set(_cap_formulas())
    assert capped <= {finding.formula for finding in check_row(PEMILU, row)}


def _cap_formulas() -> list[str]:
    """Those that step in where the ballots received are not stated."""
    return [
        check.formula.text
        for check in form_of(PEMILU, {"paslon1": 0, "paslon2": 0, "paslon3": 0}).checks
        if check.rule.only_without
    ]


@given(
    st.dictionaries(st.sampled_from(sorted(ROW)), st.one_of(st.none(), st.integers(0, 10**15)), max_size=20)
)
def test_the_screen_finds_what_evaluating_each_identity_finds(row: forms.Row):
    """One packed sum against identity by identity, figures of any size included."""
    form = form_of(PILKADA, row)
    stated = stated_figures(form, row)
    expected = [
        check.formula.text
        for check in form.checks
        if all(name in stated for name in check.formula.names())
        and not any(name in stated for name in check.rule.only_without)
        and not check.formula.holds(check.formula.left.value(stated) - check.formula.right.value(stated))
    ]
    assert [finding.formula for finding in check_row(PILKADA, row)] == expected


def test_figures_beyond_a_lane_are_looked_at_one_by_one():
    assert ("R12", "error") in rules({"suara_sah": LARGEST * 2, "paslon1": LARGEST * 2})


def test_a_negative_figure_is_a_fault_of_the_caller():
    with pytest.raises(ValueError, match="not negative"):
        check_row(PILKADA, {"paslon1": -1})


def test_incomplete_is_not_broken():
    votes_only = forms.without(ROW, "suara_", "dpt", "peng_", "ss_", "disabilitas")
    assert completeness(PILKADA, ROW) == "complete"
    assert completeness(PILKADA, votes_only) == "incomplete"
    assert completeness(PILKADA, {"paslon1": None}) == "empty"
    assert check_row(PILKADA, votes_only) == []
