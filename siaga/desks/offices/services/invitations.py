"""Inviting a person, and everything that can become of an invitation.

The token of a link exists in three places only: in the answer to the one who invites, on the card they hand
over, and in the address the invited person opens. The database keeps its SHA-256.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from siaga.desks.offices import roles
from siaga.desks.offices.access import require
from siaga.desks.offices.errors import RefusedError
from siaga.desks.offices.models import Institution, Invitation, User
from siaga.desks.offices.roles import Role
from siaga.desks.places.models import Region
from siaga.desks.places.queries import contains
from siaga.desks.trail.services import record

TOKEN_BYTES = 32
DAYS = (1, 3, 7, 14)
"""How many days a link may be good for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered: a role at an institution in a region (or at one station of it), until a last day or
    none.
    """

    full_name: str
    institution: Institution
    role: str
    region: Region
    station_code: str = ""
    ends: date | None = None

    @property
    def place(self) -> str:
        """Code of the place the membership would hold."""
        return self.station_code or self.region.pk


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation just made, with the only copy of its token."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(user: User, terms: Terms, days: int = 7) -> Issued:
    """Invite a person within the inviter's own region.

    Raises PermissionDenied outside it, RefusedError for terms that do not fit together or are already
    offered.
    """
    may_invite(user, terms)
    return _issue(terms, user, days)


@transaction.atomic
def invite_first_administrator(terms: Terms, days: int = 1) -> Issued:
    """Let the operator of the server invite an administrator where there is none to do it."""
    if terms.role != Role.ADMINISTRATOR:
        raise RefusedError(_("The command line invites administrators only; they invite everyone else."))
    return _issue(terms, None, days)


@transaction.atomic
def reissue(user: User, invitation_id: int, days: int = 7) -> Issued:
    """Withdraw an invitation that was not used and make a new link on the same terms."""
    old = _open(invitation_id)
    terms = terms_of(old)
    may_invite(user, terms)
    _withdraw(old)
    return _issue(terms, user, days)


@transaction.atomic
def withdraw(user: User, invitation_id: int) -> Invitation:
    """Make a link worthless before it is used."""
    invitation = _open(invitation_id)
    require(user, "accounts.invite", invitation.place)
    _withdraw(invitation)
    return invitation


@transaction.atomic
def approve(user: User, invitation_id: int) -> Invitation:
    """Be the second person behind an invitation to a role that decides."""
    invitation = _open(invitation_id)
    require(user, "accounts.approve", invitation.place)
    if invitation.approved_at:
        raise RefusedError(_("This invitation is already approved."))
    if invitation.invited_by_id == user.pk:
        raise PermissionDenied(_("Another person than the one who invited must approve this invitation."))
    invitation.approved_by, invitation.approved_at = user, timezone.now()
    invitation.save(update_fields=["approved_by", "approved_at"])
    record("invitation.approved", invitation, after=described(invitation))
    return invitation


def terms_of(invitation: Invitation) -> Terms:
    """What an invitation offers."""
    return Terms(
        invitation.full_name,
        invitation.institution,
        invitation.role,
        invitation.region,
        invitation.station_code,
        invitation.ends,
    )


def hash_of(token: str) -> str:
    """What the database knows of a token."""
    return sha256(token.encode()).hexdigest()


def find(token: str, lock: bool = False) -> Invitation:
    """The invitation a link leads to, while it can be accepted.

    Raises RefusedError with one sentence otherwise: unknown or altered, used, withdrawn, expired, not
    approved.
    """
    query = Invitation.objects.select_related("institution", "region")
    if lock:
        query = query.select_for_update(of=("self",))
    invitation = query.filter(token_hash=hash_of(token)).first()
    if sentence := why_not(invitation):
        raise RefusedError(sentence)
    return invitation


def why_not(invitation: Invitation | None, now: datetime | None = None) -> str:
    """Why an invitation cannot be accepted, in one sentence; empty when it can."""
    if invitation is None:
        return _(
            "This link is not a valid invitation. Scan the code on the card again, or ask for a new one."
        )
    if invitation.accepted_at:
        return _("This invitation was already used. Sign in with the account that was made with it.")
    if invitation.withdrawn_at:
        return _(
            "This invitation was withdrawn. Ask the account administrator of your institution for a new one."
        )
    if invitation.expires_at <= (now or timezone.now()):
        day = date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT")
        return _("This invitation expired on %(day)s. Ask for a new one.") % {"day": day}
    if invitation.needs_approval:
        return _("This invitation waits for the approval of a second person. Try again later.")
    return ""


def described(invitation: Invitation) -> dict[str, Any]:
    """The invitation as the trail keeps it: its terms, never its token."""
    terms = as_codes(terms_of(invitation))
    return terms | {"expires_at": invitation.expires_at, "approved_by": invitation.approved_by_id}


def as_codes(terms: Terms) -> dict[str, Any]:
    """Terms with codes in place of records."""
    return {
        "full_name": terms.full_name,
        "institution": terms.institution.code,
        "role": str(terms.role),
        "region": terms.region.pk,
        "station_code": terms.station_code,
        "ends": terms.ends,
    }


def may_invite(user: User, terms: Terms) -> None:
    """Raise PermissionDenied unless the user may invite to these terms."""
    require(user, "accounts.invite", terms.institution.region_id)
    require(user, "accounts.invite", terms.place)


def _issue(terms: Terms, user: User | None, days: int) -> Issued:
    check(terms)
    issued = drafted(terms, user, days)
    issued.invitation.save()
    record("invitation.made", issued.invitation, after=described(issued.invitation))
    return issued


def drafted(terms: Terms, user: User | None, days: int, batch: str = "") -> Issued:
    """The invitation and its token, not saved yet."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), timezone.now()
    invitation = Invitation(
        token_hash=hash_of(token),
        invited_by=user,
        created_at=now,
        expires_at=now + timedelta(days=days),
        two_people=terms.role in roles.DECIDING_ROLES,
        batch=batch,
        **{field: getattr(terms, field) for field in _TERMS},
    )
    return Issued(invitation, token)


_TERMS = ("full_name", "institution", "role", "region", "station_code", "ends")


def check(terms: Terms) -> None:
    """Raise RefusedError unless the terms fit together and are not offered already."""
    if not roles.fits(terms.role, terms.institution.kind):
        raise RefusedError(_("This role does not exist at this kind of institution."))
    if not contains(terms.institution.region_id, terms.place):
        raise RefusedError(_("The institution does not work in this region."))
    if (terms.role in roles.STATION_ROLES) != bool(terms.station_code):
        raise RefusedError(_("Roles of a polling station, and they alone, name one."))
    if terms.station_code and not contains(terms.region.pk, terms.station_code):
        raise RefusedError(_("The polling station does not lie in this region."))
    if open_ones().filter(**{field: getattr(terms, field) for field in _TERMS[:-1]}).exists():
        raise RefusedError(
            _("This person already has an open invitation to this role: withdraw or renew it.")
        )


def open_ones(now: datetime | None = None) -> Any:
    """Invitations that were neither used nor withdrawn and have not expired."""
    unused = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return Invitation.objects.filter(unused, expires_at__gt=now or timezone.now())


def _open(invitation_id: int) -> Invitation:
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation_id)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise RefusedError(_("This invitation was already used or withdrawn."))
    return invitation


def _withdraw(invitation: Invitation) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record("invitation.withdrawn", invitation, before=described(invitation))
