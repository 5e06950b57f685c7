"""Who may do what, where, on a day: the one place that decides.

    may(user, "results.confirm", station.ward)     # a Region, a PollingStation, or the code of one
    require(user, "results.confirm", station)      # the same, raising PermissionDenied
    scope(user, "results.confirm")                 # the codes of the places where it holds
    within(user, "results.read", "station__ward")  # the same as a filter for a queryset

Rights come from memberships valid on the day and from nothing else: Django's own flags, groups and model
permissions do not exist here. A place holds everything inside it (`places.queries.contains`); a membership
that names a polling station holds that station alone. Roles that need a second factor may do nothing before
they have one. docs/access.md tells it to people.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo
from typing import Any

import rules
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.offices import roles
from siaga.desks.offices.models import Membership
from siaga.desks.places.models import PollingStation, Region
from siaga.desks.places.queries import contains, inside, is_station

Place = Region | PollingStation | str
"""A place, or its code: dotted Kemendagri code of a region, 13 digits of a polling station."""

_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def may(user: Any, action: str, region: Place | None = None, on: date | None = None) -> bool:
    """Whether the user may do the action in the place; without a place: anywhere at all.

    `on` is the day that counts, today in the city's time zone unless given. Unknown users, actions and places
    are refused.
    """
    if region is None:
        return bool(granting(user, action, on))
    return any(contains(place, _code(region)) for place in scope(user, action, on))


def require(user: Any, action: str, region: Place | None = None, on: date | None = None) -> None:
    """Raise PermissionDenied, with a sentence for the screen, unless the user may."""
    if may(user, action, region, on):
        return
    if lacks_second_factor(user, action):
        raise PermissionDenied(_("Set up a second factor first: your role may not act without one."))
    raise PermissionDenied(_("Your role does not allow this here."))


def scope(user: Any, action: str, on: date | None = None) -> tuple[str, ...]:
    """Codes of the places in which the user may do the action, sorted, none lying inside another."""
    found = {membership.place for membership in granting(user, action, on)}
    return tuple(sorted(p for p in found if not any(q != p and contains(q, p) for q in found)))


def within(user: Any, action: str, region: str = "", station: str = "", on: date | None = None) -> Q:
    """The scope as a filter: `region` and `station` are the lookups of a Region and of a PollingStation.

    ``Result.objects.filter(within(user, "results.read", region="station__ward", station="station"))``.
    Without the lookup of a station, a membership that names a station matches nothing.
    """
    wanted = Q(pk__in=[])
    for place in scope(user, action, on):
        if is_station(place):
            wanted |= Q(**{f"{station}__code": place}) if station else Q(pk__in=[])
        elif region:
            wanted |= inside(f"{region}__code", place)
    return wanted


def regions(user: Any, action: str) -> QuerySet[Region]:
    """Every region in which the user may do the action, for the choices of a form."""
    return Region.objects.filter(inside("code", *scope(user, action))).order_by("code")


def granting(user: Any, action: str, on: date | None = None) -> list[Membership]:
    """The memberships that let the user do the action on the day, without those whose second factor lacks."""
    held = [m for m in memberships_on(user, on or today()) if roles.may(m.role, action)]
    return [m for m in held if not _needs_second_factor(user, m.role)]


def actions_of(user: Any, on: date | None = None) -> frozenset[str]:
    """Everything the user may do somewhere on the day: one reading for many questions of `may`."""
    held = memberships_on(user, on or today())
    acting = (membership.role for membership in held if not _needs_second_factor(user, membership.role))
    return frozenset().union(*(roles.ACTIONS.get(role, frozenset()) for role in acting))


def lacks_second_factor(user: Any, action: str = "", on: date | None = None) -> bool:
    """Whether only a missing second factor stands between the user and the action (without one: any)."""
    held = memberships_on(user, on or today())
    return any(_needs_second_factor(user, m.role) for m in held if not action or roles.may(m.role, action))


def memberships_on(user: Any, day: date) -> list[Membership]:
    """The user's memberships valid on a day, both ends included.

    None for a visitor, a closed account, and a demonstration account outside a demonstration.
    """
    if not (user.is_authenticated and user.is_active) or (user.demo and not settings.DEMO):
        return []
    return [m for m in _memberships(user) if valid_on(m, day)]


def valid_on(membership: Membership, day: date) -> bool:
    """Whether a membership holds on a day; on the day it was ended early it no longer does."""
    if membership.ended_at and day >= timezone.localdate(membership.ended_at, _zone()):
        return False
    return membership.starts <= day and (membership.ends is None or day <= membership.ends)


def has_second_factor(user: Any) -> bool:
    """Whether the user has an authenticator app or a passkey; recovery codes alone do not count."""
    known = _remembered(user)
    if "second_factor" not in known:
        own = Authenticator.objects.filter(user_id=user.pk, type__in=_SECOND_FACTORS)
        known["second_factor"] = own.exists()
    return known["second_factor"]


def remember(user: Any) -> None:
    """Read this user's rights once from now on: for one request only, later changes are not seen."""
    user.siaga_rights = {}


def remembers(user: Any) -> bool:
    """Whether this user's rights are read only once already."""
    return hasattr(user, "siaga_rights")


def remember_all(users: Iterable[Any]) -> None:
    """Read the rights of many users with two queries; as `remember`, for one run of a command only."""
    known = {user.pk: user for user in users}
    for user in known.values():
        user.siaga_rights = {"memberships": [], "second_factor": False}
    for membership in Membership.objects.select_related("institution", "region").defer("region__boundary"):
        if membership.user_id in known:
            known[membership.user_id].siaga_rights["memberships"].append(membership)
    second = Authenticator.objects.filter(type__in=_SECOND_FACTORS)
    for number in second.values_list("user_id", flat=True):
        if number in known:
            known[number].siaga_rights["second_factor"] = True


def today() -> date:
    """Today in the city's time zone, whatever zone the visitor's page is shown in."""
    return timezone.localdate(timezone=_zone())


def register_permissions(actions: Iterable[str] = roles.ALL_ACTIONS) -> None:
    """Let templates ask ``perms.results.confirm`` and code ask ``user.has_perm("results.confirm",
    region)``.
    """
    for action in actions:
        rules.set_perm(action, _predicate(action))


def _predicate(action: str) -> rules.Predicate:
    @rules.predicate(name=action)
    def allowed(user: Any, region: Place | None = None) -> bool:
        return may(user, action, region)

    return allowed


def _zone() -> tzinfo:
    return timezone.get_default_timezone()


def _memberships(user: Any) -> list[Membership]:
    known = _remembered(user)
    if "memberships" not in known:
        own = user.memberships.select_related("institution", "region").defer("region__boundary")
        known["memberships"] = list(own)
    return known["memberships"]


def _remembered(user: Any) -> dict[str, Any]:
    return getattr(user, "siaga_rights", {})


def _needs_second_factor(user: Any, role: str) -> bool:
    return role in roles.SECOND_FACTOR_ROLES and not user.demo and not has_second_factor(user)


def _code(place: Place) -> str:
    return place if isinstance(place, str) else place.code
