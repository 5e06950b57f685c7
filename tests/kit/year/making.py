"""What every part of the year is made from."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Visibility
from siaga.desks.offices.models import Institution, User

BATCH = 1000
AREAS = (
    "netralitas ASN",
    "logistik",
    "pengamanan TPS",
    "sosialisasi",
    "perekaman KTP-el",
    "kewaspadaan banjir",
)
VISIBILITY = (Visibility.PUBLIC, Visibility.INTERNAL, Visibility.INTERNAL, Visibility.RESTRICTED)


@dataclass(frozen=True, slots=True)
class Making:
    """The election, the day, who there is, and the one generator of chance."""

    election: Election
    today: date
    bodies: Sequence[Institution]
    members: Mapping[int, Sequence[User]]
    draw: random.Random

    @property
    def now(self) -> datetime:
        """The morning of the day before: what was entered last, was entered then."""
        return datetime.combine(self.today - timedelta(days=1), time(2), UTC)

    def area(self) -> str:
        return self.draw.choice(AREAS)

    def circle(self) -> str:
        return self.draw.choice(VISIBILITY)

    def body(self) -> Institution:
        return self.draw.choice(self.bodies)

    def member(self, institution: int) -> User:
        """Somebody who speaks for an institution."""
        return self.draw.choice(self.members[institution])

    def another(self, n: int, *but: int | None) -> int:
        """The number of the n-th institution, or the next one that is none of those given."""
        count = len(self.bodies)
        turn = (self.bodies[(n + step) % count].pk for step in range(count))
        return next(pk for pk in turn if pk not in but)

    def receipt(self) -> UUID:
        return UUID(int=self.draw.getrandbits(128), version=4)

    def digest(self) -> str:
        return f"{self.draw.getrandbits(256):064x}"
