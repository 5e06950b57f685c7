"""One value, one sequence of bytes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.ledger.canonical import LARGEST, CanonicalError, decode, encode

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_any_json_reader_reads_the_value_back(value):
    assert json.loads(encode(value)) == value
    assert decode(encode(value)) == value


@given(st.dictionaries(text, values, max_size=6), st.randoms())
def test_the_order_of_keys_does_not_matter(mapping, random):
    shuffled = list(mapping.items())
    random.shuffle(shuffled)
    assert encode(dict(shuffled)) == encode(mapping)


def test_the_example_of_rfc_8785():
    """RFC 8785 §3.2.3: keys are sorted by UTF-16 code units, so 😀 (a pair) comes before U+FB33."""
    keys = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    expected = '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'
    assert encode(keys) == expected.encode()


def test_the_escapes_are_the_shortest():
    assert encode('"\\/\b\f\n\r\t\x1f\x7fé') == b'"\\"\\\\/\\b\\f\\n\\r\\t\\u001f\x7f\xc3\xa9"'


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.5, r"\$: float"),
        ({"a": [0, 2.0]}, r"\$\.a\[1\]: float"),
        ({"a": {"b": b"x"}}, r"\$\.a\.b: bytes"),
        ({1: "x"}, "every key must be text"),
        (LARGEST + 1, "beyond"),
        ({"n": -LARGEST - 1}, r"\$\.n: .* beyond"),
        ("\ud800", "surrogate"),
        ({"\ud800": 1}, "surrogate"),
        ({1, 2}, "set"),
    ],
)
def test_what_has_no_canonical_form_is_refused_by_place(value, said):
    with pytest.raises(CanonicalError, match=said):
        encode(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'"\\u0041"',
        b"1.0",
        b'{"a":1,"a":1}',
        b"nope",
        b"\xff",
        b"[" * 100000,
        b" 1",
    ],
)
def test_other_spellings_are_not_canonical(data):
    with pytest.raises(CanonicalError):
        decode(data)


def test_whole_numbers_of_other_types_become_plain():
    class Votes(int):
        def __repr__(self):
            return "votes"

    assert encode([Votes(3), True, (1, 2)]) == b"[3,true,[1,2]]"
