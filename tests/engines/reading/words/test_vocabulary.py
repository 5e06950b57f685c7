"""Heads and tails are the law's words, cut."""

from __future__ import annotations

from siaga.engines.reading.words.vocabulary import VALUES, alphabet, heads, letters_of, nothings, tails
from siaga.law.form.words import in_words


def test_every_number_is_its_head_and_tail():
    spelt = [head + tail for head in heads() for tail in tails()]
    assert len(spelt) == VALUES
    assert spelt[1:] == [letters_of(in_words(value)) for value in range(1, VALUES)]


def test_zero_is_the_law_s_word_or_what_crews_write():
    assert letters_of(in_words(0)) in nothings()
    assert "KOSONG" in nothings()


def test_the_alphabet_holds_what_is_needed_and_no_more():
    needed = set("".join(letters_of(in_words(value)) for value in range(VALUES)) + "".join(nothings()))
    assert set(alphabet()) == needed
    assert list(alphabet()) == sorted(alphabet())
