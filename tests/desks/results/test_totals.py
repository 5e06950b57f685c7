"""Totals from the leaf rows: against a plain count, at every level, in few queries, and nothing that is not
counted.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from siaga.desks.elections.models import Contest
from siaga.desks.results import queries
from siaga.desks.results.services import hold
from tests.kit.count import STATIONS, Town, healthy_figures

pytestmark = pytest.mark.django_db


def fresh(town: Town, code: str = "mayor") -> Contest:
    return Contest.objects.select_related("election", "region").get(pk=town.contests[code].pk)


def test_totals_at_every_level(town: Town) -> None:
    for number, station in enumerate(STATIONS[:5]):
        town.count(station, votes={1: 100 + number, 2: 50})
    town.enter(STATIONS[5])
    recap = queries.contest_recap(fresh(town))
    assert {r.code: r.votes for r in recap.regions} == {
        "18.72": {1: 510, 2: 250},
        "18.72.01": {1: 406, 2: 200},
        "18.72.01.1001": {1: 201, 2: 100},
        "18.72.01.1002": {1: 205, 2: 100},
        "18.72.02": {1: 104, 2: 50},
        "18.72.02.1001": {1: 104, 2: 50},
    }
    city = recap.total
    assert (city.stations, city.counted, city.held, city.waiting, city.missing) == (6, 5, 0, 1, 0)
    assert (city.valid, city.invalid, city.users) == (760, 15, 775)
    assert [r.code for r in recap.parts("18.72")] == ["18.72.01", "18.72.02"]


def test_the_governor_is_counted_up_to_the_province(town: Town) -> None:
    town.count(STATIONS[0], "governor", votes={1: 10, 2: 20, 3: 30})
    recap = queries.contest_recap(fresh(town, "governor"))
    assert [(r.level, r.votes) for r in recap.regions[:2]] == [
        ("province", {1: 10, 2: 20, 3: 30}),
        ("city", {1: 10, 2: 20, 3: 30}),
    ]


def test_a_held_row_leaves_every_total_and_raises_the_question(town: Town) -> None:
    for station in STATIONS:
        row = town.count(station)
    before = queries.contest_recap(fresh(town)).total
    assert not before.could_change_order
    hold(row, town.checker, "Foto tidak cocok", row.revision)
    after = queries.contest_recap(fresh(town))
    assert after.total.votes == {1: 600, 2: 400}
    assert (after.total.held, after.total.could_change_order) == (1, True)
    assert not after.region("18.72.01").could_change_order
    assert after.region("18.72.02").held_could_change_order
    assert "308" in after.total.why


def test_nothing_that_is_not_counted_reaches_a_public_query(town: Town) -> None:
    town.enter(STATIONS[0], votes={1: 99, 2: 98})
    held = town.count(STATIONS[1])
    hold(held, town.checker, "x", held.revision)
    contest = fresh(town)
    lines = queries.station_rows(contest)
    assert [line.state for line in lines[:2]] == ["entered", "held"]
    assert all(line.figures is None and line.votes(1) is None for line in lines)
    assert queries.row_detail(contest, STATIONS[0]).line.figures is None
    assert queries.station_rows(contest, counted_only=True) == []
    assert queries.contest_recap(contest).total.votes == {1: 0, 2: 0}


def test_one_station(town: Town) -> None:
    town.count(STATIONS[0])
    contest = fresh(town)
    detail = queries.row_detail(contest, STATIONS[0])
    assert detail.line.figures == healthy_figures()
    assert (detail.line.label, detail.versions, detail.corrected) == ("TPS 001", 1, False)
    assert queries.row_detail(contest, "1872011001999") is None


def test_stations_of_a_region(town: Town) -> None:
    codes = [line.station for line in queries.station_rows(fresh(town), "18.72.01.1002")]
    assert codes == list(STATIONS[2:4])


def test_coverage(town: Town) -> None:
    town.count(STATIONS[0])
    held = town.count(STATIONS[1])
    hold(held, town.checker, "x", held.revision)
    town.enter(STATIONS[2])
    governor, mayor = queries.coverage(town.election)
    assert (mayor.stations, mayor.counted, mayor.held, mayor.waiting, mayor.missing) == (6, 1, 1, 1, 3)
    assert (governor.stations, governor.missing, governor.complete) == (6, 6, False)


def test_a_closed_station_is_not_expected_any_more_but_its_figures_stay(town: Town) -> None:
    town.count(STATIONS[0])
    for code in STATIONS[:2]:
        station = town.row(code).station
        station.closed_at = timezone.now()
        station.save()
    contest = fresh(town)
    assert (queries.contest_recap(contest).total.stations, queries.coverage(town.election)[1].stations) == (
        5,
        5,
    )
    assert queries.contest_recap(contest).total.votes == {1: 120, 2: 80}
    assert queries.coverage(town.election)[1].missing == 4


def test_what_changed_since(town: Town) -> None:
    start = timezone.now()
    town.count(STATIONS[1])
    between = timezone.now()
    town.enter(STATIONS[0], "governor", votes={1: 1, 2: 2, 3: 3})
    changed = queries.changed_since(town.election, start)
    assert [(line.contest, line.state) for line in changed] == [("mayor", "counted"), ("governor", "entered")]
    assert len(queries.changed_since(town.election, between)) == 1
    assert queries.changed_since(town.election, timezone.now() + timedelta(seconds=1)) == []


def test_few_queries(town: Town, django_assert_num_queries) -> None:
    for station in STATIONS:
        town.count(station)
    contest = fresh(town)
    with django_assert_num_queries(2):
        queries.contest_recap(contest)
    with django_assert_num_queries(1):
        queries.station_rows(contest)
    with django_assert_num_queries(1):
        queries.coverage(town.election)
    with django_assert_num_queries(2):
        queries.row_detail(contest, STATIONS[0])
