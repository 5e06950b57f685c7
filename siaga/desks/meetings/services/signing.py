"""The minutes: laid before the signers, signed by chair and note-taker, reopened with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.errors import NotNow, NotYours, Refused
from siaga.desks.meetings.models import Meeting, Minutes, Signature
from siaga.desks.meetings.queries.titles import title_on
from siaga.desks.meetings.services._held import step, writable
from siaga.desks.meetings.services._side import locked_meeting, speaking_for
from siaga.desks.meetings.services.content import content_of, digest_of
from siaga.desks.meetings.states import State
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.access import granting
from siaga.desks.offices.models import User
from siaga.desks.trail.refused import needed

Capacity = Signature.Capacity
SIGNS = "meetings.sign"


@transaction.atomic
def lay(meeting: Meeting, by: User, reason: str = "") -> Minutes:
    """Lay the record as it stands before the signers, as the next version.

    The same record is not laid twice: its version is returned. A later version says why it is made; after a
    reopening that reason holds. Raises NotNow before the meeting was held, Refused without a chair or a
    note-taker, ReasonMissing.
    """
    now = writable(meeting, by, states={State.HELD})
    if now.chair is None or now.note_taker is None:
        raise Refused(_("State chair and note-taker before the minutes are laid before them."))
    content = content_of(now)
    digest, last = digest_of(content), newest_of(now)
    if last and last.digest == digest and not now.reopened_for:
        return last
    why = needed(reason or now.reopened_for) if last else ""
    minutes = Minutes.objects.create(
        meeting=now,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest,
        reason=why,
        by=by,
        at=timezone.now(),
    )
    tell("meetings.lay", minutes, after={"number": minutes.number, "digest": digest}, reason=why)
    return minutes


@transaction.atomic
def sign(minutes: Minutes, by: User, capacity: str) -> Signature:
    """Sign the newest version; with the second signature the meeting is closed to every change.

    Raises NotYours (neither of the chair's institution with the right to sign, nor the note-taker), Refused
    (one person in both capacities) and NotNow (not the newest version, or the record changed meanwhile).
    """
    meeting = locked_meeting(minutes.meeting, by)
    if meeting.state != State.HELD or newest_of(meeting) != minutes:
        raise NotNow
    if digest_of(content_of(meeting)) != minutes.digest:
        raise NotNow(_("The record was changed after it was laid. Lay it before the signers again."))
    signed = {s.capacity: s.by_id for s in minutes.signatures.all()}
    if capacity in signed:
        raise NotNow
    if by.pk in signed.values():
        raise Refused(_("You have signed already: the other signature is another person's."))
    signature = Signature.objects.create(
        minutes=minutes,
        capacity=capacity,
        by=by,
        name=str(by),
        office=_office(meeting, by, capacity),
        at=timezone.now(),
    )
    told = {"number": minutes.number, "capacity": capacity, "digest": minutes.digest}
    tell("meetings.signature", minutes, after=told | {"office": signature.office})
    if len(signed) == 1:
        step(meeting, "sign", reopened_for="")
    return signature


@transaction.atomic
def reopen(meeting: Meeting, by: User, reason: str, seen: int) -> Meeting:
    """Open signed minutes again; what is changed holds with a next version and two new signatures."""
    why = needed(reason)
    now = writable(meeting, by, seen, {State.SIGNED})
    return step(now, "reopen", reason=why, reopened_for=why)


def newest_of(meeting: Meeting) -> Minutes | None:
    """The version that was laid last."""
    return meeting.minutes.order_by("-number").first()


def capacities_of(meeting: Meeting, by: User) -> tuple[str, ...]:
    """The capacities in which a person could sign the minutes of a meeting."""
    chair = meeting.chair
    presides = chair and speaking_for(by, SIGNS, lambda number: number == chair.institution_id)
    found = {Capacity.CHAIR: bool(presides), Capacity.NOTE_TAKER: meeting.note_taker_id == by.pk}
    return tuple(capacity for capacity, may_sign in found.items() if may_sign)


def _office(meeting: Meeting, by: User, capacity: str) -> str:
    """Under which title a person signs. Raises NotYours."""
    if capacity not in capacities_of(meeting, by):
        raise NotYours
    if capacity == Capacity.CHAIR:
        return str(title_on(meeting.chair, meeting.day))[:200]
    roles = granting(by, "meetings.write")
    return str(roles[0])[:200] if roles else str(_("Note-taker"))
