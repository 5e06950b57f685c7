"""Reads of the election: which one, what was published, which rules."""

from __future__ import annotations

from fractions import Fraction

import pytest

from siaga.desks.elections.queries import (
    compare_parameters,
    contests,
    current_election,
    doubts,
    profile_of,
    published_figures,
    rules_of,
)
from siaga.desks.elections.queries.rules import other_profile, shown
from siaga.desks.elections.services import load_pack
from tests.kit.city import CITY, DISTRICTS, tiny_city, tiny_pack

pytestmark = pytest.mark.django_db


def test_the_current_election_is_the_one_loaded_last():
    assert current_election() is None
    load_pack(tiny_pack(id="kota-b"))
    load_pack(tiny_pack(id="kota-a"))
    assert current_election().code == "kota-a"
    assert current_election("kota-b").code == "kota-b"
    assert current_election("kota-c") is None
    load_pack(tiny_pack(id="kota-b", note="again"))
    assert current_election().code == "kota-b"


def test_ballots_in_the_order_of_their_numbers(django_assert_num_queries):
    city = tiny_city()
    with django_assert_num_queries(3):
        governor, mayor = contests(city.election)
        assert [(pair.number, str(pair)) for pair in governor.pairs] == [(1, "Citra – Dedi"), (2, "Eka")]
    assert "empty_column" in {pair.kind for pair in mayor.pairs}
    assert "empty_column" not in {pair.kind for pair in governor.pairs}


def test_published_figures_narrow_by_region_measure_and_contest():
    election = tiny_city().election
    assert published_figures(election).count() == 5
    assert [f.value for f in published_figures(election, CITY, "dpt")] == [2940]
    assert [f.value for f in published_figures(election, measure="votes", contest="mayor")] == [1200, 800]
    (dps,) = published_figures(election, DISTRICTS[0])
    assert (dps.verbatim, dps.value) == ("14.447", 14447)


def test_a_figure_that_left_the_pack_is_no_longer_published():
    tiny_city()
    city = tiny_city(tiny_pack(published_totals=tiny_pack().published_totals[:1]))
    assert published_figures(city.election).count() == 1
    assert not [doubt for doubt in doubts(city.election) if doubt.verbatim == "14.447"]


def test_parameters_of_both_bodies_of_law():
    profile = profile_of(tiny_city().election)
    lines = {line.name: line for line in compare_parameters(profile, other_profile(profile))}
    assert (lines["max_voters"].ours.value, lines["max_voters"].other.value) == (600, 300)
    assert lines["max_voters"].differs
    assert not lines["kpps_per_station"].differs
    assert all("(" not in line.label or line.name not in line.label for line in lines.values()), (
        "words for each"
    )


def test_every_rule_once_with_all_its_formulas():
    profile = profile_of(tiny_city().election)
    rules = rules_of(profile, "id")
    assert len({rule.id for rule in rules}) == len(rules) >= 16
    assert {f for rule in rules for f in rule.formulas} == {rule.formula for rule in profile.rules}


@pytest.mark.parametrize(
    ("value", "text"),
    [(600, "600"), (2000, "2.000"), (Fraction(1, 40), "2,5 %"), (Fraction(1, 50), "2 %"), (Fraction(7), "7")],
)
def test_numbers_of_the_law_are_shown_exactly(value, text):
    assert shown(value) == text
