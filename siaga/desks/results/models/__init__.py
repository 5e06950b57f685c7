"""Nouns of the results desk: the expected row, its versions, what the second person read, clashing
submissions.
"""

from siaga.desks.results.models.rows import ResultRow, Transition
from siaga.desks.results.models.versions import (
    Channel,
    Clash,
    CorrectionLevel,
    Kind,
    ResultVersion,
    SecondReading,
)

__all__ = [
    "Channel",
    "Clash",
    "CorrectionLevel",
    "Kind",
    "ResultRow",
    "ResultVersion",
    "SecondReading",
    "Transition",
]
