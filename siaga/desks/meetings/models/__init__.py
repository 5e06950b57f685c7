"""Nouns of the meetings desk, from the series to the evidence that a decision was carried out."""

from siaga.desks.meetings.models.actions import Action, Evidence, Progress, Reason, Verdict
from siaga.desks.meetings.models.calls import CalendarKey, Channel, Reminder
from siaga.desks.meetings.models.claims import Claim, Settlement
from siaga.desks.meetings.models.documents import IssuedDocument, Letterhead, PaperKind, Scheme, Template
from siaga.desks.meetings.models.meeting import AgendaItem, Attendance, Meeting, Series
from siaga.desks.meetings.models.minutes import Minutes, Signature, Wording
from siaga.desks.meetings.models.record import Conclusion, Statement
from siaga.desks.meetings.models.visibility import Visibility

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "CalendarKey",
    "Channel",
    "Claim",
    "Conclusion",
    "Evidence",
    "IssuedDocument",
    "Letterhead",
    "Meeting",
    "Minutes",
    "PaperKind",
    "Progress",
    "Reason",
    "Reminder",
    "Scheme",
    "Series",
    "Settlement",
    "Signature",
    "Statement",
    "Template",
    "Verdict",
    "Visibility",
    "Wording",
]
