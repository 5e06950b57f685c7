"""Reads of the claims ledger.

ledger = ledger_of(election, request.user)            # what the rules say to this reader
ledger = kept_ledger(election, request.user)          # the same for a page, until something changes
lines = doubt_lines(election, ledger)                 # with their settlements
subjects = subjects_of(election, ledger)              # every figure, side by side
"""

from siaga.desks.meetings.queries.ledger.kept import Circle, circle_of_readers, kept_ledger, ledger_for
from siaga.desks.meetings.queries.ledger.lines import Line, doubt_lines, held_lines
from siaga.desks.meetings.queries.ledger.subjects import Named, Subject, key_of, subject_at, subjects_of
from siaga.desks.meetings.queries.ledger.world import Ledger, ledger_of

__all__ = [
    "Circle",
    "Ledger",
    "Line",
    "Named",
    "Subject",
    "circle_of_readers",
    "doubt_lines",
    "held_lines",
    "kept_ledger",
    "key_of",
    "ledger_for",
    "ledger_of",
    "subject_at",
    "subjects_of",
]
