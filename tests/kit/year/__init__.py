"""A year of a large city: many institutions and people, meetings every working day, thousands of actions.

    year = year_of(election, Size(meetings=400, actions=6_000, institutions=120, users=2_000))
    election = large_city()                       # an election to live it in, with its stations

Written in bulk, but only by steps the database allows: an action becomes done by way of its evidence and of a
verdict of another institution. Every name and figure is invented. The same seed yields the same year, up to
the two weeks before voting day.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from siaga.desks.elections.models import Election
from siaga.desks.meetings import models as m
from siaga.desks.offices.models import Institution, User
from tests.kit.year import actions, crews, duties, figures, meetings, money, papers, people, trail
from tests.kit.year.city import large_city
from tests.kit.year.making import Making

__all__ = ["Size", "Year", "large_city", "year_of"]

LOOKED_AT = timedelta(days=14)
"""So long before voting day the year is looked at."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much happens in the year. Statements, conclusions and attendance follow the meetings."""

    meetings: int = 400
    actions: int = 6_000
    institutions: int = 120
    users: int = 2_000
    claims: int = 2_000
    papers: int = 1_000
    duties: int = 1_000
    grants: int = 60
    acts: int = 1_000
    seed: int = 20241127


@dataclass(frozen=True, slots=True)
class Year:
    """What was made, and the day on which it is looked at."""

    election: Election
    today: date
    series: tuple[m.Series, ...]
    institutions: tuple[Institution, ...]
    users: tuple[User, ...]


def year_of(election: Election, size: Size | None = None) -> Year:
    """Fill the election with a year of meetings and what became of them."""
    size = size or Size()
    today = election.voting_date - LOOKED_AT
    bodies = people.institutions(election, size.institutions)
    users = people.users(bodies, size.users)
    making = Making(election, today, tuple(bodies), people.members(), random.Random(size.seed))
    series, held = meetings.make(making, size.meetings)
    actions.make(making, held, size.actions)
    figures.make(making, held, size.claims)
    papers.make(making, held, size.papers)
    duties.make(making, held, size.duties)
    money.make(making, size.grants)
    crews.make(making)
    trail.make(making, size.acts)
    _count_rows()
    return Year(election, today, tuple(series), tuple(bodies), tuple(users))


def _count_rows() -> None:
    """Let PostgreSQL count what was made, as it does by itself within a minute of a commit. Its own rounds
    cannot see the rows of an open transaction: they find none and plan as if there were none.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
