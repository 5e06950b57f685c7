"""The tables of a pack: their columns, how each cell is read, and what a row becomes.

This is the one description of the format: the reader, the documentation test and the tools follow it.
"""

from __future__ import annotations

from .columns import ORIGIN, REGION, SOURCE, STATION, WORD, Column, Table
from .grants import GRANTS, PAYMENTS
from .ground import (
    CONTESTS,
    INSTITUTIONS,
    LEGAL_BASES,
    OFFICE_HOLDERS,
    OFFICES,
    PAIRS,
    PUBLISHED_TOTALS,
    REGIONS,
    SOURCES,
    STAFFING,
    STAGES,
    STATIONS,
)
from .meetings import (
    ACTIONS,
    AGENDA,
    ATTENDANCE,
    CLAIMS,
    CONCLUSIONS,
    DUTIES,
    EVENTS,
    MEETINGS,
    SERIES,
    STATEMENTS,
)

FORMAT = 1
TIME_ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")

TABLES = (
    SOURCES,
    REGIONS,
    CONTESTS,
    PAIRS,
    STATIONS,
    INSTITUTIONS,
    OFFICES,
    OFFICE_HOLDERS,
    STAGES,
    LEGAL_BASES,
    PUBLISHED_TOTALS,
    STAFFING,
    EVENTS,
    SERIES,
    MEETINGS,
    AGENDA,
    ATTENDANCE,
    STATEMENTS,
    CLAIMS,
    CONCLUSIONS,
    ACTIONS,
    DUTIES,
    GRANTS,
    PAYMENTS,
)
"""Every table with fixed columns; results.csv has the fields of the rule profile's form (see ``forms``)."""

__all__ = [
    "FORMAT",
    "ORIGIN",
    "REGION",
    "SOURCE",
    "STATION",
    "TABLES",
    "TIME_ZONES",
    "WORD",
    "Column",
    "Table",
]
