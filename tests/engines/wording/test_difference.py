"""What changed between two wordings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.wording import Piece, differences
from tests.engines.wording.oracle import texts

TEXTS = st.lists(st.integers(0, 5).map(lambda n: f"Kalimat {n}."), max_size=8).map(" ".join)


def test_by_hand() -> None:
    assert differences("a. b. c.", "a. x. c. d.") == [
        Piece("kept", "a."),
        Piece("gone", "b."),
        Piece("added", "x."),
        Piece("kept", "c."),
        Piece("added", "d."),
    ]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert [s for p in pieces if p.kind != "added" for s in texts(p.text)] == texts(old)
    assert [s for p in pieces if p.kind != "gone" for s in texts(p.text)] == texts(new)
