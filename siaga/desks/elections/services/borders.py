"""What a pack may not touch when an officer of one city loads it: what belongs to another.

Regions, institutions, offices and their holders are registers that all packs share. A pack may name rows of
the province or of the country, which it needs, but only rows within the officer's own region may it change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from siaga.desks.elections.models import Election
from siaga.desks.elections.services.load import Changes
from siaga.desks.offices.access import may
from siaga.desks.offices.models import Institution, Office
from siaga.desks.places.queries import contains
from siaga.desks.trail.refused import Refused
from siaga.desks.trail.services.put import RowChange
from siaga.engines.packs.model import Pack

LOAD = "elections.load"
_ORIGIN = {"source", "source_place", "precision", "doubt", "sample", "boundary_source"}
_MOST_NAMED = 5


class Foreign(Refused):
    """The pack is, or changes, something of a region in which the officer may not load packs."""

    status = 403


@dataclass(frozen=True, slots=True)
class Borders:
    """Where a person may load packs, and where the shared rows of a pack lie before it is loaded."""

    user: Any
    city: str
    places: dict[tuple[str, str], str]

    @classmethod
    def of(cls, user: Any, pack: Pack) -> Borders:
        """Raises Foreign when the pack's city, or the election it would replace, is not the officer's."""
        known = Election.objects.filter(code=pack.id).values_list("region_id", flat=True)
        for place in (pack.election.city, *known):
            if not may(user, LOAD, place):
                raise Foreign(
                    _("The pack is of region %(code)s; you may load packs only for your own region.")
                    % {"code": place}
                )
        return cls(user, pack.election.city, _places(pack))

    def check(self, changes: Changes) -> None:
        """Raise Foreign when a load has touched rows of another region, naming them."""
        strange = [row.label for row in self._strange(changes)]
        if strange:
            named = ", ".join(strange[:_MOST_NAMED]) + (" …" if strange[_MOST_NAMED:] else "")
            raise Foreign(
                _("The pack says otherwise than the site of what belongs to another region: %(rows)s.")
                % {"rows": named}
            )

    def _strange(self, changes: Changes) -> Iterator[RowChange]:
        for kind in changes.kinds:
            for row in kind.written:
                place = self._place_of(kind.kind, row.key)
                if place is not None and not self._allowed(place, row):
                    yield row

    def _place_of(self, kind: str, key: str) -> str | None:
        if kind == "places.region":
            return key
        if kind == "offices.officeholder":
            return self.places.get(("offices.office", key.split("/")[0]))
        return self.places.get((kind, key))

    def _allowed(self, place: str, row: RowChange) -> bool:
        if may(self.user, LOAD, place):
            return True
        if row.before is None:
            return contains(place, self.city)
        return set(row.after or ()) <= _ORIGIN


def _places(pack: Pack) -> dict[tuple[str, str], str]:
    """Where each institution and office of a pack lies: as the site knows it, otherwise as the pack says."""
    bodies = {row.code: row.region for row in pack.institutions}
    bodies |= dict(Institution.objects.filter(code__in=bodies).values_list("code", "region_id"))
    offices = {row.code: bodies[row.institution] for row in pack.offices}
    known = Office.objects.filter(code__in=offices).values_list("code", "institution__region_id")
    return {("offices.institution", code): place for code, place in bodies.items()} | {
        ("offices.office", code): place for code, place in (offices | dict(known)).items()
    }
