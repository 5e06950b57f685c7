"""The timetable on a day, against a plain reading of the dates, and as a calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.elections.calendar import calendar_of, escaped, folded
from siaga.desks.elections.models import Election, Stage
from siaga.desks.elections.queries import stages, timeline
from siaga.desks.elections.queries.timetable import FULL, Scale, StageLine, When, _line
from tests.kit.city import tiny_city

DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "code", "when", "days"),
    [
        (date(2024, 9, 24), "campaign", When.NEXT, 1),
        (date(2024, 9, 25), "campaign", When.NOW, 59),
        (date(2024, 11, 23), "campaign", When.NOW, 0),
        (date(2024, 11, 24), "campaign", When.PAST, 1),
        (date(2024, 11, 27), "voting", When.NOW, 0),
        (date(2024, 11, 27), "supervisors", When.UNKNOWN, None),
    ],
)
def test_a_stage_on_a_day(day, code, when, days):
    lines = stages(tiny_city().election, day)
    line = next(line for line in lines if line.stage.code == code)
    assert (line.when, line.days) == (when, days)


@pytest.mark.django_db
def test_parts_follow_what_they_belong_to_and_unsure_dates_are_marked():
    lines = stages(tiny_city().election, date(2024, 7, 1))
    codes = [(line.stage.code, line.depth) for line in lines]
    assert codes[:3] == [("voter-list", 0), ("coklit", 1), ("supervisors", 0)]
    assert [line.stage.code for line in lines if line.unsure] == ["recap"]


@given(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS), DAYS)
def test_every_pair_of_dates_agrees_with_walking_day_by_day(starts, ends, today):
    if starts and ends and ends < starts:
        starts, ends = ends, starts
    line = _line(Stage(starts=starts, ends=ends, mark="stated"), 0, today)
    if starts is None and ends is None:
        assert (line.when, line.days) == (When.UNKNOWN, None)
        return
    inside = (starts is None or starts <= today) and (ends is None or today <= ends)
    assert (line.when is When.NOW) == inside
    if line.when is When.NEXT:
        assert today + timedelta(days=line.days) == starts
    if line.when is When.PAST:
        assert today - timedelta(days=line.days) == ends
    if line.when is When.NOW:
        assert ends is None or today + timedelta(days=line.days) == ends


@given(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))
def test_bars_lie_on_the_line(starts, ends):
    if starts is None and ends is None:
        return
    if starts and ends and ends < starts:
        starts, ends = ends, starts
    stage = StageLine(Stage(starts=starts, ends=ends, mark="stated"), When.PAST, 1, 0)
    bar = Scale(date(2024, 1, 1), date(2025, 12, 31)).bar(stage)
    assert bar.left >= 0
    assert bar.width >= 1
    assert bar.left + bar.width <= FULL + 1
    assert (bar.open_start, bar.open_end) == (starts is None, ends is None)


@pytest.mark.django_db
def test_the_line_runs_over_whole_months_and_marks_voting_day_and_today():
    line = timeline(tiny_city().election, date(2024, 10, 1))
    assert (line.first, line.last) == (date(2024, 5, 1), date(2024, 12, 31))
    assert [mark.day.month for mark in line.months] == list(range(5, 13))
    assert line.today.day == date(2024, 10, 1)
    assert [item.stage.code for item in line.undated] == ["supervisors"]
    assert timeline(tiny_city().election, date(2026, 1, 1)).today is None


@pytest.mark.django_db
def test_the_calendar_has_whole_days_and_marks_the_unsure_as_tentative():
    election = tiny_city().election
    lines = stages(election, date(2024, 10, 1))
    with override("en"):
        text = calendar_of(election, lines, "en", datetime(2024, 10, 1, tzinfo=UTC))
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 6
    assert "DTSTART;VALUE=DATE:20240925\r\nDTEND;VALUE=DATE:20241124" in text
    assert text.count("STATUS:TENTATIVE") == 1
    assert "SUMMARY:Rekapitulasi (unsure)" in text
    assert len({line for line in text.splitlines() if line.startswith("UID:")}) == 6


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_folding_keeps_the_text_and_the_limit(text):
    lines = folded(text).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines[0] + "".join(line[1:] for line in lines[1:]) == text


@given(st.text())
def test_an_escaped_value_is_one_line(text):
    value = escaped(text)
    assert "\n" not in value
    assert "\r" not in value


def test_one_stated_day_is_that_day():
    election = Election(code="x", name="X")
    stage = Stage(code="s", name="Batas", ends=date(2024, 10, 28), mark="stated")
    with override("en"):
        text = calendar_of(
            election, [_line(stage, 0, date(2024, 1, 1))], "id", datetime(2024, 1, 1, tzinfo=UTC)
        )
    assert "DTSTART;VALUE=DATE:20241028\r\nDTEND;VALUE=DATE:20241029" in text
    assert "SUMMARY:Batas: ends" in text
