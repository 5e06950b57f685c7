"""What the meetings left to be done: two thirds of it is reported, two thirds of that confirmed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Subquery

from siaga.desks.meetings import models as m
from tests.kit.year.making import BATCH, Making

OVERDUE, AHEAD = 60, 40
"""Actions are due between so many days ago and so many from now."""


def make(making: Making, meetings: Sequence[m.Meeting], count: int) -> None:
    """The actions, spread over the conclusions, and how far they have come."""
    conclusions = m.Conclusion.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
    decided = list(conclusions.select_related("meeting__series").order_by("id"))
    actions = m.Action.objects.bulk_create(
        (_action(making, n, decided[n % len(decided)]) for n in range(count)), batch_size=BATCH
    )
    shown = _show(making, [action for action in actions if action.owner_id])
    _confirm(making, shown)


def _action(making: Making, n: int, conclusion: m.Conclusion) -> m.Action:
    draw = making.draw
    stated, owned = draw.random() < 0.9, draw.random() < 0.97
    return m.Action(
        election=making.election,
        meeting=conclusion.meeting,
        number=n + 1,
        conclusion=conclusion,
        title=f"Tindak lanjut {n}: {making.area()}",
        owner=making.body() if owned else None,
        region_id=making.election.region_id,
        due=making.today + timedelta(days=draw.randrange(-OVERDUE, AHEAD)) if stated else None,
        visibility=making.circle(),
    )


def _show(making: Making, actions: Sequence[m.Action]) -> list[m.Evidence]:
    reported = [action for action in actions if making.draw.random() < 0.67]
    shown = m.Evidence.objects.bulk_create(
        (
            m.Evidence(
                action=action,
                text="Sudah dilaksanakan.",
                client_id=making.receipt(),
                digest=making.digest(),
                by=making.member(action.owner_id),
                institution_id=action.owner_id,
                at=making.now,
            )
            for action in reported
        ),
        batch_size=BATCH,
    )
    its_own = m.Evidence.objects.filter(action=OuterRef("pk"))
    m.Action.objects.filter(Exists(its_own), state=m.Progress.OPEN).update(
        evidence=Subquery(its_own.values("pk")[:1]), state=m.Progress.REPORTED, revision=F("revision") + 1
    )
    return shown


def _confirm(making: Making, shown: Sequence[m.Evidence]) -> None:
    judged = [evidence for evidence in shown if making.draw.random() < 0.67]
    m.Verdict.objects.bulk_create(
        (_verdict(making, n, evidence) for n, evidence in enumerate(judged)), batch_size=BATCH
    )
    its_own = m.Verdict.objects.filter(evidence=OuterRef("evidence"))
    m.Action.objects.filter(Exists(its_own), state=m.Progress.REPORTED).update(
        state=m.Progress.DONE,
        confirmed_by=Subquery(its_own.values("by")[:1]),
        confirmed_for=Subquery(its_own.values("institution")[:1]),
        done_at=making.now,
        revision=F("revision") + 1,
    )


def _verdict(making: Making, n: int, evidence: m.Evidence) -> m.Verdict:
    elsewhere = making.another(n, evidence.institution_id)
    return m.Verdict(
        evidence=evidence,
        outcome=m.Verdict.Outcome.CONFIRMED,
        by=making.member(elsewhere),
        institution_id=elsewhere,
        at=making.now,
    )
