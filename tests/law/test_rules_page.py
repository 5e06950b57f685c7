"""The page of the rules says what the profiles say."""

from __future__ import annotations

from siaga.law.profiles import available, load
from tests.law.rules_page import PAGE, page_with_catalogue


def test_the_page_is_what_the_profiles_say():
    text = PAGE.read_text(encoding="utf-8")
    assert text == page_with_catalogue(text), "write it anew: python -m tests.law.rules_page"


def test_every_rule_and_parameter_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    for profile in map(load, available()):
        for rule in profile.rules:
            assert f"### {rule.id}\n" in text
            assert f"`{rule.formula}`" in text
        assert all(f"`{name}`" in text for name in profile.parameters)
