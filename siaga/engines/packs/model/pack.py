"""A whole pack."""

from __future__ import annotations

from dataclasses import dataclass

from .election import (
    Contest,
    Election,
    LegalBasis,
    Pair,
    PublishedTotal,
    ResultRow,
    StaffingClaim,
    Stage,
)
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
from .origin import Source
from .places import Boundary, PollingStation, Region
from .room import Institution, Office, OfficeHolder


@dataclass(frozen=True, slots=True)
class Pack:
    """One city and one election, whole and checked. ``digest`` is the same for the same content."""

    format: int
    id: str
    note: str
    election: Election
    sources: tuple[Source, ...]
    regions: tuple[Region, ...]
    boundaries: tuple[Boundary, ...]
    contests: tuple[Contest, ...]
    pairs: tuple[Pair, ...]
    stations: tuple[PollingStation, ...]
    institutions: tuple[Institution, ...]
    offices: tuple[Office, ...]
    office_holders: tuple[OfficeHolder, ...]
    stages: tuple[Stage, ...]
    legal_bases: tuple[LegalBasis, ...]
    published_totals: tuple[PublishedTotal, ...]
    staffing: tuple[StaffingClaim, ...]
    results: tuple[ResultRow, ...]
    digest: str
    events: tuple[Event, ...] = ()
    series: tuple[Series, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    actions: tuple[Action, ...] = ()
    duties: tuple[Duty, ...] = ()
    grants: tuple[Grant, ...] = ()
    payments: tuple[Payment, ...] = ()
