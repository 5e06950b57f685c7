"""What the code of a page says can be read back, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.reading.sheets import Label, read_label


@given(
    st.from_regex(r"[0-9]{13}", fullmatch=True),
    st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    st.integers(1, 9),
)
def test_a_label_is_read_back(station: str, contest: str, page: int) -> None:
    label = Label(station, contest, page)
    assert read_label(str(label)) == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/1872011001007",
        "SIAGA1:187201100100:mayor:1",
        "SIAGA1:1872011001007:mayor:0",
        "SIAGA1:1872011001007:mayor:1\n",
        "SIAGA2:1872011001007:mayor:1",
        "SIAGA1:１８７２０１１００１００７:mayor:1",
        "SIAGA1:1872011001007:../x:1",
    ],
)
def test_another_code_is_no_label(text: str) -> None:
    assert read_label(text) is None
