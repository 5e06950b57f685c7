"""What an act changed, value by value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.trail.diff import Change, changes

states = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, None, []),
        ({"a": 1}, {"a": 1}, []),
        (None, {"dpt": 236}, [Change("dpt", None, "236")]),
        ({"dpt": 236}, None, [Change("dpt", "236", None)]),
        ({"dpt": 236}, {"dpt": None}, [Change("dpt", "236", "null")]),
        ({"a": 1}, {"a": True}, [Change("a", "1", "true")]),
        ({"a": 1}, {"a": "1"}, [Change("a", "1", "1")]),
        ({"v": [1, 2]}, {"v": [1, 3, 4]}, [Change("v.1", "2", "3"), Change("v.2", None, "4")]),
        (
            {"v": {"2": 1, "10": 1}},
            {"v": {}},
            [Change("v", None, "{}"), Change("v.2", "1", None), Change("v.10", "1", None)],
        ),
        ("entered", "counted", [Change("", "entered", "counted")]),
    ],
)
def test_every_difference_is_told_once(before, after, expected):
    assert changes(before, after) == expected


@given(states)
def test_nothing_changed(state):
    assert changes(state, state) == []


@given(states, states)
def test_the_other_way_round(before, after):
    there = {(c.place, c.before, c.after) for c in changes(before, after)}
    back = {(c.place, c.after, c.before) for c in changes(after, before)}
    assert there == back
    same = json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True)
    assert bool(there) is not same
