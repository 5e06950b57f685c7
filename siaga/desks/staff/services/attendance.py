"""Who came, tap by tap: safe to repeat, since telephones with one bar of signal send twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.elections.days import has_begun, is_voting_day
from siaga.desks.elections.models import Election
from siaga.desks.offices.models import User
from siaga.desks.places.models import PollingStation
from siaga.desks.staff.errors import Clashed, NotNow, Refused
from siaga.desks.staff.models import Attendance, Post, Presence, Service
from siaga.desks.staff.rights import ATTEND, EDIT, require_on, seats_on
from siaga.desks.trail.services import record


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap under a receipt number the sender chose once. `at`: the hour as typed, None when not stated.

    `oath`: the person takes the oath now, before duty; only whoever keeps the seat may say so.
    """

    state: str
    client_id: str
    at: datetime | None = None
    oath: bool = False

    def digest(self, service: int) -> str:
        """What a retry has in common with the first sending; the server's clock is no part of it."""
        said = f"{service} {self.state} {self.at.isoformat() if self.at else '-'} {self.oath}"
        return hashlib.sha256(said.encode()).hexdigest()


def note_presence(user: User, service: Service, tap: Tap) -> Attendance:
    """Note whether a person has come. The same tap again changes nothing and is answered the same.

    Raises PermissionDenied, NotNow before voting day or after the service ended, Refused without an oath,
    Clashed when the receipt number came with another content (which is kept).
    """
    noted = _note(user, service, tap)
    if noted.clash:
        raise Clashed
    return noted


@transaction.atomic
def note_crew(user: User, election: Election, station: PollingStation, client_id: str) -> int:
    """Everybody of the station who is sworn and not noted yet has come; returns how many that were."""
    posts = Post.objects.filter(seats_on(user, ATTEND), election=election, station=station)
    services = Service.objects.filter(
        post__in=posts, ended_on__isnull=True, presence="", sworn_on__isnull=False
    )
    waiting = list(services.order_by("pk"))
    for service in waiting:
        note_presence(user, service, Tap(Presence.ARRIVED, f"{client_id}:{service.pk}"))
    return len(waiting)


@transaction.atomic
def _note(user: User, service: Service, tap: Tap) -> Attendance:
    service = _locked(service)
    require_on(user, ATTEND, service.post)
    digest = tap.digest(service.pk)
    first = Attendance.objects.filter(client_id=tap.client_id, clash=False).first()
    if first and first.digest == digest:
        return first
    _check(user, service, tap)
    noted = _write(user, service, tap, digest, clash=first is not None)
    if not noted.clash:
        _follow(service, tap)
    told = {"state": tap.state, "at": noted.at, "clash": noted.clash}
    record("staff.attendance", service, after=told)
    return noted


def _locked(service: Service) -> Service:
    return (
        Service.objects.select_for_update(of=("self",))
        .select_related("post__election", "post__station", "post__region")
        .get(pk=service.pk)
    )


def _check(user: User, service: Service, tap: Tap) -> None:
    election = service.post.election
    if not has_begun(election):
        raise NotNow(_("Attendance is noted on voting day, not before."))
    if service.ended_on:
        raise NotNow(_("This service has already ended."))
    if tap.state == Presence.ABSENT:
        return
    if tap.oath and not service.sworn_on:
        require_on(user, EDIT, service.post)
        if not service.selected_on:
            raise Refused(_("This person is not selected yet; a second person must do that first."))
    elif not service.sworn_on:
        raise Refused(_("Nobody is on duty before the oath. Let the oath be taken and note it first."))


def _write(user: User, service: Service, tap: Tap, digest: str, clash: bool) -> Attendance:
    now = timezone.now()
    hour = tap.at or (now if is_voting_day(service.post.election) else None)
    row, _new = Attendance.objects.get_or_create(
        client_id=tap.client_id,
        digest=digest,
        defaults={
            "service": service,
            "state": tap.state,
            "at": None if tap.state == Presence.ABSENT else hour,
            "noted_by": user,
            "noted_at": now,
            "clash": clash,
        },
    )
    return row


def _follow(service: Service, tap: Tap) -> None:
    """The service repeats what its newest entry says."""
    fields = ["presence"]
    if tap.oath and tap.state != Presence.ABSENT and not service.sworn_on:
        service.sworn_on = service.post.election.voting_date
        fields.append("sworn_on")
    service.presence = tap.state
    service.save(update_fields=fields)
