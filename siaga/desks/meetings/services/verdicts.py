"""The word of another institution: what the owner shows is confirmed, or sent back with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from siaga.desks.meetings.errors import NotNow, Stale
from siaga.desks.meetings.models import Action, Progress, Verdict
from siaga.desks.meetings.services._move import move
from siaga.desks.meetings.services._side import locked, witness
from siaga.desks.meetings.services.carry import take_off
from siaga.desks.offices.access import require
from siaga.desks.offices.models import Institution, User
from siaga.desks.trail.refused import needed

Outcome = Verdict.Outcome


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody says to the piece of evidence they had on screen (its number)."""

    evidence: int
    outcome: str
    reason: str = ""


def judge(action: Action, by: User, judgement: Judgement) -> Verdict:
    """Confirm the evidence that waits, which makes the action done, or send it back, which opens it again.

    Safe to repeat: the same person saying the same again gets their first verdict. Raises PermissionDenied,
    SameSide (had a part in it, or is of an institution that had), Stale (newer evidence came, or another
    verdict), NotNow (nothing waits) and ReasonMissing (sent back without a reason).
    """
    require(by, "meetings.confirm")
    return _judge(action, by, judgement)


@transaction.atomic
def _judge(action: Action, by: User, judgement: Judgement) -> Verdict:
    now = locked(action, by)
    if given := Verdict.objects.filter(evidence=judgement.evidence, evidence__action=now).first():
        if given.by_id == by.pk and given.outcome == judgement.outcome:
            return given
        raise Stale
    if now.state != Progress.REPORTED:
        raise NotNow
    if now.evidence_id != judgement.evidence:
        raise Stale
    return _given(now, by, witness(by, now), judgement)


def _given(action: Action, by: User, institution: Institution, judgement: Judgement) -> Verdict:
    confirmed = judgement.outcome == Outcome.CONFIRMED
    reason = judgement.reason.strip() if confirmed else needed(judgement.reason)
    verdict = Verdict.objects.create(
        evidence=action.evidence,
        outcome=Outcome(judgement.outcome),
        reason=reason,
        by=by,
        institution=institution,
        at=timezone.now(),
    )
    told = {"evidence": action.evidence_id, "institution": institution.code}
    if confirmed:
        parties = {"confirmed_by": by, "confirmed_for": institution, "done_at": verdict.at}
        move(action, "confirm", reason=reason, told=told, state=Progress.DONE, **parties)
        take_off(action)
    else:
        move(action, "return", reason=reason, told=told, state=Progress.OPEN)
    return verdict
