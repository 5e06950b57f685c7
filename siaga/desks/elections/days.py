"""Days as the city of an election counts them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from siaga.desks.elections.models import Election


def today_in(election: Election) -> date:
    """Today in the city's own time zone."""
    return timezone.localdate(timezone=ZoneInfo(election.time_zone))


def is_voting_day(election: Election) -> bool:
    return today_in(election) == election.voting_date


def has_begun(election: Election) -> bool:
    """Whether voting day has come; from then on attendance can be noted, also late from a paper list."""
    return today_in(election) >= election.voting_date
