"""Verbs of this desk: report on a duty, confirm it, take duties over; plan and issue situation reports."""

from siaga.desks.readiness.services.duties import NewDuty, add_duty, close_duty, take_over
from siaga.desks.readiness.services.pack import load_duties
from siaga.desks.readiness.services.progress import Receipt, Report, judge, report

__all__ = [
    "NewDuty",
    "Receipt",
    "Report",
    "add_duty",
    "close_duty",
    "judge",
    "load_duties",
    "report",
    "take_over",
]
