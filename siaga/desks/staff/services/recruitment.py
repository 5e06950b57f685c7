"""Putting a person on an empty seat, and ending a service."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.offices.models import User
from siaga.desks.staff.errors import NotNow, Refused, SeatTaken, SitsElsewhere
from siaga.desks.staff.models import EndReason, Person, Post, Service
from siaga.desks.staff.rights import EDIT, require_on
from siaga.desks.staff.services.people import Candidate, find_or_add
from siaga.desks.trail.services import record


@transaction.atomic
def recruit(user: User, post: Post, candidate: Candidate, starts: date) -> Service:
    """Put a person on an empty seat from a day on; a second person selects them later.

    Raises PermissionDenied outside the user's side, level or place; SeatTaken; SitsElsewhere; Refused.
    """
    require_on(user, EDIT, post)
    service = seat(user, post, find_or_add(candidate), starts)
    record("staff.recruit", service, after={"person": service.person_id, "starts": starts})
    return service


@transaction.atomic
def end_service(user: User, service: Service, reason: str, day: date, note: str = "") -> Service:
    """End a service on a day. Raises PermissionDenied, NotNow when it has ended, Refused for a bad day."""
    require_on(user, EDIT, service.post)
    service = finish(service, user, reason, day, note)
    record("staff.end", service, after={"ended_on": day, "reason": reason}, reason=note.strip())
    return service


def seat(user: User, post: Post, person: Person, starts: date, **fields: object) -> Service:
    """Write the service down; the database decides whether seat and person are free.

    The statement itself is the check, so that two officers at once cannot both win.
    """
    try:
        with transaction.atomic():
            return Service.objects.create(
                post=post,
                person=person,
                starts=starts,
                recruited_by=user,
                recruited_at=timezone.now(),
                **fields,
            )
    except IntegrityError as refusal:
        raise (SitsElsewhere if "person" in str(refusal) else SeatTaken) from refusal


def finish(service: Service, user: User, reason: str, day: date, note: str = "") -> Service:
    """End a service inside the transaction of the act."""
    service = Service.objects.select_for_update(of=("self",)).select_related("post").get(pk=service.pk)
    if service.ended_on:
        raise NotNow(_("This service has already ended."))
    if day < service.starts:
        raise Refused(_("The service cannot end before it began."))
    if reason == EndReason.MISTAKE and service.presence:
        raise Refused(_("Whoever has an attendance was no mistake: choose another reason."))
    service.ended_on, service.end_reason, service.end_note = day, reason, note.strip()
    service.ended_by = user
    service.save(update_fields=["ended_on", "end_reason", "end_note", "ended_by"])
    return service
