"""What a pack holds: a city and its election as plain, frozen data.

The reader builds these objects, the desks load them; nothing here knows of files or of a database.
``None`` always means *not stated by the source*, never zero and never "to be filled in later".
"""

from __future__ import annotations

from .election import Contest, Election, LegalBasis, Pair, PublishedTotal, ResultRow, StaffingClaim, Stage
from .grants import Grant, Payment
from .meetings import (
    Action,
    AgendaItem,
    Attendance,
    Claim,
    Conclusion,
    Duty,
    Event,
    Meeting,
    Series,
    Statement,
)
from .origin import Origin, Source
from .pack import Pack
from .places import Boundary, PollingStation, Region, Ring, lies_in
from .room import Institution, Office, OfficeHolder
from .words import (
    Bound,
    ConclusionKind,
    Confidence,
    ContestKind,
    Direction,
    DutyArea,
    DutyBasis,
    GrantPurpose,
    InstitutionKind,
    Measure,
    MeetingRegime,
    OpenTo,
    PaymentKind,
    Precision,
    Presence,
    Priority,
    Regime,
    RegionLevel,
    SeriesKind,
    StationKind,
    TitleForm,
    Unit,
    Visibility,
)

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Bound",
    "Boundary",
    "Claim",
    "Conclusion",
    "ConclusionKind",
    "Confidence",
    "Contest",
    "ContestKind",
    "Direction",
    "Duty",
    "DutyArea",
    "DutyBasis",
    "Election",
    "Event",
    "Grant",
    "GrantPurpose",
    "Institution",
    "InstitutionKind",
    "LegalBasis",
    "Measure",
    "Meeting",
    "MeetingRegime",
    "Office",
    "OfficeHolder",
    "OpenTo",
    "Origin",
    "Pack",
    "Pair",
    "Payment",
    "PaymentKind",
    "PollingStation",
    "Precision",
    "Presence",
    "Priority",
    "PublishedTotal",
    "Regime",
    "Region",
    "RegionLevel",
    "ResultRow",
    "Ring",
    "Series",
    "SeriesKind",
    "Source",
    "StaffingClaim",
    "Stage",
    "Statement",
    "StationKind",
    "TitleForm",
    "Unit",
    "Visibility",
    "lies_in",
]
