"""Every rule can speak both languages, and the documentation says what the rules do."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.doubts import KINDS, Doubt, Held, find, sentence, worded
from siaga.law.profiles import ProfileError, Text
from siaga.law.profiles.mixups import read_mixups
from tests.engines.doubts.page import PAGE, page_with_rules
from tests.kit.doubts import MIXUPS, named, said, world

HOLES = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_both_languages_tell_the_same_facts(kind):
    for text in filter(None, (kind.doubt, kind.held)):
        assert set(HOLES.findall(text.id)) == set(HOLES.findall(text.en))
    assert kind.formula.id and kind.formula.en and kind.rests_on.en


def test_every_basis_belongs_to_a_rule():
    assert set(MIXUPS.bases) <= set(KINDS)


def test_the_page_says_what_the_catalogue_says():
    text = PAGE.read_text(encoding="utf-8")
    assert text == page_with_rules(text), "write it anew: python -m tests.engines.doubts.page"


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (None, "tidak disebut", "not stated"),
        (Decimal("13607923530.00"), "13.607.923.530", "13,607,923,530"),
        (Decimal("52.87"), "52,87", "52.87"),
        (date(2024, 8, 1), "1 Agustus 2024", "1 August 2024"),
        (Text("ya", "yes"), "ya", "yes"),
    ],
)
def test_values_in_both_languages(value, indonesian, english):
    assert (worded(value, "id"), worded(value, "en")) == (indonesian, english)


@given(st.lists(st.text(max_size=120), max_size=4), st.lists(st.decimals(0, 10**12, places=2), max_size=4))
def test_whatever_is_said_every_finding_can_be_told(texts, values):
    figures = [named(value, text) for value, text in zip(values, texts, strict=False)]
    found = find(world(records=[said(text, text) for text in texts], figures=figures))
    names = [one.name for one in (*found.doubts, *found.held)]
    assert len(names) == len(set(names))
    for one in (*found.doubts, *found.held):
        assert isinstance(one, Doubt | Held)
        assert all("{" not in sentence(one, lang) or "{" in "".join(texts) for lang in ("id", "en"))


def test_a_table_of_mixups_must_mark_what_is_unsure():
    with pytest.raises(ProfileError, match="disagrees"):
        read_mixups({"id": "x", "families": [{"family": "UU", "words": ["UU"], "confidence": "M"}]})


def test_an_incomplete_table_is_refused_with_its_name():
    with pytest.raises(ProfileError, match="mixups-x"):
        read_mixups({"id": "mixups-x"})
