"""Counting seats and holders, set by set: a province of 100,000 seats is one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db import connection

from siaga.desks.elections.models import Election
from siaga.desks.staff.kinds import Kind


@dataclass(frozen=True, slots=True)
class Tally:
    """Seats of a body in a place, and how many holders have reached each step."""

    seats: int = 0
    filled: int = 0
    selected: int = 0
    trained: int = 0
    sworn: int = 0
    fit: int = 0
    unfit: int = 0
    arrived: int = 0
    late: int = 0
    absent: int = 0

    @property
    def missing(self) -> int:
        return self.seats - self.filled

    @property
    def complete(self) -> bool:
        return self.filled == self.seats

    @property
    def present(self) -> int:
        return self.arrived + self.late

    @property
    def unknown(self) -> int:
        """Seats nobody has said anything about on voting day."""
        return self.seats - self.present - self.absent

    @property
    def light(self) -> str:
        """good, warn, bad or none: all seats filled, some, none filled, no seats."""
        if not self.seats:
            return "none"
        return "good" if self.complete else "warn" if self.filled else "bad"

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))


Grouped = dict[tuple[str, str], Tally]
"""Tallies by body and place."""

_PLACES = {
    "": "''",
    "district": "SUBSTR(p.region_id, 1, 8)",
    "ward": "p.region_id",
    "station": "CAST(p.station_id AS VARCHAR(20))",
}
_HELD = "SUM(CASE WHEN s.{test} THEN 1 ELSE 0 END)"
_STEPS = (
    "COUNT(*)",
    "COUNT(s.id)",
    *(
        _HELD.format(test=test)
        for test in (
            "selected_on IS NOT NULL",
            "trained_on IS NOT NULL",
            "sworn_on IS NOT NULL",
            "health = 'fit'",
            "health = 'unfit'",
            "presence = 'arrived'",
            "presence = 'late'",
            "presence = 'absent'",
        )
    ),
)


def tallies(election: Election, by: str = "", inside: str = "", kinds: Iterable[Kind] = ()) -> Grouped:
    """Seats and steps by body and place; `by` is "" (the whole), district, ward or station (its number).

    `inside` narrows to a region of any level. One statement.
    """
    values: dict[str, Any] = {"election": election.pk, "inside": inside, "below": f"{inside}.%"}
    where = ["p.election_id = %(election)s", "p.closed_at IS NULL"]
    if inside:
        where.append("(p.region_id = %(inside)s OR p.region_id LIKE %(below)s)")
    if wanted := [kind.value for kind in kinds]:
        names = ", ".join(f"%({name})s" for name in wanted)
        where.append(f"p.kind IN ({names})")
        values |= {name: name for name in wanted}
    if by == "station":
        where.append("p.station_id IS NOT NULL")
    statement = f"""
        SELECT p.kind, {_PLACES[by]} AS place, {", ".join(_STEPS)}
        FROM staff_post p LEFT JOIN staff_service s ON s.post_id = p.id AND s.ended_on IS NULL
        WHERE {" AND ".join(where)} GROUP BY {"1, 2" if by else "1"}"""  # noqa: S608 - constants; values are bound
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {(row[0], row[1]): Tally(*map(int, row[2:])) for row in cursor.fetchall()}


def total(found: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    return sum(found, Tally())
