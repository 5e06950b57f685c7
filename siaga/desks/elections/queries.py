"""Reads of the election."""

from __future__ import annotations

from siaga.desks.elections.models import Election


def current_election(code: str = "") -> Election | None:
    """The election with this code, or the one loaded last; None while no pack is loaded."""
    known = Election.objects.select_related("region", "station_map")
    return known.filter(code=code).first() if code else known.order_by("-loaded_at", "-id").first()
