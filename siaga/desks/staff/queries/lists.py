"""Lists that go out: the template with every empty seat, and the crew chiefs to be invited."""

from __future__ import annotations

from typing import Any

from django.db.models import FilteredRelation, Q

from siaga.desks.elections.models import Election
from siaga.desks.offices.models import Institution
from siaga.desks.places.queries import contains, inside
from siaga.desks.staff.models import Position, Post
from siaga.desks.staff.rights import EDIT, seats_on

DAYS = 14
"""How long the link of a crew chief is good: the longest there is, since cards take days to arrive."""


def template_rows(user: Any, election: Election, region: str = "", kind: str = "") -> list[dict[str, Any]]:
    """A row for every empty seat the user appoints, with body, place and number filled in."""
    rows = _own(user, election, region).filter(holder__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    found = rows.order_by("region_id", "station__code", "kind", "number")
    return [
        {"badan": row[0], "tempat": row[1] or row[2], "kursi": row[3]}
        for row in found.values_list("kind", "station__code", "region_id", "number")
    ]


def chiefs_of(user: Any, election: Election, region: str = "") -> list[dict[str, Any]]:
    """The chairs of the crews the user appoints, as rows of a list of invitations."""
    bodies = list(
        Institution.objects.filter(kind__in=[Institution.Kind.COMMITTEE, Institution.Kind.COMMISSION])
    )
    rows = _own(user, election, region).filter(
        kind="kpps", position=Position.CHAIR, holder__selected_on__isnull=False
    )
    return [
        {"nama": name, "peran": "kpps", "lembaga": _body(bodies, code), "tempat": code, "hari": DAYS}
        for name, code in rows.order_by("station__code").values_list("holder__person__name", "station__code")
    ]


def _own(user: Any, election: Election, region: str) -> Any:
    now = FilteredRelation("services", condition=Q(services__ended_on__isnull=True))
    rows = Post.objects.filter(seats_on(user, EDIT), election=election, closed_at__isnull=True)
    if region:
        rows = rows.filter(inside("region__code", region))
    return rows.annotate(holder=now)


def _body(bodies: list[Institution], station: str) -> str:
    """The narrowest committee the station belongs to, or KPU; empty where none is known."""
    over = [body for body in bodies if contains(body.region_id, station)]
    found = min(over, key=lambda body: (-len(body.region_id), body.code), default=None)
    return found.code if found else ""
