"""What happened to one station: its own entries of the trail, and its part of the entries of whole loads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siaga.desks.places.models import PollingStation
from siaga.desks.trail.diff import Change, changes
from siaga.desks.trail.models import Entry

KIND = PollingStation._meta.label_lower


@dataclass(frozen=True, slots=True)
class Event:
    """One act on a station: when, in which office, what, why, and the values that changed.

    Persons are not named: this is read by everyone, the trail itself by those who may.
    """

    index: int
    at: datetime
    office: str
    action: str
    reason: str
    changes: tuple[Change, ...]
    first: bool

    @property
    def title(self) -> str:
        """The act in words."""
        if self.first:
            return _("Came into the register")
        return str(_TITLES.get(self.action, self.action))


_TITLES = {
    "places.put": gettext_lazy("Brought in line with the source"),
    "places.correction.propose": gettext_lazy("Correction proposed"),
    "places.correction.confirm": gettext_lazy("Correction confirmed by a second person and applied"),
    "places.correction.refuse": gettext_lazy("Correction refused"),
}


def history_of(station: PollingStation) -> Iterator[Event]:
    """Every act on the station, oldest first; a load leaves one entry for all stations, keyed by code."""
    own = Q(subject_type=KIND, subject_id=str(station.pk))
    shared = Q(subject_type=KIND, subject_id=station.map.code, after__has_key=station.code)
    for entry in Entry.objects.filter(own | shared).order_by("index"):
        yield _event(entry, station.code if entry.subject_id == station.map.code else None)


def _event(entry: Entry, key: str | None) -> Event:
    before, after = entry.before or {}, entry.after or {}
    if key is not None:
        before, after = before.get(key), after.get(key)
    return Event(
        index=entry.index,
        at=entry.at,
        office=entry.office or ("" if entry.actor_id else entry.actor_name),
        action=entry.action,
        reason=entry.reason,
        changes=labelled(changes(before, after)),
        first=key is not None and before is None,
    )


def labelled(found: Iterable[Change]) -> tuple[Change, ...]:
    """The same changes with the fields of a station under the names people read."""
    return tuple(replace(change, place=_label(change.place)) for change in found)


def _label(field: str) -> str:
    try:
        return str(PollingStation._meta.get_field(field).verbose_name).capitalize()
    except FieldDoesNotExist:
        return field
