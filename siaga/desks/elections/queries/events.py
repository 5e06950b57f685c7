"""What happened on a day and touches the election."""

from __future__ import annotations

from django.db.models import QuerySet

from siaga.desks.elections.models import Election, Event


def events(election: Election) -> QuerySet[Event]:
    """The dated events of an election, in the order of their days, with what they touch."""
    found = election.events.filter(closed_at__isnull=True)
    return found.select_related("stage", "institution", "office", "source")
