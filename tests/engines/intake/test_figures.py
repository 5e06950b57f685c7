"""Cells into figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.intake.figures import FigureError, figure_of_text, figure_of_value


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("224", 224),
        (" 224 ", 224),
        ("007", 7),
        ("1.234", 1234),
        ("12.345.678", 12_345_678),
        ("224,0", 224),
        ("224.00", 224),
        ("'224", 224),
        ("\u00a0224", 224),
        ("", None),
        ("-", None),
        ("NULL", None),
        ("n/a", None),
        ("999999999", 999_999_999),
    ],
)
def test_figures_as_people_write_them(text: str, figure: int | None):
    assert figure_of_text(text) == figure


@pytest.mark.parametrize(
    "text", ["-5", "12a", "1,234", "3,5", "1e3", "٣٤", "²", "12 34", "1234567890", "0x1F", "=1+1", "\0"]
)
def test_what_is_no_figure_is_refused_in_both_languages(text: str):
    with pytest.raises(FigureError) as fault:
        figure_of_text(text)
    assert fault.value.en and fault.value.id


@pytest.mark.parametrize(
    ("value", "figure"), [(5, 5), (5.0, 5), ("5", 5), (None, None), (float("nan"), None), ("", None)]
)
def test_values_of_json_and_parquet(value: object, figure: int | None):
    assert figure_of_value(value) == figure


@pytest.mark.parametrize("value", [True, 1.5, -1, float("inf"), float("-inf"), 1e300, [], {}, b"1", 10**12])
def test_values_that_are_no_figure(value: object):
    with pytest.raises(FigureError):
        figure_of_value(value)


@given(st.text())
def test_any_text_is_a_figure_or_refused(text: str):
    try:
        figure = figure_of_text(text)
    except FigureError:
        return
    assert figure is None or 0 <= figure < 10**9


@given(st.integers(0, 10**9 - 1))
def test_indonesian_thousands_read_back(figure: int):
    assert figure_of_text(f"{figure:,}".replace(",", ".")) == figure
