"""Units are words that an address can carry."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.law.units import LONGEST_UNIT, is_unit


@pytest.mark.parametrize("written", ["orang", "Rp", "TPS", "orang/hari", "%", "m²", "x" * LONGEST_UNIT])
def test_words_are_units(written: str) -> None:
    assert is_unit(written)


@pytest.mark.parametrize("written", ["", "/", "orang/", "..", "orang/../..", "a\nb", "x" * 31])
def test_what_breaks_an_address_is_none(written: str) -> None:
    assert not is_unit(written)


@given(st.lists(st.sampled_from(["orang", ".", "..", "", "hari"]), min_size=1, max_size=4).map("/".join))
def test_an_address_with_a_unit_stays_beneath_its_page(written: str) -> None:
    if is_unit(written):
        assert (
            urljoin("https://siaga.example/klaim/kpps/", written)
            == f"https://siaga.example/klaim/kpps/{written}"
        )
