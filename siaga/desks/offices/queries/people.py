"""Accounts, roles and invitations, as far as the reader may see them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from siaga.desks.offices import access, roles
from siaga.desks.offices.models import Institution, Invitation, Membership, User

VALID, ENDED, NOT_YET = "valid", "ended", "not_yet"
STATES = (VALID, NOT_YET, ENDED)


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A role of a person, its state today, and whether the reader may end it."""

    membership: Membership
    state: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation, what has become of it, and what the reader may do about it."""

    invitation: Invitation
    state: str
    may_change: bool
    may_approve: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """A list of invitations by what has become of them, and what the reader may do with all of them."""

    code: str
    total: int
    accepted: int
    open: int
    waiting: int
    may_change: bool
    may_approve: bool

    @classmethod
    def of(cls, code: str, rows: list[InvitationRow]) -> Batch:
        states = Counter(row.state for row in rows)
        unused = [row for row in rows if row.state in ("open", "waiting")]
        waiting = [row for row in rows if row.state == "waiting"]
        return cls(
            code,
            len(rows) - states["withdrawn"],
            states["accepted"],
            states["open"],
            states["waiting"],
            may_change=bool(unused) and all(row.may_change for row in unused),
            may_approve=bool(waiting) and all(row.may_approve for row in waiting),
        )


@dataclass(frozen=True, slots=True)
class Right:
    """An action one may take, and the places where."""

    action: str
    places: tuple[str, ...]

    @property
    def name(self) -> str:
        return roles.ACTION_NAMES[self.action]


def memberships(reader: User, state: str = "", role: str = "", words: str = "") -> list[MembershipRow]:
    """Roles in the places whose accounts the reader may see, newest first."""
    found = Membership.objects.filter(access.within(reader, "accounts.read", "region"))
    found = found.select_related("user", "institution", "region", "ended_by").order_by("-starts", "-pk")
    if role:
        found = found.filter(role=role)
    for word in words.split():
        found = found.filter(
            Q(user__full_name__icontains=word)
            | Q(user__username__icontains=word)
            | Q(institution__name__icontains=word)
        )
    rows = [_row(reader, membership) for membership in found]
    return [row for row in rows if not state or row.state == state]


def members_on(institution: Institution, day: date) -> list[Membership]:
    """Roles held at an institution on a day."""
    found = institution.memberships.select_related("user", "region")
    return [membership for membership in found if access.valid_on(membership, day)]


def invitations(reader: User) -> list[InvitationRow]:
    """Invitations in the places where the reader may invite or approve, newest first."""
    visible = access.within(reader, "accounts.invite", "region") | access.within(
        reader, "accounts.approve", "region"
    )
    found = Invitation.objects.filter(visible).select_related("institution", "region", "invited_by")
    return [_invitation_row(reader, invitation) for invitation in found]


def batches(rows: list[InvitationRow]) -> list[Batch]:
    """The lists among some invitations that still have an open one, newest first."""
    found: dict[str, list[InvitationRow]] = {}
    for row in rows:
        if row.invitation.batch:
            found.setdefault(row.invitation.batch, []).append(row)
    summed = (Batch.of(batch, members) for batch, members in found.items())
    return [batch for batch in summed if batch.open + batch.waiting]


def rights(user: User) -> list[Right]:
    """Every action the user may take today, with the places."""
    found = (Right(action, access.scope(user, action)) for action in sorted(roles.ALL_ACTIONS))
    return [right for right in found if right.places]


def state_of(membership: Membership, day: date) -> str:
    """Whether a role holds on a day, is over, or has not begun."""
    if access.valid_on(membership, day):
        return VALID
    return NOT_YET if day < membership.starts and not membership.ended_at else ENDED


def invitation_state(invitation: Invitation) -> str:
    """What has become of an invitation: accepted, withdrawn, expired, waiting for approval, or open."""
    if invitation.accepted_at:
        return "accepted"
    if invitation.withdrawn_at:
        return "withdrawn"
    if invitation.expires_at <= timezone.now():
        return "expired"
    return "waiting" if invitation.needs_approval else "open"


def _row(reader: User, membership: Membership) -> MembershipRow:
    state = state_of(membership, access.today())
    may_end = (
        state != ENDED
        and membership.user_id != reader.pk
        and access.may(reader, "accounts.end", membership.place)
    )
    return MembershipRow(membership, state, may_end)


def _invitation_row(reader: User, invitation: Invitation) -> InvitationRow:
    state, place = invitation_state(invitation), invitation.place
    may_change = state in ("open", "waiting", "expired") and access.may(reader, "accounts.invite", place)
    may_approve = (
        state == "waiting"
        and invitation.invited_by_id != reader.pk
        and access.may(reader, "accounts.approve", place)
    )
    return InvitationRow(invitation, state, may_change, may_approve)


def own(user: User) -> list[MembershipRow]:
    """The user's own roles, those of today first."""
    found = user.memberships.select_related("institution", "region")
    rows = [MembershipRow(m, state_of(m, access.today()), may_end=False) for m in found]
    return sorted(rows, key=lambda row: STATES.index(row.state))


def last_day(membership: Membership) -> date | None:
    """The last day a role is or was held; none while no end is agreed."""
    if membership.ended_at:
        return timezone.localdate(membership.ended_at)
    return membership.ends
