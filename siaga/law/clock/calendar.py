"""Which days are working days: Monday to Friday, but for the days off of a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from siaga.law.profiles.model import Text

SATURDAY = 5
WEEKEND = (Text(id="Sabtu", en="Saturday"), Text(id="Minggu", en="Sunday"))


class OutsideCalendarError(ValueError):
    """A day was counted for which the days off are not known."""

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(f"days off are known from {first} to {last} only, not on {day}")
        self.day = day


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day is no working day. `unsure`: its list, or its place in the count, is not certain."""

    name: Text
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off from `first` to `last`, both included; outside nothing is known, and nothing guessed."""

    days_off: Mapping[date, DayOff]
    first: date
    last: date

    def why_off(self, day: date) -> DayOff | None:
        """Why a day is no working day; None when it is one. Raises OutsideCalendarError."""
        if not self.first <= day <= self.last:
            raise OutsideCalendarError(day, self.first, self.last)
        if day.weekday() >= SATURDAY:
            return DayOff(WEEKEND[day.weekday() - SATURDAY])
        return self.days_off.get(day)

    def only_sure(self) -> Calendar:
        """The same calendar without the days off that are not certain: on them people may have to work."""
        sure = {day: off for day, off in self.days_off.items() if not off.unsure}
        return Calendar(sure, self.first, self.last)
