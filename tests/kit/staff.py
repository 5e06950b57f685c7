"""A tiny city with its seats, and officers of both sides, for tests of the staff desk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.offices.models import User
from siaga.desks.staff.models import Post, Service
from siaga.desks.staff.services import Advance, Candidate, Step, advance, recruit
from tests.kit.city import CITY, DISTRICTS, WARDS, tiny_city, tiny_pack
from tests.kit.people import person

STATION = "1872011001001"
OTHER = "1872011002001"
_number = count(1)


@dataclass(frozen=True)
class Crewed:
    """The city, and one officer of each kind who has to do with its crews."""

    election: Election
    users: dict[str, User] = field(default_factory=dict)

    def user(self, role: str, code: str = CITY) -> User:
        """An officer with this role in this place; the same one each time."""
        key = f"{role} {code}"
        if key not in self.users:
            station = "" if "." in code else code
            self.users[key] = person(role, "" if station else code, station)
        return self.users[key]

    @property
    def staff(self) -> User:
        return self.user("commission_staff")

    @property
    def commissioner(self) -> User:
        return self.user("commissioner")

    @property
    def supervisor(self) -> User:
        return self.user("supervisor")

    @property
    def ward(self) -> User:
        return self.user("ward_committee", WARDS[0])

    @property
    def district(self) -> User:
        return self.user("district_committee", DISTRICTS[0])

    def post(self, kind: str = "kpps", number: int = 1, station: str = STATION) -> Post:
        return Post.objects.select_related("election", "station", "region").get(
            election=self.election, kind=kind, number=number, station__code=station
        )

    def seat(self, post: Post | None = None, by: User | None = None, **candidate) -> Service:
        """Somebody on a seat, recruited long ago."""
        post, name = post or self.post(), f"Warga {letters(next(_number))}"
        return recruit(by or self.editor(post), post, Candidate(**{"name": name} | candidate), self.long_ago)

    def sworn(self, post: Post | None = None, **candidate) -> Service:
        """Somebody who may go on duty."""
        service = self.seat(post, **candidate)
        second = self.supervisor if _supervises(service.post) else self.commissioner
        step(second, service, Step.SELECT, self.long_ago)
        step(self.editor(service.post), service, Step.SWEAR, self.long_ago)
        service.refresh_from_db()
        return service

    def editor(self, post: Post) -> User:
        """Who keeps this seat: KPU's staff, or the supervisors of the district."""
        district = post.region_id[:8]
        return self.user("district_supervisor", district) if _supervises(post) else self.staff

    @property
    def long_ago(self) -> date:
        return min(self.election.voting_date, today_in(self.election)) - timedelta(days=20)


def _supervises(post: Post) -> bool:
    return post.kind in ("ptps", "pkd")


def step(user: User, service: Service, what: Step, day: date, document: str = "BA-1"):
    return advance(user, service.post.election, Advance(what, day, service=service.pk, document=document))


def crewed_city(voting_day: date | None = None) -> Crewed:
    """The tiny city; its voting day moved, so that a test can stand on it."""
    pack = tiny_pack()
    if voting_day:
        pack = tiny_pack(election=replace(pack.election, voting_day=voting_day))
    return Crewed(tiny_city(pack).election)


def letters(number: int) -> str:
    """A name for a number: 1 is A, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
