"""Two hands at one text: no sentence that either of them wrote is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.wording import Merged, merge
from tests.engines.wording.oracle import expected_sentences, in_order_of, texts

SENTENCES = st.integers(0, 9).map(lambda n: f"Kalimat {n}.")
LOOSE = st.lists(st.tuples(SENTENCES, st.sampled_from([" ", "\n", "\n\n"])), max_size=9).map(
    lambda parts: "".join(text + gap for text, gap in parts)
)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, str]:
    """A base without repeats, and two sides that took out, reworded and added sentences, never moving any."""
    base = [f"Dasar {n}." for n in range(draw(st.integers(0, 7)))]
    sides = [_edited(draw, base, name) for name in ("A", "B")]
    gap = draw(st.sampled_from([" ", "\n"]))
    return gap.join(base), gap.join(sides[0]), gap.join(sides[1])


def _edited(draw: st.DrawFn, base: list[str], name: str) -> list[str]:
    side: list[str] = []
    for number in range(len(base) + 1):
        side += [f"Baru {name}{number}{extra}." for extra in range(draw(st.integers(0, 2)))]
        if number < len(base):
            kept = draw(st.sampled_from(["keep", "keep", "gone", "reword"]))
            side += {"keep": [base[number]], "gone": [], "reword": [f"Ubah {name}{number}."]}[kept]
    return side


@given(LOOSE, LOOSE, LOOSE)
def test_what_either_side_newly_wrote_is_in_the_result(base: str, ours: str, theirs: str) -> None:
    result = set(texts(merge(base, ours, theirs).text))
    new = (set(texts(ours)) | set(texts(theirs))) - set(texts(base))
    assert new <= result
    assert set(texts(ours)) & set(texts(theirs)) <= result
    assert result <= set(texts(ours)) | set(texts(theirs))


@given(edits())
def test_against_the_oracle(case: tuple[str, str, str]) -> None:
    base, ours, theirs = case
    merged = merge(base, ours, theirs)
    assert set(texts(merged.text)) == expected_sentences(base, ours, theirs)
    assert len(texts(merged.text)) == len(set(texts(merged.text)))
    assert in_order_of(ours, merged.text)
    assert in_order_of(theirs, merged.text)


@given(edits())
def test_either_may_come_first(case: tuple[str, str, str]) -> None:
    base, ours, theirs = case
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert sorted(texts(one.text)) == sorted(texts(other.text))
    assert one.clash == other.clash


@given(LOOSE, LOOSE)
def test_who_changed_nothing_yields(base: str, side: str) -> None:
    assert texts(merge(base, side, base).text) == texts(side)
    assert texts(merge(base, base, side).text) == texts(side)
    assert merge(base, side, side) == Merged(side)


@given(edits())
def test_a_merge_sent_again_adds_nothing(case: tuple[str, str, str]) -> None:
    base, ours, theirs = case
    once = merge(base, ours, theirs).text
    assert texts(merge(ours, once, once).text) == texts(once)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result", "clash"),
    [
        ("a.", "a. Kami.", "a. Mereka.", "a. Kami. Mereka.", False),
        ("a. b.", "a1. b.", "a. b1.", "a1. b1.", False),
        ("a. b.", "a1. b.", "a2. b.", "a1. a2. b.", True),
        ("a. b.", "b.", "a2. b.", "a2. b.", True),
        ("a. b. c.", "a. c.", "a. b. c. d.", "a. c. d.", False),
        ("a. b.", "b.", "b.", "b.", False),
        ("", "Satu.", "Dua.", "Satu. Dua.", False),
        ("Poin 1", "Poin 1\nPoin 2", "Poin 1\nPoin 3", "Poin 1\nPoin 2\nPoin 3", False),
        ("a. b.", "a.\nb.", "a. b. c.", "a.\nb. c.", False),
        ("Tanpa titik", "Tanpa titik\nKami", "Tanpa titik\nMereka", "Tanpa titik\nKami\nMereka", False),
    ],
)
def test_by_hand(base: str, ours: str, theirs: str, result: str, clash: bool) -> None:
    assert merge(base, ours, theirs) == Merged(result, clash)
