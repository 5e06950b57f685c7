"""People from a list: checked whole, shown as differences, then written whole or not at all.

The same list a second time changes nothing. A list recruits onto empty seats and records training, oath and
health of those already selected; it never selects (a second person does) and never replaces.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.elections.models import Election
from siaga.desks.offices.models import User
from siaga.desks.staff.errors import Refused
from siaga.desks.staff.models import Person, Service
from siaga.desks.staff.services.listing import COLUMNS, MOST
from siaga.desks.staff.services.matching import Match, Matcher, RowError
from siaga.desks.trail.personal import seal
from siaga.desks.trail.services import record
from siaga.web.uploads import Problem, read_sheet


@dataclass(frozen=True, slots=True)
class Difference:
    """What one row would change: a person recruited onto a seat, or steps added to a service."""

    line: int
    seat: str
    name: str
    new: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A list as checked: what would be written, how many rows say nothing new, what is wrong."""

    matches: list[Match] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def differences(self) -> list[Difference]:
        return [
            Difference(m.line, str(m.post), m.candidate.name, m.service is None, tuple(m.changes))
            for m in self.matches
        ]

    @property
    def new(self) -> int:
        return sum(match.service is None for match in self.matches)


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written."""

    recruited: int
    changed: int


def check_people(user: User, election: Election, upload: UploadedFile) -> Plan:
    """Read and check a list against the seats the user appoints; nothing is written."""
    sheet = read_sheet(upload, COLUMNS)
    if len(sheet.lines) > MOST:
        return Plan(problems=[Problem(0, "", _("More than %(n)d rows: send them in parts.") % {"n": MOST})])
    matcher = Matcher(user, election, sheet.lines)
    matches, problems = [], list(sheet.problems)
    for line in sheet.lines:
        try:
            matches.append(matcher.match(line))
        except RowError as fault:
            problems.append(Problem(line.number, fault.column, str(fault)))
    problems += _twice(matches)
    writing = [match for match in matches if match.service is None or match.changes]
    return Plan(writing, len(matches) - len(writing), sorted(problems))


@transaction.atomic
def import_people(user: User, election: Election, plan: Plan) -> Imported:
    """Write a checked list whole. Raises Refused when it has faults or the seats changed meanwhile."""
    if plan.problems:
        raise Refused(_("The list has faults: nothing was written."))
    new = [match for match in plan.matches if match.service is None]
    old = [match for match in plan.matches if match.service is not None]
    try:
        with transaction.atomic():
            _recruit(user, new)
            _change(old)
    except IntegrityError as refusal:
        raise Refused(_("Seats or people of this list changed meanwhile. Check it again.")) from refusal
    done = Imported(len(new), len(old))
    if plan.matches:
        record("staff.import", election, after=_told(done, plan))
    return done


def _recruit(user: User, matches: list[Match]) -> None:
    now = timezone.now()
    strangers = [match for match in matches if match.person is None]
    people = [_person(match, now) for match in strangers]
    Person.objects.bulk_create(people, batch_size=500)
    for match, person in zip(strangers, people, strict=True):
        match.person = person
    services = [
        Service(
            post=match.post,
            person=match.person,
            starts=match.starts,
            recruited_by=user,
            recruited_at=now,
            **match.changes,
        )
        for match in matches
    ]
    Service.objects.bulk_create(services, batch_size=500)


def _change(matches: list[Match]) -> None:
    """Rows that change the same fields are written together."""
    groups: dict[tuple[str, ...], list[Service]] = {}
    for match in matches:
        for name, value in match.changes.items():
            setattr(match.service, name, value)
        groups.setdefault(tuple(match.changes), []).append(match.service)
    for names, services in groups.items():
        Service.objects.bulk_update(services, names, batch_size=500)


def _person(match: Match, now: Any) -> Person:
    candidate = match.candidate
    return Person(
        name=candidate.name,
        nik_hash=match.fingerprint,
        nik_last4=candidate.nik[-4:],
        phone_sealed=seal(candidate.phone),
        sex=candidate.sex,
        birth_year=candidate.birth_year,
        added_at=now,
    )


def _twice(matches: list[Match]) -> Iterator[Problem]:
    """One person, or one seat, on two rows."""
    people: dict[str, int] = {}
    seats: dict[int, int] = {}
    for match in matches:
        if match.fingerprint and (first := people.setdefault(match.fingerprint, match.line)) != match.line:
            yield Problem(match.line, "nik", _("The same NIK is already on row %(row)d.") % {"row": first})
        if (first := seats.setdefault(match.post.pk, match.line)) != match.line:
            yield Problem(match.line, "kursi", _("The same seat is already on row %(row)d.") % {"row": first})


def _told(done: Imported, plan: Plan) -> dict[str, Any]:
    """What the trail keeps: how many of which body, and a digest of the seats; no names."""
    posts = sorted(match.post.pk for match in plan.matches)
    kinds = Counter(match.post.kind for match in plan.matches)
    digest = hashlib.sha256("\n".join(map(str, posts)).encode()).hexdigest()
    counts = {"recruited": done.recruited, "changed": done.changed}
    return counts | {"kinds": dict(kinds), "posts_sha256": digest}
