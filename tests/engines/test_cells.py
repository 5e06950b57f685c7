"""No cell runs as a formula, and every text comes back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from siaga.engines.cells import as_meant, harmless, starts_a_formula

STARTS = "=+-@\t\r\n＝＋－＠"
TEXTS = st.text(alphabet=st.sampled_from(STARTS + "'a1 \"")) | st.text()


@given(TEXTS)
@example("'=1")
@example("''=1")
@example("'tanya'")
def test_every_text_comes_back(text):
    assert as_meant(harmless(text)) == text


@given(TEXTS)
def test_no_text_that_leaves_starts_a_formula(text):
    assert harmless(text)[:1] not in set(STARTS)
    assert not starts_a_formula(harmless(text))


@pytest.mark.parametrize("start", STARTS)
def test_every_start_is_taken_for_one(start):
    assert starts_a_formula(f"{start}1") and harmless(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("text", ["", "Salah salin", "'kutipan'", "1+1", "a=b"])
def test_plain_text_stays_as_it_is(text):
    assert harmless(text) == text
