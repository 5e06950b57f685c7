"""One person for another: proposed by one officer, confirmed by a second; on voting day at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.elections.days import is_voting_day, today_in
from siaga.desks.offices.models import User
from siaga.desks.staff.errors import NotNow, Refused, SamePerson, SitsElsewhere
from siaga.desks.staff.models import EndReason, Person, Replacement, Service
from siaga.desks.staff.rights import CONFIRM, EDIT, require_on
from siaga.desks.staff.services.people import Candidate, find_or_add
from siaga.desks.staff.services.recruitment import finish, seat
from siaga.desks.trail.refused import needed
from siaga.desks.trail.services import record

_State = Replacement.State


@dataclass(frozen=True, slots=True)
class Change:
    """Why a seat changes hands, and whether the new holder took the oath on the spot (voting day only)."""

    reason: str
    note: str = ""
    sworn: bool = False


@transaction.atomic
def propose_replacement(user: User, service: Service, candidate: Candidate, change: Change) -> Replacement:
    """Propose who takes the seat of another; on voting day the new person takes it in the same moment.

    Raises PermissionDenied, NotNow when the service has ended or is being replaced, SitsElsewhere, Refused.
    """
    require_on(user, EDIT, service.post)
    service = (
        Service.objects.select_for_update(of=("self",)).select_related("post__election").get(pk=service.pk)
    )
    if service.ended_on:
        raise NotNow(_("This service has already ended."))
    _check(change)
    person = find_or_add(candidate)
    if person.pk == service.person_id:
        raise Refused(_("Nobody replaces themselves."))
    _free(person)
    replacement = _propose(user, service, person, change)
    told = {"service": service.pk, "person": person.pk, "reason": change.reason, "state": replacement.state}
    record("staff.replacement.propose", replacement, after=told, reason=change.note.strip())
    return replacement


@transaction.atomic
def confirm_replacement(user: User, replacement: Replacement) -> Replacement:
    """Be the second person: a proposed replacement takes effect, one in effect is confirmed.

    Raises PermissionDenied, SamePerson, NotNow when it was decided already, SeatTaken, SitsElsewhere.
    """
    replacement = _open(user, replacement)
    if replacement.state == _State.PROPOSED:
        day = today_in(replacement.outgoing.post.election)
        finish(replacement.outgoing, user, replacement.reason, day, replacement.note)
        replacement.incoming = seat(
            replacement.proposed_by,
            replacement.outgoing.post,
            replacement.person,
            day,
            selected_on=day,
            selected_by=user,
        )
    else:
        Service.objects.filter(pk=replacement.incoming_id).update(selected_by=user)
    return _decide(user, replacement, _State.CONFIRMED)


@transaction.atomic
def refuse_replacement(user: User, replacement: Replacement, note: str) -> Replacement:
    """Turn it down, saying why. One already in effect stays a fact, with the objection beside it."""
    replacement = _open(user, replacement)
    why = needed(note, _("Say why the replacement is refused."))
    return _decide(user, replacement, _State.REFUSED, why)


def _propose(user: User, service: Service, person: Person, change: Change) -> Replacement:
    election = service.post.election
    now_ = is_voting_day(election)
    replacement = Replacement(
        outgoing=service,
        person=person,
        on_day=today_in(election),
        reason=change.reason,
        note=change.note.strip(),
        state=_State.EFFECTIVE if now_ else _State.PROPOSED,
        proposed_by=user,
        proposed_at=timezone.now(),
    )
    if now_:
        replacement.incoming = _at_once(user, service, replacement, change.sworn)
    try:
        with transaction.atomic():
            replacement.save()
    except IntegrityError as refusal:
        raise NotNow(_("Somebody has proposed a replacement already.")) from refusal
    return replacement


def _at_once(user: User, service: Service, replacement: Replacement, sworn: bool) -> Service:
    """Voting day: the seat changes hands now; the second person looks at it after."""
    day = replacement.on_day
    finish(service, user, replacement.reason, day, replacement.note)
    fields = {"emergency": True, "selected_on": day, "sworn_on": day if sworn else None}
    return seat(user, service.post, replacement.person, day, **fields)


def _check(change: Change) -> None:
    if change.reason == EndReason.REPLACED:
        needed(change.note, _("Say why this person is replaced."))


def _free(person: Person) -> None:
    """Say at once what the database would say when the replacement takes effect."""
    if Service.objects.filter(person=person, ended_on__isnull=True).exists():
        raise SitsElsewhere


def _open(user: User, replacement: Replacement) -> Replacement:
    replacement = (
        Replacement.objects.select_for_update(of=("self",))
        .select_related("outgoing__post__election", "outgoing__post__station", "person", "proposed_by")
        .get(pk=replacement.pk)
    )
    require_on(user, CONFIRM, replacement.outgoing.post)
    if replacement.state not in (_State.PROPOSED, _State.EFFECTIVE):
        raise NotNow(_("This replacement has been decided already."))
    if replacement.proposed_by_id == user.pk:
        raise SamePerson
    return replacement


def _decide(user: User, replacement: Replacement, state: str, note: str = "") -> Replacement:
    replacement.state, replacement.decided_by, replacement.decision_note = state, user, note
    replacement.decided_at = timezone.now()
    replacement.save()
    told = {"state": state, "incoming": replacement.incoming_id}
    record("staff.replacement.decide", replacement, after=told, reason=note)
    return replacement
