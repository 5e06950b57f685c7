# ruff: noqa: S608 - the statements are built of constants of this file; every value is bound
"""Every seat the rules ask for, created before the first person is recruited.

Set by set in the database itself: a province of 100,000 seats takes a few statements, not 100,000.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.elections.models import Election
from siaga.desks.staff.kinds import Kind
from siaga.desks.trail.services.record import Act, record_all
from siaga.law.profiles import load
from siaga.law.staffing import Quota, quota


@dataclass(frozen=True, slots=True)
class Expected:
    """What happened to the seats of one body; `open` is how many the quota has now."""

    kind: str
    added: int
    closed: int
    reopened: int
    open: int

    def __bool__(self) -> bool:
        return bool(self.added or self.closed or self.reopened)

    def __str__(self) -> str:
        return f"{self.kind} {self.open}: added {self.added}, closed {self.closed}, reopened {self.reopened}"


@transaction.atomic
def expect_seats(election: Election) -> list[Expected]:
    """Bring the seats of an election in line with its map and rules; a second call changes nothing.

    Missing seats are added, superfluous ones closed (whoever sits there stays known), wanted ones reopened.
    A body the rule profile states no number for has no seats. Returns one line per body that changed.
    """
    profile = load(election.profile)
    done = [_Seats(election, kind, quota(kind.body, profile)).put() for kind in Kind]
    changed = [line for line in done if line]
    record_all(Act("staff.expect", election, after=line) for line in changed)
    return changed


@dataclass(frozen=True, slots=True)
class Seats:
    """What a pack did to the seats, body by body."""

    bodies: tuple[Expected, ...]

    def __str__(self) -> str:
        return "; ".join(map(str, self.bodies))

    @property
    def words(self) -> str:
        """The same for a reader of the page, in the language of the page."""
        said = _("%(body)s: seats added %(added)d, closed %(closed)d, reopened %(reopened)d, now %(open)d")
        return "; ".join(
            said % ({"body": Kind(body.kind).label} | {name: getattr(body, name) for name in _COUNTS})
            for body in self.bodies
        )


_COUNTS = ("added", "closed", "reopened", "open")


def load_seats(election: Election, **_pack: Any) -> Seats | None:
    """The answer to a loaded pack; None when nothing changed."""
    bodies = tuple(expect_seats(election))
    return Seats(bodies) if bodies else None


class _Seats:
    """The seats of one body of an election as statements both databases read the same way."""

    def __init__(self, election: Election, kind: Kind, law: Quota | None) -> None:
        self.kind, self.law = kind, law
        self.station = kind.body.unit == "station"
        self.values = {
            "election": election.pk,
            "kind": kind.value,
            "map": election.station_map_id,
            "inside": f"{election.region_id}.%",
            "level": kind.body.unit,
            "seats": law.seats if law else 0,
            "limit": law.limit if law else None,
            "larger": law.larger if law else 0,
            "chair": kind.body.position(1),
            "now": timezone.now(),
        }

    def put(self) -> Expected:
        closed = self._run(f"UPDATE staff_post SET closed_at = %(now)s WHERE {self._gone}")
        reopened = self._run(f"UPDATE staff_post SET closed_at = NULL WHERE {self._back}")
        added = self._run(self._insert) if self.law else 0
        return Expected(self.kind.value, added, closed, reopened, self._open())

    @property
    def _numbers(self) -> str:
        """1, 2, … up to the greatest number of seats, as a table."""
        most = self.law.most if self.law else 1
        rows = " UNION ALL ".join(f"SELECT {n} AS n" for n in range(1, most + 1))
        return f"({rows}) AS numbers"

    @property
    def _insert(self) -> str:
        position = "CASE WHEN n = 1 THEN %(chair)s ELSE 'member' END"
        columns = "election_id, kind, region_id, station_id, number, position, closed_at"
        place = "place.ward_id, place.id" if self.station else "place.code, CAST(NULL AS BIGINT)"
        same = (
            "p.station_id = place.id" if self.station else "p.station_id IS NULL AND p.region_id = place.code"
        )
        return f"""
            INSERT INTO staff_post ({columns})
            SELECT %(election)s, %(kind)s, {place}, n, {position}, NULL
            FROM {self._places} CROSS JOIN {self._numbers}
            WHERE {self._wanted} AND n <= {self._seats} AND NOT EXISTS (
                SELECT 1 FROM staff_post p WHERE p.election_id = %(election)s AND p.kind = %(kind)s
                AND {same} AND p.number = n)"""

    @property
    def _places(self) -> str:
        return "places_pollingstation AS place" if self.station else "places_region AS place"

    @property
    def _wanted(self) -> str:
        if self.station:
            return "place.map_id = %(map)s AND place.closed_at IS NULL"
        return "place.level = %(level)s AND place.code LIKE %(inside)s"

    @property
    def _seats(self) -> str:
        """How many seats a place has; a large station may have more."""
        if not self.station or self.law is None or self.law.limit is None:
            return "%(seats)s"
        return "CASE WHEN place.voters_total > %(limit)s THEN %(larger)s ELSE %(seats)s END"

    @property
    def _has_its_place(self) -> str:
        same = "place.id = staff_post.station_id" if self.station else "place.code = staff_post.region_id"
        return f"""EXISTS (SELECT 1 FROM {self._places}
            WHERE {same} AND {self._wanted} AND staff_post.number <= {self._seats})"""

    @property
    def _gone(self) -> str:
        return f"{_OURS} AND closed_at IS NULL AND NOT {self._has_its_place}"

    @property
    def _back(self) -> str:
        return f"{_OURS} AND closed_at IS NOT NULL AND {self._has_its_place}"

    def _open(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT COUNT(*) FROM staff_post WHERE {_OURS} AND closed_at IS NULL", self.values
            )
            return int(cursor.fetchone()[0])

    def _run(self, statement: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, self.values)
            return int(cursor.rowcount)


_OURS = "election_id = %(election)s AND kind = %(kind)s"
