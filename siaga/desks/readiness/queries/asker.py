"""Who asks about which election, on which day: what the board shows depends on all three."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.elections.queries import StageLine, stages
from siaga.desks.elections.queries.staffing import units_of
from siaga.desks.grants.queries.lines import GrantLine, grant_lines
from siaga.desks.meetings.reading import Reader, reader_of
from siaga.desks.offices.access import may
from siaga.desks.readiness.queries.actions import Numbers, numbers
from siaga.desks.readiness.queries.duties import Counts, counts_by_area
from siaga.desks.readiness.queries.rhythm import NextReport, next_report


@dataclass(frozen=True)
class Asker:
    """A person before the board of an election.

    `reader` decides what of the meetings is read, `eyes` whose rights decide what of other desks' figures.
    Both may be narrower than the person, where something is made for others to read as well. What several
    parts of the board need is read once.
    """

    election: Election
    user: Any
    reader: Reader
    today: date
    eyes: Any

    @cached_property
    def stages(self) -> list[StageLine]:
        """The timetable on the day."""
        return stages(self.election, self.today)

    @cached_property
    def grants(self) -> list[GrantLine]:
        """The grants the person may know of, on the day."""
        return grant_lines(self.election, self.eyes, self.today)

    @cached_property
    def actions(self) -> list[Numbers]:
        """The unsettled actions the person may read, counted by their owner."""
        return numbers(self.election, self.today, self.reader)

    @cached_property
    def duties(self) -> dict[str, Counts]:
        """The duties the person may read, counted by area."""
        return counts_by_area(self.election, self.today, self.reader)

    @cached_property
    def units(self) -> dict[str, int]:
        """Districts, wards and stations of the city."""
        return units_of(self.election)

    @cached_property
    def next_report(self) -> NextReport | None:
        """The situation report that is due next, for who reads the meetings."""
        return next_report(self.election, self.today) if self.may("meetings.read") else None

    def may(self, action: str) -> bool:
        """Whether the person may do this in the city of the election."""
        return may(self.user, action, self.election.region_id)


def asker_of(election: Election, user: Any, today: date | None = None) -> Asker:
    """The person as they are, on a day; today in the city's own time zone unless given."""
    return Asker(election, user, reader_of(user), today or today_in(election), user)


def asker_for_the_room(election: Election, user: Any, today: date | None = None) -> Asker:
    """The person, reading of the meetings what everyone reads who may read those of the city: what is public
    and internal, and nothing that is restricted to a table. Not everyone in the room reads the grants, so of
    them and of other desks' figures it is what the public reads.
    """
    reader = Reader(regions=(election.region_id,))
    return Asker(election, user, reader, today or today_in(election), AnonymousUser())
