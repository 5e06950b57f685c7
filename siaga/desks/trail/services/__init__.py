"""Verbs of the trail: write down an act, sign the head of the log, lay the log out as public files."""

from siaga.desks.trail.services.checkpoint import DamagedLogError, checkpoint
from siaga.desks.trail.services.export import export
from siaga.desks.trail.services.record import (
    Act,
    OutsideTransactionError,
    Subject,
    record,
    record_all,
    subject_of,
)

__all__ = [
    "Act",
    "DamagedLogError",
    "OutsideTransactionError",
    "Subject",
    "checkpoint",
    "export",
    "record",
    "record_all",
    "subject_of",
]
