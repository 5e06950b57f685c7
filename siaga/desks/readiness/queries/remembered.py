"""The light of the claims, kept until something it rests on changes: its rules read every word of a year.

A kept light is of one election, one reader and one language, and of one state of the trail: every act leaves
an entry, so an unchanged last entry means unchanged claims. Entries of result forms, which come by the
thousand on election night and touch no claim, do not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from siaga.desks.elections.models import Election
from siaga.desks.meetings.reading import Reader
from siaga.desks.readiness.queries.asker import Asker
from siaga.desks.readiness.queries.ledger import ledger_light
from siaga.desks.readiness.queries.light import Light
from siaga.desks.trail.models import Entry

KEPT = 64
"""Lights a process keeps, one for each kind of reader; people of one office share theirs."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a light of the claims depends on; `election` and `user` only say how to compute it."""

    election_id: int
    reader: Reader
    grants: bool
    language: str | None
    entry: str
    election: Election = field(compare=False)
    user: Any = field(compare=False)


def remembered_ledger_light(asker: Asker) -> Light:
    """The light of the claims as the asker may see it, computed anew only when something changed."""
    election = asker.election
    entries = Entry.objects.exclude(subject_type="results.resultrow").order_by("-index")
    last = entries.values_list("leaf_hash", flat=True).first()
    if last is None:
        return ledger_light(election, asker.user, asker.reader)
    grants = asker.may("grants.read")
    return _light(_State(election.pk, asker.reader, grants, get_language(), last, election, asker.user))


@lru_cache(maxsize=KEPT)
def _light(state: _State) -> Light:
    return ledger_light(state.election, state.user, state.reader)
