"""A text as its sentences, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.wording.sentences import Sentence, joined, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\n ", []),
        ("Satu. Dua! Tiga?", [("Satu.", 0), ("Dua!", 0), ("Tiga?", 0)]),
        ("Hadir Drs. H. Ahmad. Lalu doa.", [("Hadir Drs. H. Ahmad.", 0), ("Lalu doa.", 0)]),
        ("DPT 12.750 pemilih. TPS 25.", [("DPT 12.750 pemilih.", 0), ("TPS 25.", 0)]),
        ("Poin satu\nPoin dua", [("Poin satu", 0), ("Poin dua", 1)]),
        ("Satu.\r\n\r\n\r\n\r\nDua.", [("Satu.", 0), ("Dua.", 2)]),
        ("Katanya “siap.” Selesai.", [("Katanya “siap.”", 0), ("Selesai.", 0)]),
    ],
)
def test_sentences_of(text: str, expected: list[tuple[str, int]]) -> None:
    assert sentences(text) == [Sentence(*part) for part in expected]


@given(st.text(alphabet="aB .!?\n\t“”()Dr", max_size=80))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join(joined(sentences(text)).split()) == "".join(text.split())


@given(st.text(alphabet="aB .!?\n\t“”()Dr", max_size=80))
def test_there_and_back(text: str) -> None:
    assert sentences(joined(sentences(text))) == sentences(text)


def test_sentences_brought_together_stay_apart() -> None:
    """One without a full stop does not swallow what follows it."""
    parts = [Sentence("Tanpa titik"), Sentence("Berikutnya."), Sentence("Hadir Drs."), Sentence("Ya.")]
    assert [s.text for s in sentences(joined(parts))] == [s.text for s in parts]
