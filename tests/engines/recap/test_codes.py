"""Codes in digits and dotted, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given

from siaga.engines.recap.codes import DIGITS, Level, region_digits, station_digits, with_dots
from tests.kit.recaps import station_codes


@given(station_codes())
def test_dotted_and_plain_codes_are_the_same_station(codes: list[str]) -> None:
    for code in codes:
        assert station_digits(with_dots(code)) == station_digits(code) == code


@pytest.mark.parametrize(
    "code",
    ["", "187201100100", "18720110010010", "18.72.01.1001", "18.72.01.1001.01", "187201100100a",
     "18.72.011001.001", "１８７２０１１００１００１", " 1872011001001", "1872011001001\n"],
)  # fmt: skip
def test_what_is_no_station_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="not a station code"):
        station_digits(code)


def test_every_level_is_a_prefix_in_both_forms() -> None:
    code = "1872011001013"
    expected = {
        Level.STATION: ("1872011001013", "18.72.01.1001.013"),
        Level.WARD: ("1872011001", "18.72.01.1001"),
        Level.DISTRICT: ("187201", "18.72.01"),
        Level.CITY: ("1872", "18.72"),
        Level.PROVINCE: ("18", "18"),
        Level.NATION: ("", ""),
    }
    assert set(expected) == set(DIGITS)
    for level, (digits, dotted) in expected.items():
        assert region_digits(code, level) == digits
        assert with_dots(digits) == dotted
