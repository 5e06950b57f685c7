"""Nouns of the results desk: the expected row, its versions, what the second person read, clashing
submissions, and the photographs of the form.
"""

from siaga.desks.results.models.photos import (
    FormPhoto,
    PhotoClash,
    PhotoFinding,
    PhotoKind,
    PhotoReading,
)
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
    "FormPhoto",
    "Kind",
    "PhotoClash",
    "PhotoFinding",
    "PhotoKind",
    "PhotoReading",
    "ResultRow",
    "ResultVersion",
    "SecondReading",
    "Transition",
]
