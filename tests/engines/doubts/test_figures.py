"""Rules about numbers: hits, near misses, and the slow oracle beside the fast comparison."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.doubts import About, Count, Sum, find, sentence
from siaga.engines.doubts.rules.disagreement import Reach
from tests.engines.doubts.oracle import contradict
from tests.kit.doubts import named, only, rules, said, world

BOUNDS = ["equal", "more", "less"]
JULY, NOVEMBER = date(2024, 7, 1), date(2024, 11, 13)


@given(st.data())
def test_contradiction_is_what_the_oracle_says(data):
    sides = [
        (
            Decimal(data.draw(st.integers(0, 12))),
            Decimal(data.draw(st.integers(0, 3))),
            data.draw(st.sampled_from(BOUNDS)),
        )
        for _ in range(2)
    ]
    one, other = (Reach(named(value, bound=bound), value, half) for value, half, bound in sides)
    grid = [Decimal(n) / 2 for n in range(-40, 80)]
    assert one.contradicts(other) == contradict(sides[0], sides[1], grid)
    assert one.contradicts(other) == other.contradicts(one)


@pytest.mark.parametrize(
    ("told", "agreed", "expected"),
    [
        ("13600000000", "13607923530", []),
        ("13650000000", "13607923530", []),
        ("13700000000", "13607923530", ["disagreement"]),
    ],
)
def test_rounding_explains_half_a_unit_of_the_last_digit_and_no_more(told, agreed, expected):
    printed = f"sekitar {Decimal(told) / 10**9:.1f} miliar".replace(".", ",")
    value = (Decimal(told) / 10**8).to_integral_value() * 10**8
    figures = [named(value, printed, precision="about"), named(agreed)]
    assert rules(find(world(figures=figures)).doubts) == expected


@pytest.mark.parametrize("other", [{"subject": "grant-bawaslu"}, {"region": "18.71"}, {"unit": "persen"}])
def test_other_subjects_regions_and_units_are_not_compared(other):
    assert find(world(figures=[named(1), named(2, **other)])).doubts == ()


@pytest.mark.parametrize("unit", ["Rp", "IDR", "RUPIAH"])
def test_units_have_other_names(unit):
    assert rules(find(world(figures=[named(1), named(2, unit=unit)])).doubts) == ["disagreement"]


def test_three_sources_and_two_values_make_one_doubt():
    found = find(world(figures=[named(1, source="a"), named(1, source="b"), named(2, source="c")]))
    assert rules(found.doubts) == ["disagreement"]
    assert rules(found.held) == ["disagreement"], "the two that agree are shown as well"


def test_two_mentions_in_one_source_are_no_agreement():
    assert find(world(figures=[named(1, source="a"), named(1, source="a")])).held == ()


def test_days_matter_unless_the_figure_is_fixed():
    two = [named(306, as_of=JULY), named(311, as_of=NOVEMBER)]
    assert rules(find(world(figures=two)).doubts) == ["later"]
    fixed = [named(306, as_of=JULY, fixed=True), named(311, as_of=NOVEMBER)]
    assert rules(find(world(figures=fixed)).doubts) == ["disagreement"]
    undated = [named(306), named(311, as_of=NOVEMBER)]
    assert rules(find(world(figures=undated)).doubts) == ["disagreement"]


def test_a_name_does_not_depend_on_the_order():
    a, b = named(1, about=About("claim", "7")), named(2, about=About("grant", "kpu"))
    names = [find(world(figures=pair)).doubts[0].name for pair in ([a, b], [b, a])]
    assert names == ["disagreement:claim:7+grant:kpu"] * 2


def test_ambiguous_figures_and_those_without_a_value_are_not_compared():
    figures = [named(1), named(2, precision="ambiguous"), named(None, precision="not_stated")]
    assert find(world(figures=figures)).doubts == ()


def test_a_sum_that_misses_and_one_of_which_a_part_is_not_stated():
    whole, men, women = named(14447), named(7114), named(7363)
    found = find(world(sums=[Sum(whole, (men, women))]))
    assert only(found.doubts, "sum").params["difference"] == 30
    assert find(world(sums=[Sum(whole, (men, named(None)))])) == find(world())


def test_rounded_parts_may_miss_by_their_rounding():
    whole = named(10_000_000, "sekitar 10 juta", precision="about")
    parts = (named(4_600_000), named(5_000_000))
    assert rules(find(world(sums=[Sum(whole, parts)])).held) == ["sum"]


@given(st.integers(1, 9), st.integers(0, 4000), st.integers(-3, 3))
def test_staffing_is_a_doubt_exactly_when_it_is_not_the_product(per_unit, units, off):
    claimed = max(per_unit * units + off, 0)
    found = find(world(counts=[Count(named(claimed, unit="orang"), per_unit, units)]))
    right = claimed == per_unit * units
    assert (rules(found.doubts), rules(found.held)) == (([], ["count"]) if right else (["count"], []))


def test_a_number_no_source_prints_is_said_to_be_computed():
    found = find(world(counts=[Count(named(470, label="Linmas", unit="orang"), 2, 235, inferred=True)]))
    assert rules(found.doubts) == ["unprinted"]
    assert "470" in sentence(found.doubts[0], "en")


@pytest.mark.parametrize(
    ("outcome", "rule", "kind"), [("86", "target", "doubts"), ("86.01", "target", "held")]
)
def test_above_86_is_not_86(outcome, rule, kind):
    figures = [
        named(86, subject="turnout", unit="persen", bound="target", as_of=JULY),
        named(outcome, subject="turnout", unit="persen", as_of=NOVEMBER),
    ]
    assert rules(getattr(find(world(figures=figures)), kind)) == [rule]


def test_a_figure_older_than_the_target_is_no_outcome():
    figures = [
        named(86, subject="turnout", unit="persen", bound="target", as_of=NOVEMBER),
        named(50, subject="turnout", unit="persen", as_of=JULY),
    ]
    assert find(world(figures=figures)).doubts == ()


@pytest.mark.parametrize(
    "printed",
    [
        "KPU sekitar 13,9 Milyar, kemudian Bawaslu kurang lebih 6,19 Milyar",
        "untuk KPU Rp 1.000.000.000 dan untuk Polres Rp 600.000.000",
        "pengamanan sebesar 1 Milyar serta untuk Polres Rp 2 Milyar",
        "pengamanan sebesar 1 Milyar",
    ],
)
def test_amounts_that_are_clearly_apart(printed):
    assert find(world(records=[said(printed)])).doubts == ()


def test_another_desk_may_say_that_the_recipient_is_missing():
    grant = named(5, about=About("grant", "x"), recipient="")
    assert rules(find(world(figures=[grant])).doubts) == ["no-recipient"]


def test_a_figure_that_repeats_its_statement_is_read_once():
    words = "yaitu untuk Rp 3.205.756.840,00 dan"
    found = find(world(records=[said(words)], figures=[named(1, "untuk Rp 3.205.756.840,00")]))
    assert rules(found.doubts) == ["no-recipient"]
