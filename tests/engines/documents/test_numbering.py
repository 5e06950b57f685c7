"""Patterns of letter numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.documents.numbering import FIELDS, Pattern, PatternError, Slot

USUAL = "{klasifikasi}/{urut:03}/{unit}/{bulan_romawi}/{tahun}"
DAY = date(2024, 11, 21)


def test_the_usual_number():
    assert Pattern.parse(USUAL).number(Slot(7, DAY, "005", "B.4")) == "005/007/B.4/XI/2024"


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{urut}/{tahun}", "7/2024"),
        ("W-{urut:04}.{bulan}.{tahun}", "W-0007.11.2024"),
        ("{tahun}/{bulan_romawi}/{urut:01}", "2024/XI/7"),
    ],
)
def test_other_patterns(pattern, number):
    assert Pattern.parse(pattern).number(Slot(7, DAY)) == number


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{urut}", "tahun"),
        ("{tahun}", "urut"),
        ("{urut}/{tahun}/{nama}", "nama"),
        ("{urut}/{tahun}/{urut.__class__}", "signs"),
        ("{urut!r}/{tahun}", "signs"),
        ("{urut:9999}/{tahun}", "signs"),
        ("{urut}/{tahun}/<b>", "signs"),
        ("{urut}/{tahun}\n", "signs"),
        ("{urut}/{tahun}/" + "x" * 200, "signs"),
        ("{{urut}}/{tahun}", "signs"),
        ("", "urut"),
    ],
)
def test_patterns_that_cannot_number(pattern, why):
    with pytest.raises(PatternError, match=why) as refused:
        Pattern.parse(pattern)
    assert refused.value.text.id != refused.value.text.en


def test_a_code_that_is_missing():
    with pytest.raises(ValueError, match="klasifikasi and no unit"):
        Pattern.parse(USUAL).number(Slot(1, DAY))


@given(
    st.lists(st.sampled_from(FIELDS), unique=True),
    st.integers(1, 5000),
    st.integers(1, 5000),
    st.integers(2024, 2030),
)
def test_two_places_never_share_a_number(more, one, other, year):
    pattern = Pattern.parse("/".join(f"{{{name}}}" for name in dict.fromkeys(["urut", "tahun", *more])))
    slots = [Slot(one, date(2024, 2, 1), "005", "B"), Slot(other, date(year, 2, 1), "005", "B")]
    same = (one, 2024) == (other, year)
    assert (pattern.number(slots[0]) == pattern.number(slots[1])) == same
