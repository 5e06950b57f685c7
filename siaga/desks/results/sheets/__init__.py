"""The sheets of a district or city: D.HASIL and D.KEJADIAN KHUSUS, each one content as PDF and as Excel."""

from siaga.desks.results.sheets.content import KINDS, RecapSheet, recap_sheet
from siaga.desks.results.sheets.events import EventsSheet, events_as_excel, events_as_pdf, events_sheet
from siaga.desks.results.sheets.excel import excel
from siaga.desks.results.sheets.pdf import pdf

__all__ = [
    "KINDS",
    "EventsSheet",
    "RecapSheet",
    "events_as_excel",
    "events_as_pdf",
    "events_sheet",
    "excel",
    "pdf",
    "recap_sheet",
]
