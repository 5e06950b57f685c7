"""The totals of random region trees, against an oracle of plain dictionaries."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.recap import Contest, Level, State, Station, recap
from tests.kit.recaps import CONTEST, station_lists

LENGTHS = {"station": 13, "ward": 10, "district": 6, "city": 4, "province": 2, "nation": 0}


def oracle(stations: list[Station], levels: list[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Totals by level and digits, each summed straight from the stations."""
    totals: dict[tuple[str, str], dict[str, Any]] = {}
    for level in levels:
        for station in stations:
            digits = station.code.replace(".", "")[: LENGTHS[level]]
            total = totals.setdefault((level, digits), defaultdict(int))
            total[station.state] += 1
            total["registered"] += station.registered or 0
            if station.state == "counted":
                for name, count in [*station.votes.items(), *station.figures.items()]:
                    total[name] += count
                total["registered_counted"] += station.registered or 0
            else:
                voters = 600 if station.registered is None else station.registered
                total["ballots", station.state] += voters + math.ceil(voters / 40)
    return totals


@given(station_lists(), st.sampled_from(["province", "nation", "city"]))
def test_every_level_agrees_with_the_oracle(stations: list[Station], top: str) -> None:
    levels = list(LENGTHS)[: list(LENGTHS).index(top) + 1]
    counted = recap(stations, replace(CONTEST, top=Level(top)))
    expected = oracle(stations, levels)
    assert len(counted.regions) == len(expected)
    for region in counted.regions:
        total = expected[region.level, region.code.replace(".", "")]
        assert all(count == total[name] for name, count in region.votes.items())
        assert all(count == total[name] for name, count in region.figures.items())
        assert all(getattr(region.coverage, state) == total[state] for state in State)
        assert (region.registered, region.registered_counted) == (
            total["registered"],
            total["registered_counted"],
        )
        for state in ("held", "waiting", "missing"):
            assert region.order.outside_of(state).ballots == total["ballots", state]


@given(station_lists())
def test_regions_stand_before_what_lies_in_them_and_add_up(stations: list[Station]) -> None:
    counted = recap(stations, CONTEST)
    seen = {""}
    for region in counted.regions:
        assert region.parent in seen
        seen.add(region.code)
        if parts := counted.parts(region.code):
            assert region.coverage.stations == sum(part.coverage.stations for part in parts)
            assert all(
                region.votes[pair] == sum(part.votes[pair] for part in parts) for pair in CONTEST.pairs
            )


@given(station_lists(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(stations: list[Station], random: Any) -> None:
    shuffled = list(stations)
    random.shuffle(shuffled)
    assert recap(shuffled, CONTEST) == recap(stations, CONTEST)


def test_codes_and_names_are_given_back_in_the_form_they_came() -> None:
    station = Station("18.72.01.1001.007", State.COUNTED, {1: 5}, registered=10)
    counted = recap([station], CONTEST, {"18.72": "Kota Metro", "187201": "Metro Pusat"})
    names = [(region.code, region.name) for region in counted.regions]
    assert names == [
        ("18", "18"),
        ("18.72", "Kota Metro"),
        ("18.72.01", "Metro Pusat"),
        ("18.72.01.1001", "1872011001"),
        ("18.72.01.1001.007", "TPS 007"),
    ]


def test_a_held_row_gives_its_ballots_and_not_its_figures() -> None:
    contest = Contest("president", (1, 2), Fraction("0.02"), max_voters=300)
    rows = [
        Station("3276011001012", State.COUNTED, {1: 300, 2: 40}, registered=300),
        Station("3276011001013", State.HELD, {1: 0, 2: 617}, registered=236),
    ]
    total = recap(rows, contest).total
    assert total is not None
    assert total.votes == {1: 300, 2: 40}
    assert total.outside.ballots == 241
    assert not total.could_change_order


def test_without_a_register_the_legal_maximum_stands_in_and_is_counted_as_assumed() -> None:
    rows = [Station("1872011001001", State.MISSING), Station("1872011001002", State.HELD, registered=100)]
    total = recap(rows, CONTEST).total
    assert total is not None
    assert (total.outside.ballots, total.outside.assumed) == (615 + 103, 1)
    assert recap(rows, replace(CONTEST, max_voters=None)).total.outside.unlimited == 1  # type: ignore[union-attr]


def test_no_station_gives_an_empty_recap() -> None:
    assert recap([], CONTEST).regions == ()
    assert recap([], CONTEST).total is None


@pytest.mark.parametrize(
    ("stations", "complaint"),
    [
        ([Station("1872011001001", State.MISSING)] * 2, "there twice"),
        ([Station("1872011001001", State.MISSING), Station("18.72.01.1001.001", State.HELD)], "there twice"),
        ([Station("1872011001001", State.COUNTED, {4: 1})], "number 4, which does not stand"),
        ([Station("1872011001001", State.COUNTED, {1: -1})], "negative count"),
        ([Station("1872011001001", State.COUNTED, {}, {"suara_sah": -1})], "negative count"),
        ([Station("1872011001001", State.HELD, registered=-1)], "negative number of voters"),
        ([Station("1872", State.MISSING)], "not a station code"),
    ],
)
def test_what_cannot_be_is_refused(stations: list[Station], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        recap(stations, CONTEST)
