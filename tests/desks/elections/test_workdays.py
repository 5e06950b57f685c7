"""The working days of Indonesia: what is off, what is unsure, and a city's own days."""

from __future__ import annotations

from datetime import date

import pytest

from siaga.desks.elections.workdays import calendar_around, read_local
from siaga.law.clock import OutsideCalendarError

CALENDAR = calendar_around([date(2024, 6, 1)])


@pytest.mark.parametrize(
    ("day", "name", "unsure"),
    [
        (date(2024, 6, 17), "Hari Raya Idul Adha", False),
        (date(2024, 6, 18), "Cuti Bersama Hari Raya Idul Adha", True),
        (date(2024, 11, 27), "Hari Pemilihan Kepala Daerah", False),
        (date(2024, 6, 15), "Sabtu", False),
    ],
)
def test_days_off_have_their_names_and_collective_leave_is_unsure(day, name, unsure):
    off = CALENDAR.why_off(day)
    assert (off.name.id, off.unsure) == (name, unsure)


def test_a_plain_weekday_is_a_working_day():
    assert CALENDAR.why_off(date(2024, 6, 19)) is None


def test_holidays_that_are_only_estimated_are_unsure():
    far = calendar_around([date(2035, 1, 1)])
    estimated = [off for day, off in far.days_off.items() if day.year == 2035 and "perkiraan" in off.name.id]
    assert estimated
    assert all(off.unsure for off in estimated)


def test_a_citys_own_day_stands_beside_the_national_ones_and_hides_none():
    local = read_local(["2024-06-10=Hari jadi kota", "2024-06-11", "2024-06-17=Pasar malam"])
    calendar = calendar_around([date(2024, 6, 1)], local)
    assert calendar.why_off(date(2024, 6, 10)).name.id == "Hari jadi kota"
    assert calendar.why_off(date(2024, 6, 11)).name.en == "local day off"
    assert calendar.why_off(date(2024, 6, 17)).name.en == "Eid al-Adha"


def test_three_years_around_are_known_and_no_more():
    assert CALENDAR.why_off(date(2027, 12, 31)) is None
    with pytest.raises(OutsideCalendarError):
        CALENDAR.why_off(date(2028, 1, 3))


@pytest.mark.parametrize("entry", ["10-06-2024", "2024-06-31", "", "=x"])
def test_a_day_off_that_is_no_day_is_refused(entry):
    with pytest.raises(ValueError, match="is no day off"):
        read_local([entry])
