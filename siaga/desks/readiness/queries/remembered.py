"""The light of the claims, kept as long as the ledger it is made of: it is read every minute."""

from __future__ import annotations

from functools import lru_cache

from siaga.desks.meetings.queries.ledger import Circle, circle_of_readers, ledger_for
from siaga.desks.readiness.queries.asker import Asker
from siaga.desks.readiness.queries.ledger import light_of_ledger
from siaga.desks.readiness.queries.light import Light

KEPT = 64
"""Lights a process keeps, one for each circle of readers; people of one office share theirs."""


def remembered_ledger_light(asker: Asker) -> Light:
    """The light of the claims as the asker may see it, computed anew only when something changed."""
    circle = circle_of_readers(asker.election, asker.eyes, asker.reader)
    return _kept(circle) if circle.entry else _computed(circle)


def _computed(circle: Circle) -> Light:
    return light_of_ledger(circle.election, ledger_for(circle))


_kept = lru_cache(maxsize=KEPT)(_computed)
