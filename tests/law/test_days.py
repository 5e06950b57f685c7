"""The names of days, against the calendar of the standard library and against themselves."""

from __future__ import annotations

import calendar
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from siaga.law.days import MONTHS, WEEKDAYS, long_date, weekday, written


def test_the_english_names_are_those_of_the_calendar():
    assert [month.en for month in MONTHS] == list(calendar.month_name)[1:]
    assert [day.en for day in WEEKDAYS] == list(calendar.day_name)


def test_a_day_in_words():
    day = date(2025, 1, 16)
    assert (weekday(day).id, long_date(day).id, written(day).id) == (
        "Kamis",
        "16 Januari 2025",
        "Kamis, 16 Januari 2025",
    )
    assert written(day).en == "Thursday, 16 January 2025"


@given(st.dates())
def test_a_written_day_can_be_read_back(day):
    name, _, rest = written(day).id.partition(", ")
    number, month, year = rest.split()
    assert date(int(year), [m.id for m in MONTHS].index(month) + 1, int(number)) == day
    assert [w.id for w in WEEKDAYS].index(name) == day.weekday()
