"""The steps of many at once: selection, training, oath, health check, end of the work.

A city swears 1,645 officers on one day: that is one statement and one entry of the trail. One person is a set
of one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.offices.models import User
from siaga.desks.places.models import Region
from siaga.desks.places.queries import inside
from siaga.desks.staff.errors import Refused
from siaga.desks.staff.models import EndReason, Health, Post, Service
from siaga.desks.staff.rights import CONFIRM, EDIT, seats_on
from siaga.desks.trail.services import record
from siaga.desks.trail.services.record import Subject


class Step(StrEnum):
    SELECT = "select"
    TRAIN = "train"
    SWEAR = "swear"
    FIT = "fit"
    UNFIT = "unfit"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Advance:
    """A step for the services of a body in a region (any level), or for one service; on a day."""

    step: Step
    day: date
    kind: str = ""
    region: str = ""
    service: int | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many took the step, and how many wait for another person because one may not select one's own."""

    done: int
    own: int = 0


@transaction.atomic
def advance(user: User, election: Election, asked: Advance) -> Taken:
    """Let every service take the step that can: within the user's rights, not ended, not taken before.

    Raises Refused when the day is in the future, or an oath has no record (document) for many at once.
    """
    _check(election, asked)
    ready = _ready(user, election, asked)
    own = ready.filter(recruited_by=user).count() if asked.step == Step.SELECT else 0
    if asked.step == Step.SELECT:
        ready = ready.exclude(recruited_by=user)
    chosen = list(ready.order_by("pk").values_list("pk", flat=True))
    _update(chosen, _changes(asked, user))
    if chosen:
        record(f"staff.{asked.step}", _subject(election, asked, chosen), after=_told(asked, chosen))
    return Taken(len(chosen), own)


def _ready(user: User, election: Election, asked: Advance) -> QuerySet[Service]:
    action = CONFIRM if asked.step == Step.SELECT else EDIT
    posts = Post.objects.filter(seats_on(user, action), election=election)
    if asked.kind:
        posts = posts.filter(kind=asked.kind)
    if asked.region:
        posts = posts.filter(inside("region__code", asked.region))
    services = Service.objects.filter(post__in=posts, ended_on__isnull=True, starts__lte=asked.day)
    if asked.service:
        services = services.filter(pk=asked.service)
    return services.filter(_WAITING[asked.step](asked))


_WAITING: dict[Step, Any] = {
    Step.SELECT: lambda asked: Q(selected_on__isnull=True),
    Step.TRAIN: lambda asked: Q(selected_on__isnull=False, trained_on__isnull=True),
    Step.SWEAR: lambda asked: Q(selected_on__lte=asked.day, sworn_on__isnull=True),
    Step.FIT: lambda asked: ~Q(health=Health.FIT),
    Step.UNFIT: lambda asked: ~Q(health=Health.UNFIT),
    Step.COMPLETE: lambda asked: Q(ended_on__isnull=True),
}
"""Who has not taken the step yet and may."""


def _changes(asked: Advance, user: User) -> dict[str, Any]:
    return {
        Step.SELECT: {"selected_on": asked.day, "selected_by": user},
        Step.TRAIN: {"trained_on": asked.day},
        Step.SWEAR: {"sworn_on": asked.day, "sworn_document": asked.document.strip()},
        Step.FIT: {"health": Health.FIT, "health_on": asked.day},
        Step.UNFIT: {"health": Health.UNFIT, "health_on": asked.day},
        Step.COMPLETE: {"ended_on": asked.day, "end_reason": EndReason.COMPLETED, "ended_by": user},
    }[asked.step]


def _update(chosen: list[int], changes: dict[str, Any]) -> None:
    """In portions, since SQLite binds a limited number of values."""
    for start in range(0, len(chosen), _PORTION):
        Service.objects.filter(pk__in=chosen[start : start + _PORTION]).update(**changes)


_PORTION = 5_000


def _check(election: Election, asked: Advance) -> None:
    if asked.service is None and not (asked.kind and Region.objects.filter(code=asked.region).exists()):
        raise Refused(_("Choose a body and a region."))
    if asked.day > today_in(election):
        raise Refused(_("This day has not come yet."))
    if asked.step == Step.SWEAR and asked.service is None and not asked.document.strip():
        raise Refused(_("Give the number of the record of the oath (berita acara)."))


def _subject(election: Election, asked: Advance, chosen: list[int]) -> Subject:
    if asked.service:
        return Subject("staff.service", str(asked.service), "")
    return Subject("elections.election", str(election.pk), str(election))


def _told(asked: Advance, chosen: list[int]) -> dict[str, Any]:
    digest = hashlib.sha256("\n".join(map(str, chosen)).encode()).hexdigest()
    return {
        "day": asked.day,
        "kind": asked.kind,
        "region": asked.region,
        "document": asked.document.strip(),
        "services": len(chosen),
        "services_sha256": digest,
    }
