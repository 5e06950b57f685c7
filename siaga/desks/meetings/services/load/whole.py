"""Answering to a loaded pack: every table of the coordination in the order in which one needs another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.services.load.actions import put_actions
from siaga.desks.meetings.services.load.frame import put_agenda, put_attendance, put_meetings, put_series
from siaga.desks.meetings.services.load.ground import Ground
from siaga.desks.meetings.services.load.record import put_claims, put_conclusions, put_statements
from siaga.desks.meetings.telling import label
from siaga.desks.trail.services.put import KindChanges
from siaga.engines.packs.model import Pack

_STEPS: Mapping[str, Callable[[Ground, Pack], KindChanges]] = {
    "series": put_series,
    "meetings": put_meetings,
    "agenda": put_agenda,
    "attendance": put_attendance,
    "statements": put_statements,
    "conclusions": put_conclusions,
    "claims": put_claims,
    "actions": put_actions,
}
"""Every table of a pack that tells of meetings, in the order in which one needs another."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a pack did to the meetings, kind by kind."""

    kinds: tuple[KindChanges, ...]
    links: tuple[tuple[str, str], ...] = ()
    """Address and name of every meeting that is new."""

    def __bool__(self) -> bool:
        return any(self.kinds)

    def __str__(self) -> str:
        return "; ".join(_words(kind) for kind in self.kinds if kind) or "no change"


@transaction.atomic
def load_meetings(election: Election, pack: Pack) -> Loaded:
    """Bring the meetings of an election in line with a pack; safe to repeat.

    What officers entered themselves is left alone, and so are the state, the evidence and the confirmation
    of every action. A row that left the pack is withdrawn, never deleted. Raises
    :class:`~siaga.desks.elections.services.UnfitPackError` when officers use a code of the pack.
    """
    if not _concerns(election, pack):
        return Loaded(())
    ground = Ground.of(election, pack)
    kinds = tuple(step(ground, pack) for step in _STEPS.values())
    return Loaded(kinds, _links(election, kinds))


def _concerns(election: Election, pack: Pack) -> bool:
    """Whether a pack brings anything of the coordination, or something it brought before may have left it."""
    brought = (getattr(pack, kind) for kind in _STEPS)
    return any(brought) or Meeting.objects.filter(series__election=election, loaded=True).exists()


def _links(election: Election, kinds: tuple[KindChanges, ...]) -> tuple[tuple[str, str], ...]:
    codes = [row.key for kind in kinds if kind.kind == "meetings.meeting" for row in kind.added]
    new = Meeting.objects.filter(series__election=election, code__in=codes).select_related("series")
    return tuple((reverse("meetings:meeting", args=[meeting.pk]), label(meeting)) for meeting in new)


def _words(kind: KindChanges) -> str:
    noun = kind.kind.removeprefix("meetings.")
    return f"{noun} {len(kind.added)} added, {len(kind.changed) + len(kind.closed)} changed"
