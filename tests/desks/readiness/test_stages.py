"""The light of the timetable, against days counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.elections.models import Stage
from siaga.desks.elections.queries import StageLine
from siaga.desks.elections.queries.timetable import When
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.readiness.queries.stages import light_of, stages_light
from tests.kit.city import tiny_city

pytestmark = pytest.mark.django_db


def line(name: str, when: When, days: int | None, ends: date | None = None) -> StageLine:
    return StageLine(Stage(code="x", name=name, ends=ends, mark="confirmed"), when, days, 0)


TODAY = date(2024, 11, 20)


def test_without_a_timetable_there_is_no_light() -> None:
    assert light_of([], TODAY).shade == Shade.NONE


@pytest.mark.parametrize(
    ("lines", "shade"),
    [
        ([line("kampanye", When.NOW, 3)], Shade.GOOD),
        ([line("masa tenang", When.NEXT, 7)], Shade.WARN),
        ([line("masa tenang", When.NEXT, 8)], Shade.GOOD),
        ([line("kampanye", When.NOW, 3), line("PTPS", When.UNKNOWN, None)], Shade.WARN),
        ([line("coklit", When.PAST, 90, date(2024, 7, 24))], Shade.GOOD),
    ],
)
def test_the_shade(lines: list[StageLine], shade: Shade) -> None:
    assert light_of(lines, TODAY).shade == shade


def test_what_runs_and_what_comes_is_named() -> None:
    light = light_of([line("kampanye", When.NOW, 3), line("b", When.NEXT, 9), line("a", When.NEXT, 4)], TODAY)
    assert "kampanye" in str(light.sentence)
    assert "4" in str(light.sentence)
    assert "a." in str(light.sentence)


def test_when_all_is_over_the_last_is_named() -> None:
    over = [line("coklit", When.PAST, 90, date(2024, 7, 24)), line("rekap", When.PAST, 2, date(2024, 11, 18))]
    assert "rekap" in str(light_of(over, TODAY).sentence)


def test_only_undated_stages_state_no_date() -> None:
    light = light_of([line("PTPS", When.UNKNOWN, None)], TODAY)
    assert light.shade == Shade.WARN
    assert str(light.sentence)


@given(st.dates(date(2024, 1, 1), date(2025, 3, 1)))
def test_the_inputs_count_every_stage_once(today: date) -> None:
    days = [(date(2024, 9, 25), date(2024, 11, 23)), (date(2024, 11, 27), date(2024, 11, 27))]
    lines = [
        line(
            str(n), When.PAST if e < today else When.NEXT if s > today else When.NOW, abs((s - today).days), e
        )
        for n, (s, e) in enumerate(days)
    ]
    values = [i.value for i in light_of(lines, today).inputs]
    over = sum(e < today for _, e in days)
    assert values[1] == values[2] + values[3] + values[4] + over == 2


def test_the_basis_is_unsure_where_a_date_is() -> None:
    city = tiny_city()
    assert [(g.text, g.unsure) for g in stages_light(city.election, TODAY).basis] == [("PKPU 2/2024", True)]
