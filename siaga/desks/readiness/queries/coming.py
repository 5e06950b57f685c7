"""What will be late this week unless somebody acts: one list of all desks, sorted by day, with the owner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from siaga.desks.elections.queries import Mark
from siaga.desks.grants.queries.obligations import Obligation, State
from siaga.desks.meetings.models import Action, Progress
from siaga.desks.meetings.reading import actions_for
from siaga.desks.readiness.models import Duty, Standing
from siaga.desks.readiness.queries.asker import Asker
from siaga.desks.readiness.reading import duties_for

WEEK = 7


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due on a day: its kind, what it is, whose it is (empty: not stated), and the page
    where it is kept with what its address names.
    """

    day: date
    kind: str
    what: str
    owner: str
    page: str
    keys: tuple[Any, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.page, args=self.keys)

    def days_left(self, today: date) -> int:
        return (self.day - today).days


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one to another, both included; of each desk at most so many things."""

    first: date
    last: date
    most: int | None = None


Desk = Callable[[Asker, Span], Iterable[Due]]


def coming(asker: Asker, days: int = WEEK) -> tuple[Due, ...]:
    """Everything due from today on within so many days that is neither done nor waiting for a second
    person's word.
    """
    return _sorted(asker, Span(asker.today, asker.today + timedelta(days=days)))


def overdue(asker: Asker, most: int) -> tuple[Due, ...]:
    """What is overdue, the longest first, at most so many of each desk."""
    return _sorted(asker, replace(_past(asker), most=most))


def count_overdue(asker: Asker) -> int:
    """How many things are overdue in all; where there may be thousands, as the lights have counted them."""
    span = _past(asker)
    few = sum(1 for desk in (stages_due, grants_due, report_due) for _due in desk(asker, span))
    actions = sum(owner.overdue for owner in asker.actions)
    return few + actions + sum(area.overdue for area in asker.duties.values())


def stages_due(asker: Asker, span: Span) -> Iterator[Due]:
    """Stages that end, as far as this house held them while they ran."""
    for line in asker.stages:
        stage, settled = line.stage, line.completion.mark in (Mark.CONFIRMED, Mark.WAITING)
        over = stage.ends is not None and stage.ends < asker.today
        if stage.ends and span.first <= stage.ends <= span.last and not settled and (line.late or not over):
            yield Due(stage.ends, _("Stage ends"), stage.label, "KPU", "elections:stage", (stage.code,))


def actions_due(asker: Asker, span: Span) -> Iterator[Due]:
    """Open actions of the meetings the asker may read."""
    rows = _actions(asker, span).order_by("due", "pk").values_list("pk", "due", "title", "owner__name")
    for pk, day, title, owner in rows[: span.most]:
        yield Due(day, _("Action of a meeting"), title, owner or "", "actions:action", (pk,))


def duties_due(asker: Asker, span: Span) -> Iterator[Due]:
    """Duties of the agencies that nobody has reported as done."""
    rows = _duties(asker, span).order_by("due", "pk").values_list("pk", "due", "text", "institution__name")
    for pk, day, text, owner in rows[: span.most]:
        yield Due(day, _("Readiness"), text, owner, "duties:duty", (pk,))


def grants_due(asker: Asker, span: Span) -> Iterator[Due]:
    """Tranches, reports and returns of the grants the asker may know of. What only a source speaks of is not
    overdue: it may just not mention the payment.
    """
    for line in asker.grants:
        for owed in line.obligations:
            if owed.state in (State.OPEN, State.LATE) and owed.due and span.first <= owed.due <= span.last:
                yield _of_grant(owed, owed.due, line.to)


def report_due(asker: Asker, span: Span) -> Iterator[Due]:
    """The next situation report of the election desk."""
    found = asker.next_report
    if found and span.first <= found.day <= span.last:
        yield Due(found.day, _("Situation report"), found.what, "Desk Pilkada", "readiness:reports")


def _sorted(asker: Asker, span: Span) -> tuple[Due, ...]:
    found = [due for desk in DESKS for due in desk(asker, span)]
    return tuple(sorted(found, key=lambda due: (due.day, due.kind, due.what)))


def _past(asker: Asker) -> Span:
    return Span(date.min, asker.today - timedelta(days=1))


def _actions(asker: Asker, span: Span) -> QuerySet[Action]:
    found = Action.objects.filter(actions_for(asker.reader), election=asker.election, state=Progress.OPEN)
    return found.filter(due__range=(span.first, span.last))


def _duties(asker: Asker, span: Span) -> QuerySet[Duty]:
    found = Duty.objects.filter(duties_for(asker.reader), election=asker.election, closed_at=None)
    found = found.filter(due__range=(span.first, span.last))
    return found.exclude(standing__in=(Standing.DONE, Standing.REPORTED))


def _of_grant(owed: Obligation, day: date, grantee: str) -> Due:
    grant = owed.grant
    owner = str(grant.grantor) if owed.what == "tranche" and grant.grantor else grantee
    keys = (grant.election.code, grant.code)
    return Due(day, _("Grant"), f"{owed.title}, {grantee}", owner, "grants:grant", keys)


DESKS: tuple[Desk, ...] = (stages_due, actions_due, duties_due, grants_due, report_due)
"""One query for each desk that knows of days."""
