"""Every fact of the five articles is on a page of the site, for a visitor wherever it is public.

The facts are listed in facts.csv in our own words; the articles themselves are no part of the project.
"""

from __future__ import annotations

from collections import Counter

import pytest

from .reading import OF_ARTICLE, Fact, Reading, facts

pytestmark = pytest.mark.django_db

FACTS = list(facts())


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_the_fact_is_found_on_its_page(reading: Reading, fact: Fact) -> None:
    page = reading.page(OF_ARTICLE[fact.article], fact.where)
    assert fact.text in page, f"{fact.fact}: {fact.text!r} is not on the page {fact.where}"


def test_the_list_is_whole() -> None:
    """Five articles, numbered without gaps, no fact twice, and about as many as a careful reader counts."""
    assert len(FACTS) >= 150
    for article, count in Counter(fact.article for fact in FACTS).items():
        assert [f.number for f in FACTS if f.article == article] == list(range(1, count + 1))
    assert len({(fact.article, fact.fact) for fact in FACTS}) == len(FACTS)
    assert {fact.article for fact in FACTS} == set(OF_ARTICLE)


def test_a_fact_that_is_not_there_is_missed(reading: Reading) -> None:
    """The test can fail: a page does not hold what no article says."""
    page = reading.page("kota-metro-2024", "meeting forkopimda-2024-11-14")
    assert "Ketua DPRD" in page
    assert "30 November 2024" not in page, "the deadline of the banners has no date"
