"""What happened to one station: its own entries of the trail, and its part of the entries of whole loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from siaga.desks.places.models import PollingStation
from siaga.desks.trail.models import Entry

KIND = PollingStation._meta.label_lower


@dataclass(frozen=True, slots=True)
class Event:
    """One act on a station: when, who, what, and the values that changed as (field, before, after)."""

    index: int
    at: datetime
    who: str
    action: str
    reason: str
    changes: tuple[tuple[str, Any, Any], ...]

    @property
    def first(self) -> bool:
        """Whether the station came into the register by this act."""
        return self.action == "places.put" and not any(before is not None for _, before, _ in self.changes)


def history_of(station: PollingStation) -> Iterator[Event]:
    """Every act on the station, oldest first; a load leaves one entry for all stations, keyed by code."""
    own = Q(subject_type=KIND, subject_id=str(station.pk))
    shared = Q(subject_type=KIND, subject_id=station.map.code, after__has_key=station.code)
    for entry in Entry.objects.filter(own | shared).order_by("index"):
        yield _event(entry, station.code if entry.subject_id == station.map.code else None)


def _event(entry: Entry, key: str | None) -> Event:
    before, after = entry.before or {}, entry.after or {}
    if key is not None:
        before, after = before.get(key) or {}, after.get(key) or {}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    changes = tuple((name, before.get(name), after.get(name)) for name in names)
    who = f"{entry.actor_name} · {entry.office}" if entry.office else entry.actor_name
    return Event(entry.index, entry.at, who, entry.action, entry.reason, changes)
