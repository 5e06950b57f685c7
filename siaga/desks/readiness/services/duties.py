"""Duties that are entered on screen: written down from a meeting, or taken over from the checklist."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Meeting, Visibility
from siaga.desks.meetings.reading import meetings_for, reader_of
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.access import granting, may
from siaga.desks.offices.models import Institution, User
from siaga.desks.places.queries import contains
from siaga.desks.readiness.checklists import Checklist
from siaga.desks.readiness.models import Duty
from siaga.desks.readiness.services.progress import REPORT, locked
from siaga.desks.trail.plain import refuse_personal_numbers
from siaga.desks.trail.refused import NotNow, Refused, needed
from siaga.desks.trail.services import Act, record_all, subject_of

KEEP = "meetings.write"
"""Who keeps the record of the room keeps its duties; an agency may take over its own checklist."""


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A duty as an officer writes it down; what the meeting did not state stays empty."""

    institution: Institution
    area: str
    text: str
    due: date | None = None
    due_printed: str = ""
    printed: str = ""
    meeting: Meeting | None = None
    visibility: str = Visibility.INTERNAL


def may_keep(user: User, institution: Institution) -> bool:
    """Whether the user writes duties down for an institution: their own, or as keeper of the record."""
    own = any(m.institution_id == institution.pk for m in granting(user, REPORT))
    return own or may(user, KEEP, institution.region_id)


@transaction.atomic
def add_duty(election: Election, new: NewDuty, by: User) -> Duty:
    """Write a duty down that an institution promised. Raises PermissionDenied and Refused."""
    if not may(by, KEEP, new.institution.region_id):
        raise PermissionDenied(_("Your role does not allow this here."))
    _check(election, new, by)
    serial = election.duties.filter(institution=new.institution).count() + 1
    duty = Duty.objects.create(
        election=election,
        code=f"{new.institution.code}--{serial}-{slugify(new.text)[:40].strip('-')}",
        institution=new.institution,
        area=new.area,
        text=new.text.strip(),
        printed=new.printed,
        due=new.due,
        due_printed=new.due_printed,
        meeting=new.meeting,
        visibility=new.visibility,
        basis=Duty.Basis.PROMISED,
    )
    fields = ("text", "area", "due", "visibility")
    told = {name: getattr(duty, name) for name in fields} | {"institution": new.institution.code}
    tell("duties.add", duty, after=told)
    return duty


@transaction.atomic
def take_over(
    election: Election, institution: Institution, checklist: Checklist, codes: Collection[str], by: User
) -> list[Duty]:
    """Make duties of some items of a checklist; items the institution has already are left as they are.

    They are marked as general practice. Raises PermissionDenied, and Refused when nothing is left to take.
    """
    if not may_keep(by, institution):
        raise PermissionDenied(_("Your role does not allow this here."))
    Election.objects.select_for_update().get(pk=election.pk)
    taken = set(election.duties.filter(institution=institution).values_list("code", flat=True))
    wanted = [item for item in checklist.items if item.code in codes]
    new = [
        Duty(
            election=election,
            code=code,
            institution=institution,
            area=item.area,
            text=item.text,
            basis=Duty.Basis.PRACTICE,
            due=item.due(election.voting_date),
            source_place=item.source[:200],
        )
        for item in wanted
        if (code := practice_code(institution, item.code)) not in taken
    ]
    if not new:
        raise Refused(_("Choose at least one item that is not there yet."))
    made = Duty.objects.bulk_create(new)
    record_all(Act("duties.take_over", subject_of(duty), after=_shown(duty)) for duty in made)
    return made


@transaction.atomic
def close_duty(duty: Duty, by: User, reason: str) -> Duty:
    """End a duty entered on screen, with a reason. Raises PermissionDenied, ReasonMissing, NotNow."""
    duty = locked(duty.pk, by)
    if not may_keep(by, duty.institution):
        raise PermissionDenied(_("Your role does not allow this here."))
    why = needed(reason)
    if duty.closed_at or duty.loaded:
        raise NotNow
    refuse_personal_numbers(reason, "reason")
    duty.closed_at, duty.close_reason = timezone.now(), why
    duty.save(update_fields=["closed_at", "close_reason"])
    tell("duties.close", duty, after={"closed": True}, reason=reason.strip())
    return duty


def practice_code(institution: Institution, item: str) -> str:
    """The code of a duty taken over from a checklist: one each for institution and item."""
    return f"{institution.code}--{item}"


def _check(election: Election, new: NewDuty, by: User) -> None:
    if not new.text.strip():
        raise Refused(_("Say what is to be ready."))
    if not contains(election.region_id, new.institution.region_id):
        raise Refused(_("This institution does not work in the city of the election."))
    refuse_personal_numbers([new.text, new.printed, new.due_printed], "duty")
    if new.visibility == Visibility.RESTRICTED and new.meeting is None:
        raise Refused(_("Only what was said at a meeting can be restricted to those who sat at it."))
    if new.meeting and not Meeting.objects.filter(meetings_for(reader_of(by)), pk=new.meeting.pk).exists():
        raise PermissionDenied


def _shown(duty: Duty) -> dict[str, object]:
    return {"text": duty.text, "area": duty.area, "institution": duty.institution.code, "basis": duty.basis}
