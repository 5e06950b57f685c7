"""Who is to be told what today. Deciding and writing are apart from sending (`sending`), so that a day on
which nothing can be sent loses nothing, and a second run tells nobody twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from siaga.desks.meetings.models import Action, Progress, Reminder
from siaga.desks.meetings.services.audience import Audience, readable
from siaga.desks.meetings.services.carry import UNSETTLED
from siaga.desks.trail.services import Subject, record

Kind = Reminder.Kind
AHEAD = 3
"""Days before its due day from which an action is due soon."""
AGAIN = 3
"""Days after which an overdue action, or evidence that waits, is told again."""
BATCH = 500

Told = Mapping[tuple[int, int, str], date]
"""The last day on which a person was told one kind of thing about an action."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides about one action."""

    pk: int
    state: str
    due: date | None
    escalated: date | None
    side: frozenset[int]
    chair: int
    convener: int
    shown_by: int | None

    def kinds(self, today: date) -> Iterator[tuple[str, date]]:
        """The kinds of call the action gives rise to, each with the day since which one is enough."""
        left = (self.due - today).days if self.due else None
        if self.state == Progress.OPEN and left is not None:
            if left < 0:
                yield Kind.OVERDUE, today - timedelta(AGAIN - 1)
            elif left == 0:
                yield Kind.TODAY, today
            elif left <= AHEAD:
                yield Kind.SOON, self.due - timedelta(AHEAD)
        if self.state == Progress.REPORTED:
            yield Kind.CONFIRM, today - timedelta(AGAIN - 1)
        if self.escalated:
            yield Kind.ESCALATED, self.escalated

    def people(self, kind: str, everybody: Audience) -> set[int]:
        """Who is told: who carries it out; the chair; for a confirmation the chair and who convenes, without
        those who had a part in it.
        """
        if kind == Kind.ESCALATED:
            return everybody.of("meetings.sign", (self.chair,))
        if kind == Kind.CONFIRM:
            asked = everybody.of("meetings.confirm", (self.chair, self.convener))
            return everybody.bystanders(asked, set(self.side)) - {self.shown_by}
        return everybody.of("meetings.act", self.side)


@transaction.atomic
def write_reminders(today: date, everybody: Audience) -> dict[str, int]:
    """Write down what everybody is to be told today and was not told yet; how many, by kind."""
    rows = list(decide(today, everybody))
    Reminder.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    counted = {kind: sum(row.kind == kind for row in rows) for kind in Kind.values}
    if rows:
        record("reminders.written", Subject("meetings.reminder", today.isoformat()), after=counted)
    return counted


def decide(today: date, everybody: Audience) -> Iterator[Reminder]:
    """The reminders of a day that are not there yet, not saved."""
    told = _told(today)
    calls = {
        (user, facts.pk, kind)
        for facts in _facts(today)
        for kind, since in facts.kinds(today)
        for user in facts.people(kind, everybody)
        if told.get((facts.pk, user, kind), date.min) < since
    }
    wanted: dict[int, set[int]] = defaultdict(set)
    for user, action, _kind in calls:
        wanted[user].add(action)
    seen = readable(everybody, wanted)
    for user, action, kind in sorted(calls):
        if action in seen[user]:
            yield Reminder(action_id=action, user_id=user, kind=kind, day=today)


def relevant(kind: str, state: str) -> bool:
    """Whether a reminder that was not sent yet still says what is so."""
    if kind == Kind.ESCALATED:
        return state in UNSETTLED
    return state == (Progress.REPORTED if kind == Kind.CONFIRM else Progress.OPEN)


def _told(today: date) -> Told:
    """Calls that may still be fresh: of the last days, and those to a chair, which are made once."""
    recent = Q(day__gte=today - timedelta(max(AHEAD, AGAIN))) | Q(kind=Kind.ESCALATED)
    rows = Reminder.objects.filter(recent, action__state__in=UNSETTLED).order_by()
    last = rows.values_list("action", "user", "kind").annotate(last=Max("day"))
    return {(action, user, kind): day for action, user, kind, day in last}


def _facts(today: date) -> Iterable[Facts]:
    due = Q(state=Progress.OPEN, due__lte=today + timedelta(AHEAD))
    waits = Q(state=Progress.REPORTED) | Q(state__in=UNSETTLED, escalated_at__isnull=False)
    rows = (
        Action.objects.filter(due | waits)
        .order_by("pk")
        .values_list(
            "pk",
            "state",
            "due",
            "escalated_at",
            "owner",
            "meeting__chair__institution",
            "meeting__series__convener",
            "evidence__institution",
            "evidence__by",
        )
    )
    partners = _partners()
    for pk, state, due_day, escalated, owner, chair, convener, shown_for, shown_by in rows:
        waiting = {shown_for} if state == Progress.REPORTED else set()
        side = frozenset({owner, *partners.get(pk, ()), *waiting} - {None})
        yield Facts(pk, state, due_day, _day(escalated), side, chair or convener, convener, shown_by)


def _partners() -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    shared = Action.partners.through.objects.filter(action__state__in=UNSETTLED)
    for action, institution in shared.values_list("action", "institution"):
        found[action].append(institution)
    return found


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment, timezone.get_default_timezone()) if moment else None
