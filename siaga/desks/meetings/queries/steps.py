"""What may be done to a meeting now, and who does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.models import Meeting, Minutes, Visibility
from siaga.desks.meetings.services.signing import capacities_of, newest_of
from siaga.desks.meetings.states import AHEAD, AT_WORK, State
from siaga.desks.offices.access import may

WHO_WRITES: Promise = _("the secretariat")
_FIRST = {State.PLANNED: "invite", State.INVITED: "attendance", State.HELD: "minutes"}


@dataclass(frozen=True, slots=True)
class Next:
    """One thing to do: what, where, by whom in general, and whether this person may. `first` stands out."""

    label: Any
    url: str
    who: Any
    allowed: bool
    first: bool = False


def next_steps(meeting: Meeting, user: Any) -> list[Next]:
    """What comes next, the most pressing first; nothing for a meeting whose record lives in its pack."""
    if meeting.loaded or meeting.state == State.CANCELLED:
        return []
    writes = may(user, "meetings.write", meeting.series.region_id)
    signs = _signers_steps(meeting, user)
    stands_out = writes and not any(step.first for step in signs)
    return [*signs, *(_step(meeting, *step, writes, stands_out) for step in _writers_steps(meeting))]


def _writers_steps(meeting: Meeting) -> list[tuple[Any, str]]:
    """What the secretariat does in each state, in order."""
    ahead, at_work = meeting.state in AHEAD, meeting.state in AT_WORK
    steps: list[tuple[Any, str, bool]] = [
        (_("Invite"), "invite", meeting.state == State.PLANNED),
        (_("Door sign"), "door", at_work),
        (_("Attendance list"), "attendance", at_work),
        (_("Open the meeting"), "hold", meeting.state == State.INVITED),
        (_("Write the minutes"), "minutes", at_work),
        (_("Lay the minutes before the signers"), "lay", meeting.state == State.HELD),
        (_("Agenda"), "agenda", ahead or at_work),
        (_("Invite more"), "invite", at_work),
        (_("Change"), "change", ahead or at_work),
        (_("Publish"), "publish", _may_be_published(meeting)),
        (_("Take back from the public"), "unpublish", meeting.published_at is not None),
        (_("Reopen the minutes"), "reopen", meeting.state == State.SIGNED),
        (_("Call off"), "cancel", ahead),
    ]
    return [(label, view) for label, view, possible in steps if possible]


def _may_be_published(meeting: Meeting) -> bool:
    return meeting.visibility == Visibility.PUBLIC and meeting.published_at is None


def _signers_steps(meeting: Meeting, user: Any) -> list[Next]:
    """The signatures that the newest version still lacks."""
    minutes = newest_of(meeting) if meeting.state == State.HELD else None
    if minutes is None or not user.is_authenticated:
        return []
    signed = {signature.capacity for signature in minutes.signatures.all()}
    mine = capacities_of(meeting, user)
    return [_signature(minutes, c, c in mine) for c in ("note_taker", "chair") if c not in signed]


def _signature(minutes: Minutes, capacity: str, allowed: bool) -> Next:
    label = _("Sign as chair") if capacity == "chair" else _("Sign as note-taker")
    who = _("a member of the chair's institution") if capacity == "chair" else _("the note-taker")
    url = reverse("meetings:version", args=[minutes.meeting_id, minutes.number])
    return Next(label, f"{url}#tanda-tangan", who, allowed, first=allowed)


def _step(meeting: Meeting, label: Any, view: str, writes: bool, stands_out: bool) -> Next:
    first = stands_out and view == _FIRST.get(meeting.state)
    return Next(label, reverse(f"meetings:{view}", args=[meeting.pk]), WHO_WRITES, writes, first)
