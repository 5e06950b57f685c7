"""The lights of the count: progress, held forms, and how long the second person takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.readiness.queries.count import coverage_light, coverage_light_of, held_light
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.readiness.queries.pace import Confirmation, light_of, pace_light
from siaga.desks.results.queries import ContestCoverage
from siaga.desks.results.services import hold
from tests.kit.count import STATIONS, Town, small_election

DAY = date(2024, 11, 27)
NOW = datetime(2024, 11, 27, 15, tzinfo=UTC)


def progress(stations: int, counted: int) -> ContestCoverage:
    return ContestCoverage(1, "mayor", "Wali Kota", stations, counted, 0, 0, stations - counted, 0)


@pytest.mark.parametrize(
    ("stations", "counted", "today", "shade"),
    [
        (0, 0, DAY, Shade.NONE),
        (235, 0, DAY - timedelta(1), Shade.GOOD),
        (235, 0, DAY, Shade.WARN),
        (235, 0, DAY + timedelta(1), Shade.BAD),
        (235, 1, DAY + timedelta(1), Shade.WARN),
        (235, 235, DAY, Shade.GOOD),
    ],
)
def test_an_empty_count_is_a_fault_only_after_voting_day(stations, counted, today, shade) -> None:
    assert coverage_light_of((progress(stations, counted),), DAY, today).shade == shade


@pytest.mark.django_db
class TestInTheDatabase:
    @pytest.fixture
    def town(self) -> Town:
        return small_election()

    def test_progress_counts_forms_of_all_contests(self, town: Town) -> None:
        town.count(STATIONS[0])
        light = coverage_light(town.election, DAY)
        assert [i.value for i in light.inputs][:2] == [12, 1]
        assert light.shade == Shade.WARN

    def test_a_held_form_is_listed_with_its_reason(self, town: Town) -> None:
        assert held_light(town.election).shade == Shade.GOOD
        row = town.enter(STATIONS[0])
        hold(row, town.checker, "keberatan saksi", row.revision)
        light = held_light(town.election)
        assert light.shade == Shade.WARN
        [record] = light.records.rows
        assert record[-1].value == "keberatan saksi"

    def test_the_pace_counts_people_not_packs(self, town: Town) -> None:
        assert pace_light(town.election).shade == Shade.NONE
        town.count(STATIONS[0])
        town.enter(STATIONS[1])
        light = pace_light(town.election)
        assert [i.value for i in light.inputs][:2] == [1, 1]
        assert light.records.rows[0][0].value == str(town.checker)


@pytest.mark.parametrize(("minutes", "shade"), [(119, Shade.GOOD), (120, Shade.GOOD), (121, Shade.WARN)])
def test_a_form_that_waits_more_than_two_hours_calls_for_a_look(minutes: int, shade: Shade) -> None:
    assert light_of([], [NOW - timedelta(minutes=minutes)], NOW).shade == shade


def test_no_form_no_light() -> None:
    assert light_of([], [], NOW).shade == Shade.NONE


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 6000)), min_size=1))
def test_each_person_has_their_own_median(waits: list[tuple[str, int]]) -> None:
    light = light_of([Confirmation(who, timedelta(minutes=m)) for who, m in waits], [], NOW)
    for who, forms, middle, longest in ((c.value for c in row) for row in light.records.rows):
        mine = [m for name, m in waits if name == who]
        assert (forms, middle, longest) == (len(mine), round(median(mine)), max(mine))
