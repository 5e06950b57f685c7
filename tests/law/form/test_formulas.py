"""The little language of formulas."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.law.form.catalogue import form_with
from siaga.law.form.formulas import parse, share_rounded_up
from siaga.law.profiles import ProfileError, load

PILKADA = load("pilkada-2024")


@pytest.mark.parametrize(
    ("text", "figures", "difference", "holds"),
    [
        ("a = b + c", {"a": 5, "b": 2, "c": 3}, 0, True),
        ("a = b + c", {"a": 5, "b": 2, "c": 2}, 1, False),
        ("a <= b", {"a": 5, "b": 4}, 1, False),
        ("a >= b", {"a": 5, "b": 4}, 1, True),
        ("a <= max_voters", {"a": 601}, 1, False),
        ("a <= max_voters + ceil(spare_share * max_voters)", {"a": 615}, 0, True),
        ("a = b + ceil(spare_share * b)", {"a": 564, "b": 550}, 0, True),
    ],
)
def test_both_sides_are_added_and_compared(text: str, figures: dict[str, int], difference: int, holds: bool):
    formula = parse(text, PILKADA)
    found = formula.left.value(figures) - formula.right.value(figures)
    assert (found, formula.holds(found)) == (difference, holds)


@pytest.mark.parametrize("text", ["a + b", "a = b = c", "a < b", "", "a ="])
def test_what_is_no_formula_is_refused(text: str):
    with pytest.raises(ProfileError, match="not a formula"):
        parse(text, PILKADA)


def test_an_unknown_parameter_is_refused():
    with pytest.raises(ProfileError, match="no_share"):
        parse("a = ceil(no_share * b)", PILKADA)


@given(st.integers(0, 10**6))
def test_spare_ballots_are_rounded_up_exactly(voters: int):
    spare = share_rounded_up(Fraction(25, 1000), voters)
    assert (spare - 1) * 40 < voters <= spare * 40 or voters == spare == 0


def test_jakarta_spare_ballots_round_up_per_station():
    """550 voters: 13.75 spare ballots are 14 (KPU DKI Jakarta printed 6,418 more than 2.5 % of the whole)."""
    assert share_rounded_up(Fraction(25, 1000), 550) == 14


@pytest.mark.parametrize("pairs", [(), (1,), (1, 2, 3, 4, 5)])
def test_rules_expand_over_the_pairs_there_are(pairs: tuple[int, ...]):
    form = form_with(PILKADA, pairs)
    sums = [check.formula.text for check in form.checks if check.rule.id == "R8"]
    assert sums == (["suara_sah = " + " + ".join(f"paslon{n}" for n in pairs)] if pairs else [])
    assert all(f"paslon{n}" in form.names for n in pairs)
