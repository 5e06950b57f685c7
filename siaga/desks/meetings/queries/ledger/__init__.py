"""Reads of the claims ledger.

ledger = ledger_of(election, request.user)            # what the rules say to this reader
lines = doubt_lines(election, ledger)                 # with their settlements
subjects = subjects_of(election, ledger)              # every figure, side by side
"""

from siaga.desks.meetings.queries.ledger.lines import Line, doubt_lines, held_lines
from siaga.desks.meetings.queries.ledger.subjects import Named, Subject, key_of, subject_at, subjects_of
from siaga.desks.meetings.queries.ledger.world import Ledger, ledger_of

__all__ = [
    "Ledger",
    "Line",
    "Named",
    "Subject",
    "doubt_lines",
    "held_lines",
    "key_of",
    "ledger_of",
    "subject_at",
    "subjects_of",
]
