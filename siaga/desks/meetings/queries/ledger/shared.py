"""What thousands of rows of a ledger share, read once and not with every row."""

from __future__ import annotations

from dataclasses import dataclass

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Meeting
from siaga.desks.offices.models import Institution, Office
from siaga.desks.trail.models import Source


@dataclass(frozen=True, slots=True)
class Shared:
    """Every meeting of an election, every institution, office and source, by number; readable or not: what a
    reader may see of them is for who takes them to ask.
    """

    election: Election
    meetings: dict[int, Meeting]
    bodies: dict[int, Institution]
    offices: dict[int, Office]
    sources: dict[int, Source]

    def body(self, number: int | None) -> str:
        """An institution's short name; empty where none is stated."""
        found = self.bodies.get(number) if number else None
        return (found.short_name or found.name) if found else ""

    def office(self, number: int | None) -> str:
        """An office's code; empty where none is stated."""
        found = self.offices.get(number) if number else None
        return found.code if found else ""


def shared_of(election: Election) -> Shared:
    """Four queries."""
    meetings = Meeting.objects.filter(series__election=election).select_related("series", "legal_basis")
    return Shared(
        election,
        meetings.in_bulk(),
        Institution.objects.in_bulk(),
        Office.objects.in_bulk(),
        Source.objects.in_bulk(),
    )
