"""The press brief: what a record says, sentence by sentence, each with the records it is written from.

    brief = PressBrief(letterhead=…, title=record.meeting.title, passages=passages(record))

Nothing is added to the record and nothing of it is left out. Figures stand as they were stated, with the word
of their precision; what the source leaves out is said to be left out; what is doubtful has a note behind it.
"""

from siaga.engines.documents.brief.facts import (
    ActionFact,
    AgendaFact,
    ClaimFact,
    ConclusionFact,
    MeetingFact,
    Record,
    SeatFact,
    StatementFact,
)
from siaga.engines.documents.brief.writer import passages, traced

__all__ = [
    "ActionFact",
    "AgendaFact",
    "ClaimFact",
    "ConclusionFact",
    "MeetingFact",
    "Record",
    "SeatFact",
    "StatementFact",
    "passages",
    "traced",
]
