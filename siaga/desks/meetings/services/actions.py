"""Making, changing and ending actions."""

from __future__ import annotations

from siaga.desks.meetings.services.carry import carry_over

__all__ = ["carry_over"]
