"""Letting the public read a meeting, after a second look at what it will see; and taking that back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.errors import Refused
from siaga.desks.meetings.models import Meeting, Visibility
from siaga.desks.meetings.services._held import set_fields, writable
from siaga.desks.meetings.services.carry import renew_points_of
from siaga.desks.meetings.states import OPEN, State
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.models import User
from siaga.desks.trail.refused import needed
from siaga.engines.wording import sentences

SHOWN = OPEN | {State.SIGNED}
SHORTEST = 25
"""Characters from which on an equal sentence is no chance: "Rapat dibuka." stands in every record."""


@transaction.atomic
def publish(meeting: Meeting, by: User, seen: int) -> Meeting:
    """Let everyone read the public items of a public meeting.

    Raises Refused for a meeting that is not public, and where a sentence of a restricted item stands word for
    word in what the public would read.
    """
    now = writable(meeting, by, seen, SHOWN)
    if now.visibility != Visibility.PUBLIC:
        raise Refused(_("Only a public meeting can be published. Change its visibility first."))
    if leaks(now):
        raise Refused(_("A sentence of a restricted item stands in what the public would read."))
    set_fields(now, published_at=timezone.now())
    renew_points_of(now)
    tell("meetings.publish", now, after={"published_at": now.published_at})
    return now


@transaction.atomic
def unpublish(meeting: Meeting, by: User, reason: str, seen: int) -> Meeting:
    """Take a meeting back from the public; what was read cannot be unread, so the reason is told."""
    why = needed(reason)
    now = writable(meeting, by, seen, SHOWN)
    set_fields(now, published_at=None)
    renew_points_of(now)
    tell("meetings.unpublish", now, after={"published_at": None}, reason=why)
    return now


@contextmanager
def rehearsal(meeting: Meeting) -> Iterator[None]:
    """Inside the block the public may read the meeting, so that one can look with its eyes; nothing of it
    stays. The block must not keep anything that reads the database later.
    """
    with transaction.atomic():
        shown = {"published_at": timezone.now(), "revision": F("revision") + 1}
        Meeting.objects.filter(pk=meeting.pk, visibility=Visibility.PUBLIC).update(**shown)
        yield
        transaction.set_rollback(True)


def leaks(meeting: Meeting) -> tuple[str, ...]:
    """Sentences of restricted items that stand word for word in what the public would read."""
    public = " ".join(" ".join(text.split()) for text in _texts(meeting, Visibility.PUBLIC))
    hidden = {s.text for text in _texts(meeting, Visibility.RESTRICTED) for s in sentences(text)}
    return tuple(sorted(s for s in hidden if len(s) >= SHORTEST and " ".join(s.split()) in public))


def _texts(meeting: Meeting, visibility: str) -> Iterator[str]:
    """Every text of the meeting's items of one circle, and for the public the words of the meeting itself."""
    if visibility == Visibility.PUBLIC:
        yield from (meeting.title, meeting.purpose, meeting.opening, meeting.closing, meeting.venue)
    kept = {"visibility": visibility, "withdrawn": False}
    for title, note in meeting.agenda.filter(**kept).values_list("title", "note"):
        yield from (title, note)
    yield from meeting.statements.filter(**kept).values_list("text", flat=True)
    yield from meeting.conclusions.filter(**kept).values_list("text", flat=True)
    yield from meeting.actions.filter(visibility=visibility).values_list("title", flat=True)
