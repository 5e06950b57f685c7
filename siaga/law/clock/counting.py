"""Counting a period from a day, forwards or backwards, and telling every step.

The day a period is counted from is day zero and not counted. Working days pass over weekends and days off.
Calendar months lead to the day of the same number, or to the last day of a month that has none; a last day
that is no working day stays or moves as the period's `roll` says.
"""

from __future__ import annotations

import calendar as month_lengths
from dataclasses import dataclass, replace
from datetime import date, timedelta

from siaga.law.clock import words
from siaga.law.clock.calendar import Calendar
from siaga.law.clock.deadline import Deadline, Skipped
from siaga.law.profiles.clocks import Clock, Period
from siaga.law.profiles.model import Basis, Text

ONE_DAY = timedelta(days=1)


def after(start: date, period: Period, calendar: Calendar) -> Deadline:
    """The last day of a period that runs after `start`. Raises OutsideCalendarError."""
    return _deadline(start, replace(period, direction="after"), calendar, words.DAY, None)


def before(end: date, period: Period, calendar: Calendar) -> Deadline:
    """The day a period lies before `end`: the last day that is still that long before. Raises
    OutsideCalendarError.
    """
    return _deadline(end, replace(period, direction="before"), calendar, words.DAY, None)


def run(clock: Clock, start: date | None, calendar: Calendar) -> Deadline:
    """The deadline of a profile's clock, counted from the day of its event.

    `start` is not looked at where the law fixes the day itself. Raises ValueError when a day is needed and
    none is given, OutsideCalendarError when the calendar is too short.
    """
    if clock.fixed is not None:
        step = words.fixed(clock.fixed)
        return Deadline(clock.fixed, clock.fixed, None, None, step, (step,), (), clock.basis)
    if start is None or clock.period is None:
        raise ValueError(f"{clock.kind} is counted from a day: {clock.starts}")
    return _deadline(start, clock.period, calendar, words.event(clock.starts), clock.basis)


def add_months(day: date, months: int) -> date:
    """The day of the same number so many calendar months later (or earlier), at most the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_lengths.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class _Count:
    day: date
    steps: tuple[Text, ...]
    skipped: tuple[Skipped, ...] = ()


def _deadline(start: date, period: Period, calendar: Calendar, event: Text, basis: Basis | None) -> Deadline:
    counted = _count(start, period, calendar)
    otherwise = _count(start, period, calendar.only_sure()).day
    earliest = min(counted.day, otherwise)
    steps = (words.day_zero(event, start), *counted.steps)
    if earliest != counted.day:
        steps = (*steps, words.perhaps_earlier(earliest))
    formula = words.formula(event, period)
    return Deadline(counted.day, earliest, start, period, formula, steps, counted.skipped, basis)


def _count(start: date, period: Period, calendar: Calendar) -> _Count:
    if period.unit == "working_days":
        return _working_days(start, period, calendar)
    step = ONE_DAY if period.direction == "after" else -ONE_DAY
    if period.unit == "days":
        last = start + step * period.amount
        return _rolled(last, words.calendar_days(period.amount, last), period, calendar)
    last = add_months(start, period.amount if period.direction == "after" else -period.amount)
    told = words.months(period.amount, last, clamped=last.day != start.day)
    return _rolled(last, told, period, calendar)


def _working_days(start: date, period: Period, calendar: Calendar) -> _Count:
    step = ONE_DAY if period.direction == "after" else -ONE_DAY
    day, left, skipped = start, period.amount, []
    while left:
        day += step
        if off := calendar.why_off(day):
            skipped.append(Skipped(day, off.name, off.unsure))
        else:
            left -= 1
    return _Count(day, (words.working_days(period.amount, day, len(skipped)),), tuple(skipped))


def _rolled(last: date, told: Text, period: Period, calendar: Calendar) -> _Count:
    off = calendar.why_off(last)
    if off is None:
        return _Count(last, (told,))
    to = _working_day(last, ONE_DAY if period.roll == "forward" else -ONE_DAY, calendar)
    if period.roll == "none":
        return _Count(last, (told, words.stays(off.name, to)))
    return _Count(to, (told, words.rolled(off.name, to)))


def _working_day(day: date, step: timedelta, calendar: Calendar) -> date:
    """The nearest working day in one direction."""
    while calendar.why_off(day) is not None:
        day += step
    return day
