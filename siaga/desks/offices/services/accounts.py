"""Making an account from an invitation, adding a role to one, ending a role, one's own language."""

from __future__ import annotations

import re
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siaga.desks.offices import access
from siaga.desks.offices.errors import RefusedError, UsernameTakenError
from siaga.desks.offices.models import Invitation, Membership, User
from siaga.desks.offices.services.demo import DemoAccount, ensure_demo_accounts
from siaga.desks.offices.services.invitations import find
from siaga.desks.trail.context import Actor, current
from siaga.desks.trail.services import record

__all__ = [
    "DemoAccount",
    "accept",
    "accept_as",
    "described",
    "end_membership",
    "ensure_demo_accounts",
    "set_language",
    "suggested_username",
]


def suggested_username(invitation: Invitation) -> str:
    """A free name for the account of a crew member, so that a password is all that is left to type: the first
    name and the number of the station. Empty for others.
    """
    first = re.sub(r"[^a-z]", "", (invitation.full_name.split() or [""])[0].lower())
    if not first or not invitation.station_code:
        return ""
    name = f"{first}{invitation.station_code[-3:]}"
    names = [name, *(f"{name}-{number}" for number in range(2, 10))]
    taken = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    return next((free for free in names if free not in taken), "")


@transaction.atomic
def accept(token: str, username: str, password: str) -> User:
    """Make the invited person's account and membership; the link is used up.

    Raises RefusedError when the link cannot be accepted (any more), UsernameTakenError when the name is gone.
    The password must have passed Django's validators.
    """
    invitation = find(token, lock=True)
    user = _new_account(invitation, username, password)
    _join(user, invitation)
    return user


@transaction.atomic
def accept_as(user: User, token: str) -> Membership:
    """Add the offered role to the account of someone who has one already; the link is used up.

    Raises PermissionDenied for whoever invited or approved: nobody gives a role to themselves.
    """
    invitation = find(token, lock=True)
    if user.pk in (invitation.invited_by_id, invitation.approved_by_id):
        raise PermissionDenied(_("Nobody gives a role to themselves: the invited person must accept."))
    return _join(user, invitation)


@transaction.atomic
def end_membership(user: User, membership_id: int, reason: str) -> Membership:
    """End a role at once. Nobody ends their own, so that a city is never left without an administrator by
    slip.

    Raises PermissionDenied outside the user's region, RefusedError without a reason or when it has ended
    already.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership_id)
    access.require(user, "accounts.end", membership.place)
    if membership.user_id == user.pk:
        raise PermissionDenied(_("Another administrator must end your own role."))
    if not reason.strip():
        raise RefusedError(_("Say why the role ends."))
    if not access.valid_on(membership, access.today()) and membership.starts <= access.today():
        raise RefusedError(_("This role has already ended."))
    membership.ended_at, membership.ended_by, membership.end_reason = timezone.now(), user, reason.strip()
    membership.save(update_fields=["ended_at", "ended_by", "end_reason"])
    record("membership.ended", membership, before=described(membership), reason=membership.end_reason)
    return membership


@transaction.atomic
def set_language(user: User, language: str) -> None:
    """Remember in which language the user reads."""
    before, user.language = user.language, language
    user.save(update_fields=["language"])
    record("account.language", user, before={"language": before}, after={"language": language})


def described(membership: Membership) -> dict[str, object]:
    """A membership as the trail keeps it."""
    return {
        "user": membership.user.username,
        "institution": membership.institution.code,
        "role": membership.role,
        "place": membership.place,
        "starts": membership.starts,
        "ends": membership.ends,
    }


def _new_account(invitation: Invitation, username: str, password: str) -> User:
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username, password, full_name=invitation.full_name, language=get_language() or "id"
            )
    except IntegrityError as error:
        raise UsernameTakenError(_("This username is taken.")) from error
    after = {"username": user.username, "full_name": user.full_name}
    record("account.made", user, after=after, actor=_themselves(user))
    return user


def _join(user: User, invitation: Invitation) -> Membership:
    membership = _new_membership(user, invitation)
    invitation.accepted_by, invitation.accepted_at = user, timezone.now()
    invitation.membership = membership
    invitation.save(update_fields=["accepted_by", "accepted_at", "membership"])
    after = described(membership) | {"invitation": invitation.pk}
    record("membership.granted", membership, after=after, actor=_themselves(user))
    return membership


def _themselves(user: User) -> Actor:
    """The invited person as the actor: whoever accepts an invitation is not signed in yet."""
    return replace(current(), id=str(user.pk), name=user.full_name or user.username)


def _new_membership(user: User, invitation: Invitation) -> Membership:
    try:
        with transaction.atomic():
            return Membership.objects.create(
                user=user,
                institution=invitation.institution,
                role=invitation.role,
                region=invitation.region,
                station_code=invitation.station_code,
                starts=access.today(),
                ends=invitation.ends,
            )
    except IntegrityError as error:
        raise RefusedError(
            _("This account cannot take this role: it has it already, or administering accounts excludes it.")
        ) from error
