"""Working days, calendar days and months against a walk along a wall calendar, and against days on paper."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.law.clock import Calendar, DayOff, OutsideCalendarError, add_months, after, before
from siaga.law.profiles import Period, Text
from tests.law.clock import oracle

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
FEAST = Text(id="Hari raya", en="Feast")
DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))
PERIODS = st.builds(
    Period,
    st.integers(1, 12),
    st.sampled_from(["working_days", "days", "months"]),
    st.sampled_from(["after", "before"]),
    st.sampled_from(["none", "forward", "back"]),
)


def calendar(*off, unsure=()):
    days = {day: DayOff(FEAST) for day in off} | {day: DayOff(FEAST, unsure=True) for day in unsure}
    return Calendar(days, FIRST, LAST)


@st.composite
def calendars(draw):
    off = draw(st.lists(DAYS, max_size=60))
    return calendar(*off, unsure=draw(st.lists(DAYS, max_size=20)))


def counted(start, period, days):
    return (after if period.direction == "after" else before)(start, period, days)


def by_hand(start, period, off):
    if period.unit == "working_days":
        return oracle.working_days(start, period.amount, off, period.direction)
    if period.unit == "months":
        last = oracle.months(start, period.amount, period.direction)
    else:
        last = start + timedelta(days=period.amount if period.direction == "after" else -period.amount)
    return oracle.rolled(last, off, period.roll)


@given(DAYS, PERIODS, calendars())
def test_every_period_ends_where_the_wall_calendar_says(start, period, days):
    assert counted(start, period, days).day == by_hand(start, period, set(days.days_off))


@given(DAYS, PERIODS, calendars())
def test_the_earliest_day_is_the_earlier_of_both_readings(start, period, days):
    sure = {day for day, off in days.days_off.items() if not off.unsure}
    readings = {by_hand(start, period, set(days.days_off)), by_hand(start, period, sure)}
    deadline = counted(start, period, days)
    assert deadline.earliest == min(readings)
    assert deadline.unsure == (deadline.earliest != deadline.day)


@given(DAYS, st.integers(1, 40), calendars())
def test_the_days_passed_over_and_the_days_counted_are_all_the_days_between(start, amount, days):
    deadline = after(start, Period(amount, "working_days"), days)
    assert (deadline.day - start).days == amount + len(deadline.skipped)
    assert all(not oracle.working(s.day, set(days.days_off)) for s in deadline.skipped)
    assert len({s.day for s in deadline.skipped}) == len(deadline.skipped)


@given(DAYS, st.integers(1, 30), calendars())
def test_going_back_from_a_deadline_reaches_the_working_day_it_started_from(start, amount, days):
    there = after(start, Period(amount, "working_days"), days).day
    back = before(there, Period(amount, "working_days"), days).day
    start_works = oracle.working(start, set(days.days_off))
    assert back == start if start_works else back < start


@given(DAYS, st.integers(-30, 30))
def test_months_keep_the_number_of_the_day_or_take_the_last(day, months):
    found = add_months(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


def test_day_zero_is_not_counted_and_weekends_and_feasts_are_passed_over():
    deadline = after(date(2024, 6, 14), Period(2, "working_days"), calendar(date(2024, 6, 17)))
    assert deadline.day == date(2024, 6, 19)
    assert [(s.day.day, s.name.en) for s in deadline.skipped] == [
        (15, "Saturday"),
        (16, "Sunday"),
        (17, "Feast"),
    ]
    assert "Jumat, 14 Juni 2024" in deadline.steps[0].id
    assert "3 hari libur dan akhir pekan" in deadline.steps[1].id


@pytest.mark.parametrize(
    ("roll", "day", "words"),
    [
        ("none", date(2024, 6, 16), "the last working day before it: Friday, 14 June 2024"),
        ("forward", date(2024, 6, 18), "moves to Tuesday, 18 June 2024"),
        ("back", date(2024, 6, 14), "moves to Friday, 14 June 2024"),
    ],
)
def test_a_last_day_that_is_no_working_day_does_as_the_rule_says_and_tells(roll, day, words):
    deadline = after(date(2024, 3, 16), Period(3, "months", roll=roll), calendar(date(2024, 6, 17)))
    assert deadline.day == day
    assert words in deadline.steps[-1].en


def test_a_month_without_the_day_ends_on_its_last_one_and_says_so():
    deadline = after(date(2024, 11, 30), Period(3, "months", roll="back"), calendar())
    assert deadline.day == date(2025, 2, 28)
    assert "no day of the same number" in deadline.steps[1].en


def test_a_leave_that_is_not_certain_brings_an_earlier_day_to_plan_by():
    deadline = after(date(2024, 6, 14), Period(2, "working_days"), calendar(unsure=[date(2024, 6, 18)]))
    assert (deadline.day, deadline.earliest, deadline.unsure) == (date(2024, 6, 19), date(2024, 6, 18), True)
    assert "Tuesday, 18 June 2024" in deadline.steps[-1].en


def test_beyond_the_calendar_nothing_is_guessed():
    with pytest.raises(
        OutsideCalendarError, match="known from 2023-01-01 to 2026-12-31 only, not on 2027-01-01"
    ):
        after(date(2026, 12, 31), Period(1, "working_days"), calendar())
