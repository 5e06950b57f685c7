"""Who may do what with which seat: the right of the role, the side of the body, the level that appoints it.

KPU's side keeps its own crews, Bawaslu's side its supervisors; neither edits, and neither sees the names of, the
other's. A ward committee appoints the crews of its stations, the district supervisor those of his wards; the
members of a committee are appointed from above.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from siaga.desks.offices.access import granting, may, require
from siaga.desks.offices.models import Institution, Membership
from siaga.desks.offices.roles import Role
from siaga.desks.places.queries import contains, digits
from siaga.desks.staff.kinds import OF_STATIONS, Kind, Side
from siaga.desks.staff.models import Post

READ, EDIT, CONFIRM, ATTEND = "staff.read", "staff.edit", "staff.confirm", "staff.attend"

_SIDES = {
    Institution.Kind.COMMISSION: Side.COMMISSION,
    Institution.Kind.COMMITTEE: Side.COMMISSION,
    Institution.Kind.SUPERVISOR: Side.SUPERVISION,
}
_DEPTH = {"city": 4, "district": 6, "ward": 10, "station": 13}
"""Digits of the code of a place of each level."""


def side_of(membership: Membership) -> str:
    """The side a membership acts for; empty for those who only look on."""
    return _SIDES.get(membership.institution.kind, "") if membership.role != Role.AUDITOR else ""


def may_edit(user: Any, kind: str, place: str) -> bool:
    """Whether the user's own side appoints this body here, and the user stands at the level that does."""
    body = Kind(kind).body
    return any(_level(m) <= _DEPTH[body.formed_at] for m in _own(user, EDIT, kind, place))


def may_confirm(user: Any, kind: str, place: str) -> bool:
    """Whether the user confirms appointments of this body here: by right, or from the level above."""
    if any(_own(user, CONFIRM, kind, place)):
        return True
    body = Kind(kind).body
    return any(_level(m) < _DEPTH[body.formed_at] for m in _own(user, EDIT, kind, place))


def may_attend(user: Any, kind: str, place: str) -> bool:
    """Whether the user may say who of this body has come to this station."""
    return any(_own(user, ATTEND, kind, place))


def may_see_names(user: Any, kind: str, place: str) -> bool:
    """Whether names may be shown: to the body's own side within the place, and to no one else."""
    held = (*granting(user, EDIT), *granting(user, CONFIRM), *granting(user, ATTEND))
    return any(_holds(m, kind, place) for m in held)


def require_edit(user: Any, post: Post) -> None:
    """Raise PermissionDenied unless the user may appoint to this seat."""
    if not may_edit(user, post.kind, post.place):
        _refuse(user, EDIT, post)


def require_confirm(user: Any, post: Post) -> None:
    """Raise PermissionDenied unless the user may confirm appointments to this seat."""
    if not may_confirm(user, post.kind, post.place):
        _refuse(user, CONFIRM, post)


def require_attend(user: Any, post: Post) -> None:
    """Raise PermissionDenied unless the user may say who has come."""
    if not may_attend(user, post.kind, post.place):
        _refuse(user, ATTEND, post)


def own_seats(user: Any, action: str) -> Q:
    """The seats of one's own side in one's places as a filter of `Post`; with EDIT, those one appoints."""
    wanted = Q(pk__in=[])
    for membership in granting(user, action):
        wanted |= _seats_of(membership, action)
    return wanted


def editable_kinds(user: Any) -> list[Kind]:
    """The bodies the user appoints somewhere."""
    return [kind for kind in Kind if any(_appoints(m, kind) for m in granting(user, EDIT))]


def named_places(user: Any) -> list[tuple[str, str]]:
    """Side and place within which the user may see names; for a list, where asking row by row is too slow."""
    held = (*granting(user, EDIT), *granting(user, CONFIRM), *granting(user, ATTEND))
    return sorted({(side_of(m), digits(m.place)) for m in held if side_of(m)})


def _own(user: Any, action: str, kind: str, place: str) -> Iterator[Membership]:
    return (m for m in granting(user, action) if _holds(m, kind, place))


def _holds(membership: Membership, kind: str, place: str) -> bool:
    return side_of(membership) == Kind(kind).body.side and contains(membership.place, place)


def _appoints(membership: Membership, kind: Kind) -> bool:
    return side_of(membership) == kind.body.side and _level(membership) <= _DEPTH[kind.body.formed_at]


def _level(membership: Membership) -> int:
    return len(digits(membership.place))


def _seats_of(membership: Membership, action: str) -> Q:
    kinds = [k for k in Kind if k.body.side == side_of(membership)]
    if action == EDIT:
        kinds = [k for k in kinds if _appoints(membership, k)]
    if membership.station_code:
        here = Q(kind__in=OF_STATIONS, station__code=membership.station_code)
    else:
        code = membership.region_id
        here = Q(region_id=code) | Q(region_id__startswith=f"{code}.")
    return Q(kind__in=kinds) & here


def _refuse(user: Any, action: str, post: Post) -> None:
    require(user, action, post.place)  # says so when only the place or the second factor lacks
    raise PermissionDenied(_("This body is kept by others: its own side, at the level that appoints it."))


def may_read(user: Any, place: str) -> bool:
    """Whether the user may see the seats of a place at all."""
    return may(user, READ, place)
