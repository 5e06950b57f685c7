"""A stage is completed: one person reports it with what shows it, a second one confirms or sends it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Stage, StageReport, StageVerdict
from siaga.desks.offices.access import granting, require
from siaga.desks.offices.models import Membership, User
from siaga.desks.offices.roles import Role
from siaga.desks.places.queries import contains
from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.plain import plain
from siaga.desks.trail.refused import Clashed, NotNow, Refused, SameSide, needed
from siaga.desks.trail.services import record
from siaga.engines.ledger import canonical

COMPLETE, CONFIRM = "elections.complete", "elections.confirm"
COLLEGIAL = frozenset({Role.COMMISSIONER, Role.SUPERVISOR})
"""Roles that may confirm what a colleague of the same institution reported: they answer for it by law."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Completed:
    """What is sent: the day the stage was completed, what shows it, under a number the device chose once."""

    done_on: date
    words: str
    client_id: str
    link: str = ""
    file: StoredFile | None = None

    def digest(self) -> str:
        said = [plain(self.done_on), self.words, self.link, self.file.pk if self.file else ""]
        return sha256(canonical.encode(said)).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The report as kept; `repeated` when the device had sent it before."""

    report: StageReport
    repeated: bool = False


def complete(stage: Stage, by: User, sent: Completed) -> Receipt:
    """Report a stage as completed; it counts when a second person has confirmed it.

    The same number with the same content is accepted again without a second report. Raises PermissionDenied,
    Refused (no words, or a day still to come), Clashed (the number came with other content).
    """
    require(by, COMPLETE, stage.election.region)
    if not sent.words.strip():
        raise Refused(_("Say what shows that the stage is completed."))
    if sent.done_on > today_in(stage.election):
        raise Refused(_("That day has not come yet."))
    return once_more(lambda: _complete(stage, by, sent))


@transaction.atomic
def _complete(stage: Stage, by: User, sent: Completed) -> Receipt:
    stage = Stage.objects.select_for_update().get(pk=stage.pk)
    earlier = StageReport.objects.filter(client_id=sent.client_id).first()
    if earlier:
        if (earlier.stage_id, earlier.by_id, earlier.digest) != (stage.pk, by.pk, sent.digest()):
            raise Clashed
        return Receipt(earlier, repeated=True)
    report = StageReport.objects.create(
        stage=stage,
        number=stage.reports.count() + 1,
        done_on=sent.done_on,
        words=sent.words.strip(),
        link=sent.link,
        file=sent.file,
        by=by,
        institution=acting_for(by, COMPLETE, stage).institution,
        at=timezone.now(),
        client_id=sent.client_id,
        digest=sent.digest(),
    )
    record("elections.stage.complete", stage, after=_told(report))
    return Receipt(report)


@transaction.atomic
def judge(report: StageReport, by: User, outcome: str, reason: str = "") -> StageVerdict:
    """Confirm the newest report of a stage, or send it back with a reason.

    Raises PermissionDenied, SameSide (one's own report, or a colleague's without the office for it), NotNow
    (judged already, or a newer report stands), ReasonMissing.
    """
    stage = Stage.objects.select_for_update(of=("self",)).select_related("election").get(pk=report.stage_id)
    require(by, CONFIRM, stage.election.region)
    why = needed(reason) if outcome == StageVerdict.Outcome.RETURNED else reason.strip()
    if StageVerdict.objects.filter(report=report).exists() or stage.reports.count() != report.number:
        raise NotNow
    verdict = StageVerdict.objects.create(
        report=report,
        outcome=outcome,
        reason=why,
        by=by,
        institution=_of_another_office(by, report, stage).institution,
        at=timezone.now(),
    )
    _record(stage, verdict)
    return verdict


def acting_for(user: User, action: str, stage: Stage) -> Membership:
    """The membership by which a person does this here; the caller has checked that there is one."""
    held = granting(user, action)
    return next(m for m in held if contains(m.region_id, stage.election.region_id))


def _of_another_office(by: User, report: StageReport, stage: Stage) -> Membership:
    """A membership in which `by` may confirm this report. Raises SameSide when there is none."""
    city = stage.election.region_id
    fitting = [m for m in granting(by, CONFIRM) if contains(m.region_id, city)]
    found = [m for m in fitting if m.institution_id != report.institution_id or m.role in COLLEGIAL]
    if by.pk == report.by_id or not found:
        raise SameSide
    return found[0]


def once_more(act: Callable[[], Answer]) -> Answer:
    """Do the act, a second time when another transaction took its number meanwhile: then it is there to be
    compared with.
    """
    try:
        return act()
    except IntegrityError:
        return act()


def _told(report: StageReport) -> dict[str, Any]:
    return {
        "report": report.number,
        "done_on": report.done_on,
        "words": report.words,
        "link": report.link,
        "file": report.file_id,
        "institution": report.institution.code,
    }


def _record(stage: Stage, verdict: StageVerdict) -> None:
    told = {"report": verdict.report.number, "institution": verdict.institution.code}
    if verdict.outcome == StageVerdict.Outcome.CONFIRMED:
        record("elections.stage.confirm", stage, after=told, reason=verdict.reason)
    else:
        record("elections.stage.return", stage, after=told, reason=verdict.reason)
