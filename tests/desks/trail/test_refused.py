"""Refusals: a reason is asked for in one place, and every desk's refusals are of one family."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.trail import refused
from siaga.desks.trail.refused import ReasonMissing, needed

DESKS = ("grants", "meetings", "results", "staff")


@given(st.text("a \t\n"))
def test_a_reason_is_kept_without_the_white_space_around_it(reason):
    if reason.strip():
        assert needed(reason) == reason.strip()
    else:
        with pytest.raises(ReasonMissing):
            needed(reason)


def test_an_act_may_ask_in_its_own_words():
    with pytest.raises(ReasonMissing) as missing:
        needed(" ", "Why is it corrected?")
    assert missing.value.sentence == str(missing.value) == "Why is it corrected?"
    assert missing.value.status == 422


@pytest.mark.parametrize("desk", DESKS)
def test_each_desks_refusals_are_of_one_family(desk):
    errors = import_module(f"siaga.desks.{desk}.errors")
    own = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]
    assert own
    assert all(issubclass(kind, refused.Refused) for kind in own)
    for name in ("NotNow", "Clashed", "SameSide", "ReasonMissing"):
        assert issubclass(getattr(errors, name, getattr(refused, name)), getattr(refused, name)), name
