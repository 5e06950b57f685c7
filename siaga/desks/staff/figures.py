"""What this desk knows in numbers, for the ledger of claims: people in office today, body by body."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse
from django.utils import translation

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.staff.kinds import Kind
from siaga.desks.staff.queries.tallies import tallies
from siaga.desks.staff.rights import READ
from siaga.engines.doubts import About, Figure
from siaga.law.profiles import Text


def figures(election: Election) -> list[Figure]:
    """Holders of each body with a full or partly filled crew; a body nobody was recorded for says nothing."""
    day, held = today_in(election), tallies(election)
    found = [(Kind(kind), tally) for (kind, _place), tally in held.items() if tally.filled]
    return [
        Figure(
            about=About("crew", f"{election.code}:{kind.value}"),
            subject=kind.value,
            label=_label(kind),
            region=election.region_id,
            unit="orang",
            value=Decimal(tally.filled),
            as_of=day,
            who="Siaga",
            needs=READ,
            url=f"{reverse('staff:seats')}?badan={kind.value}",
        )
        for kind, tally in found
    ]


def _label(kind: Kind) -> Text:
    """The body in both languages of the house."""
    words = []
    for language in ("id", "en"):
        with translation.override(language):
            words.append(str(kind.label))
    return Text(*words)
