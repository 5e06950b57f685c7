"""Who may do what with which seat: the right of the role, the side of the body, the level that appoints it.

KPU's side keeps its own crews, Bawaslu's side its supervisors; neither edits, and neither sees the names
of, the other's. A ward committee appoints the crews of its stations, the district supervisors those of their
wards; the members of a committee are appointed from above.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.access import granting, require
from siaga.desks.offices.models import Institution, Membership
from siaga.desks.places.queries import contains, digits, inside
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

_REFUSALS = {
    EDIT: _("This body is kept by its own side, at the level that appoints it."),
    CONFIRM: _("Appointments to this body are confirmed by its own side, at the level above."),
    ATTEND: _("Attendance here is kept by the body's own side."),
}


def may_on(user: Any, action: str, kind: str, place: str) -> bool:
    """Whether the user may edit, confirm or keep the attendance of a body in a place.

    EDIT: the user's side appoints the body and the user stands at a level that does. CONFIRM: the role has
    the right, or the user edits from the level above. ATTEND: the user's side, within the user's place.
    """
    return any(kind in kinds and contains(m.place, place) for m, kinds in _reach(user, action))


def require_on(user: Any, action: str, post: Post) -> None:
    """Raise PermissionDenied, with a sentence for the screen, unless the user may do this to the seat."""
    if not may_on(user, action, post.kind, post.place):
        require(user, action, post.place)  # says so when only the place or the second factor lacks
        raise PermissionDenied(_REFUSALS[action])


def seats_on(user: Any, action: str) -> Q:
    """The seats to which the user may do this, as a filter of `Post`."""
    wanted = Q(pk__in=[])
    for membership, kinds in _reach(user, action):
        wanted |= Q(kind__in=kinds) & _inside(membership)
    return wanted


def kinds_on(user: Any, action: str) -> list[Kind]:
    """The bodies to which the user may do this somewhere."""
    found = {kind for _membership, kinds in _reach(user, action) for kind in kinds}
    return [kind for kind in Kind if kind in found]


class Names:
    """Whose names a reader may see: those of the reader's own side, within the reader's own places.

    Asked for every row of a list, so the memberships are read once.
    """

    def __init__(self, user: Any) -> None:
        held = [reached for action in (EDIT, CONFIRM, ATTEND) for reached in _reach(user, action, whole=True)]
        self._places = [(kinds, m.place) for m, kinds in held]

    def shown(self, kind: str, place: str) -> bool:
        return any(kind in kinds and contains(own, place) for kinds, own in self._places)

    @property
    def any(self) -> bool:
        return bool(self._places)


def _reach(user: Any, action: str, whole: bool = False) -> Iterator[tuple[Membership, list[Kind]]]:
    """Each membership with the bodies to which it may do the action; `whole`: all bodies of its side."""
    for membership in granting(user, action):
        yield membership, _kinds(membership, whole or action != EDIT, 0)
    if action == CONFIRM:
        for membership in granting(user, EDIT):
            yield membership, _kinds(membership, False, 1)


def _kinds(membership: Membership, whole: bool, above: int) -> list[Kind]:
    side, depth = _SIDES.get(membership.institution.kind), len(digits(membership.place))
    own = [kind for kind in Kind if kind.body.side == side]
    return own if whole else [kind for kind in own if depth + above <= _DEPTH[kind.body.formed_at]]


def _inside(membership: Membership) -> Q:
    if membership.station_code:
        return Q(kind__in=OF_STATIONS, station__code=membership.station_code)
    return inside("region__code", membership.region_id)
