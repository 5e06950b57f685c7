"""Nouns of the results desk: the expected row, its versions, what the second person read, clashing
submissions, the photographs of the form; the supervisor's own form, and what was objected, decided and
counted again.
"""

from siaga.desks.results.models.events import (
    FollowUp,
    Ground,
    Objection,
    Outcome,
    Plenary,
    PlenaryMinutes,
    Recount,
    SpecialEvent,
)
from siaga.desks.results.models.photos import (
    LIKENESSES,
    ONE_PAPER,
    FormPhoto,
    PhotoClash,
    PhotoFinding,
    PhotoKind,
    PhotoReading,
    Side,
)
from siaga.desks.results.models.publications import Publication, PublicationVerdict
from siaga.desks.results.models.rows import ResultRow, Transition
from siaga.desks.results.models.rulings import RULINGS, Ruling
from siaga.desks.results.models.sources import Adjudication, Comparison, SupervisorForm
from siaga.desks.results.models.versions import (
    Channel,
    Clash,
    CorrectionLevel,
    Kind,
    ResultVersion,
    SecondReading,
)

__all__ = [
    "LIKENESSES",
    "ONE_PAPER",
    "RULINGS",
    "Adjudication",
    "Channel",
    "Clash",
    "Comparison",
    "CorrectionLevel",
    "FollowUp",
    "FormPhoto",
    "Ground",
    "Kind",
    "Objection",
    "Outcome",
    "PhotoClash",
    "PhotoFinding",
    "PhotoKind",
    "PhotoReading",
    "Plenary",
    "PlenaryMinutes",
    "Publication",
    "PublicationVerdict",
    "Recount",
    "ResultRow",
    "ResultVersion",
    "Ruling",
    "SecondReading",
    "Side",
    "SpecialEvent",
    "SupervisorForm",
    "Transition",
]
