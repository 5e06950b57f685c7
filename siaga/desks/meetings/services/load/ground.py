"""What the rows of a pack point at, looked up once, and what every kind of row is put with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from siaga.desks.elections.models import Election, LegalBasis
from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.telling import told
from siaga.desks.offices.models import Institution, Office
from siaga.desks.trail.services.put import KindChanges, put
from siaga.desks.trail.services.record import Subject
from siaga.desks.trail.services.sources import Sources, sources_of
from siaga.engines.packs.model import Pack

GONE = "Tidak ada lagi dalam paket kota."
"""Why a row was withdrawn that left the pack; kept with the row, in the language of the packs."""

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Ground:
    """The registers by code, as they stand after the pack's own part of the load."""

    election: Election
    sources: Sources
    institutions: Mapping[str, Institution]
    offices: Mapping[str, Office]
    bases: Mapping[str, LegalBasis]

    @classmethod
    def of(cls, election: Election, pack: Pack) -> Ground:
        """The ground of a pack that has just been loaded."""
        return cls(
            election,
            sources_of(pack),
            {row.code: row for row in Institution.objects.all()},
            {row.code: row for row in Office.objects.all()},
            {row.code: row for row in LegalBasis.objects.all()},
        )

    def institution(self, code: str | None) -> Institution | None:
        return self.institutions[code] if code else None

    def office(self, code: str | None) -> Office | None:
        return self.offices[code] if code else None

    def basis(self, code: str | None) -> LegalBasis | None:
        return self.bases[code] if code else None

    def meetings(self) -> dict[str, Meeting]:
        """The meetings that came with a pack, by code."""
        return {row.code: row for row in self.loaded(Meeting, "").select_related("series")}

    def loaded(self, model: type[Row], meeting: str = "meeting__") -> QuerySet[Row]:
        """The rows of a kind that came with a pack of this election."""
        return model._default_manager.filter(
            **{f"{meeting}series__election": self.election, f"{meeting}loaded": True}
        )

    def put(self, known: QuerySet, wanted: Sequence[Model], **manner: Any) -> KindChanges:
        """Bring rows of one kind in line with the pack, told as openly as their meeting allows."""
        about = Subject(known.model._meta.label_lower, self.election.code, str(self.election))
        return put(known, wanted, about=about, told=told, **manner)


def with_the_gone(known: QuerySet[Row], wanted: list[Row], **marks: Any) -> list[Row]:
    """The wanted rows, and those that left the pack with marks that say so."""
    named = {_name(row) for row in wanted}
    return wanted + [_marked(row, marks) for row in known if _name(row) not in named]


def _name(row: Any) -> tuple[object, ...]:
    """What a pack calls a row: its code, or its meeting and number."""
    code = getattr(row, "code", None)
    return (code,) if code else (row.meeting_id, row.number)


def _marked(row: Row, marks: Mapping[str, Any]) -> Row:
    marked = copy(row)
    for name, value in marks.items():
        setattr(marked, name, value)
    return marked
