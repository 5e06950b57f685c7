"""Everybody who may be called, with what they may read and for whom they act, in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from siaga.desks.meetings.models import Action
from siaga.desks.meetings.reading import Reader, actions_for, reader_of
from siaga.desks.offices import access
from siaga.desks.offices.models import User

RIGHTS = ("meetings.act", "meetings.confirm", "meetings.sign")
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Audience:
    """People by institution and right, and the reader that each of them is."""

    users: Mapping[int, User]
    readers: Mapping[int, Reader]
    institutions: Mapping[int, frozenset[int]]
    holders: Mapping[str, Mapping[int, frozenset[int]]] = field(default_factory=dict)

    def of(self, right: str, institutions: Iterable[int | None]) -> set[int]:
        """Numbers of the people who hold a right at one of the institutions."""
        held = self.holders[right]
        return {user for number in institutions if number for user in held.get(number, ())}

    def bystanders(self, users: Iterable[int], side: set[int]) -> set[int]:
        """Those of the people who hold no role at all on a side."""
        return {user for user in users if not self.institutions[user] & side}


def audience() -> Audience:
    """Everybody who holds, today, a right to act on actions."""
    users = {user.pk: user for user in User.objects.filter(is_active=True)}
    access.remember_all(users.values())
    day = access.today()
    holders: dict[str, dict[int, set[int]]] = {right: defaultdict(set) for right in RIGHTS}
    institutions: dict[int, frozenset[int]] = {}
    for user in users.values():
        held = access.memberships_on(user, day)
        institutions[user.pk] = frozenset(m.institution_id for m in held)
        for right in RIGHTS if held else ():
            for membership in access.granting(user, right, day):
                holders[right][membership.institution_id].add(user.pk)
    called = {user for of_right in holders.values() for group in of_right.values() for user in group}
    readers = {user: reader_of(users[user]) for user in called}
    frozen = {right: {n: frozenset(g) for n, g in held.items()} for right, held in holders.items()}
    return Audience({user: users[user] for user in called}, readers, institutions, frozen)


def readable(found: Audience, wanted: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Of the actions wanted for each person, those the person may read, by the one filter of the desk.

    People who read the same are asked for together: the number of queries grows with the kinds of readers,
    not with people.
    """
    groups: dict[Reader, set[int]] = defaultdict(set)
    for user in wanted:
        groups[found.readers[user]].add(user)
    answer: dict[int, set[int]] = {}
    for reader, users in groups.items():
        seen = _seen(reader, set().union(*(wanted[user] for user in users)))
        answer |= {user: wanted[user] & seen for user in users}
    return answer


def _seen(reader: Reader, actions: set[int]) -> set[int]:
    numbers, seen = sorted(actions), set()
    for start in range(0, len(numbers), _CHUNK):
        part = Action.objects.filter(actions_for(reader), pk__in=numbers[start : start + _CHUNK])
        seen |= set(part.order_by().values_list("pk", flat=True))
    return seen
