"""Numbers in Indonesian words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.law.form import in_words, read_words

KNOWN = {
    0: "nol",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    20: "dua puluh",
    99: "sembilan puluh sembilan",
    100: "seratus",
    101: "seratus satu",
    117: "seratus tujuh belas",
    204: "dua ratus empat",
    617: "enam ratus tujuh belas",
    1000: "seribu",
    93_640: "sembilan puluh tiga ribu enam ratus empat puluh",
}


@pytest.mark.parametrize(("number", "words"), KNOWN.items())
def test_known_words(number: int, words: str):
    assert in_words(number) == words


@given(st.integers(0, 999))
def test_words_read_back(number: int):
    assert read_words(in_words(number)) == number
    assert read_words(in_words(number).upper().replace(" ", "  ")) == number
    assert read_words(in_words(number).replace(" ", "-")) == number


@pytest.mark.parametrize("text", ["", "dua ratus ratus", "two", "seratus dua puluh puluh"])
def test_what_is_no_number_reads_as_none(text: str):
    assert read_words(text) is None


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_no_words_outside_the_range(number: int):
    with pytest.raises(ValueError, match="no words"):
        in_words(number)
