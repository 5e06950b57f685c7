"""Legal clocks: which day something is due, and why that day.

    after(signed, Period(14, "working_days"), calendar)
    run(profile.clocks["grant-return"], proposed, calendar)

Both answer a `Deadline` with every step of the count. Nothing here asks what day it is; the days off are
handed in as data.
"""

from siaga.law.clock.calendar import Calendar, DayOff, OutsideCalendarError
from siaga.law.clock.counting import add_months, after, before, run
from siaga.law.clock.deadline import Deadline, Skipped, plain_basis
from siaga.law.days import written

__all__ = [
    "Calendar",
    "DayOff",
    "Deadline",
    "OutsideCalendarError",
    "Skipped",
    "add_months",
    "after",
    "before",
    "plain_basis",
    "run",
    "written",
]
