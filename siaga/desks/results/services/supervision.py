"""The supervisor of the station hands in their own reading of the whole form, blind to the crew's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from siaga.desks.offices.access import require
from siaga.desks.offices.models import User
from siaga.desks.results.errors import Clashed, DoesNotAddUp, NotNow, SamePerson
from siaga.desks.results.figures import Paper, Verdict, digest_of, finding_document, judge, new_nonce
from siaga.desks.results.models import Comparison, ResultRow, ResultVersion, SupervisorForm
from siaga.desks.results.services._move import despite_race, locked
from siaga.desks.results.services._offices import membership_at
from siaga.desks.results.services.comparing import settle
from siaga.desks.results.services.entry import Submission, keep_second_content
from siaga.desks.results.sources import hands_in_now
from siaga.desks.trail.services import record

SUPERVISES = "results.supervise"


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a supervisor's form: `agrees` is None while the crew's entry is not there to be compared
    with; `repeated` when it had been accepted before.
    """

    row: ResultRow
    form: SupervisorForm
    agrees: bool | None
    repeated: bool = False


def supervise(row: ResultRow, by: User, submission: Submission) -> Handed:
    """Write down every figure as the supervisor reads it, and compare it with the crew's entry.

    Equal in every figure, a waiting row counts at once: two institutions read the same paper. Different, it
    is held. Independent of the row's revision, for whoever reads alone has seen none. Safe to repeat under
    one receipt number. Raises PermissionDenied, DoesNotAddUp without a declaration, NotNow once a form was
    compared, SamePerson, OneInstitution, Clashed.
    """
    require(by, SUPERVISES, row.station)
    handed = despite_race(lambda: _once(row, by, submission))
    if handed is None:
        raise Clashed
    return handed


@transaction.atomic
def _once(row: ResultRow, by: User, submission: Submission) -> Handed | None:
    """The form handed in; None after keeping a clash, which must not be undone by an exception."""
    now = locked(row)
    earlier = SupervisorForm.objects.filter(client_id=submission.client_id).first()
    if earlier and earlier.by_id == by.pk and earlier.digest == _digest(now, submission, earlier.nonce):
        return Handed(now, earlier, _agreed(earlier), repeated=True)
    if earlier or ResultVersion.objects.filter(client_id=submission.client_id).exists():
        keep_second_content(now, by, submission, said_by_supervisor(submission))
        return None
    return _hand_in(now, by, submission)


def said_by_supervisor(submission: Submission) -> dict[str, Any]:
    """What the digest is taken of: the same figures from another source are another statement."""
    return submission.statement() | {"source": "supervisor"}


def _digest(row: ResultRow, submission: Submission, nonce: str) -> str:
    return digest_of(row.contest, row.station.code, said_by_supervisor(submission), nonce)


def _hand_in(row: ResultRow, by: User, submission: Submission) -> Handed:
    if not hands_in_now(row):
        raise NotNow
    if ResultVersion.objects.filter(row=row, entered_by=by).exists():
        raise SamePerson
    verdict = judge(Paper.of(row.contest), row.station, submission.figures)
    if not verdict.clean and not submission.declared.strip():
        raise DoesNotAddUp(verdict.findings, verdict.missing)
    form = _new_form(row, by, submission, verdict)
    form.save(force_insert=True)
    record("results.supervise", row, after=_covered(form))
    compared = settle(row)
    return Handed(row, form, compared.agrees if compared else None)


def _new_form(row: ResultRow, by: User, submission: Submission, verdict: Verdict) -> SupervisorForm:
    member, nonce = membership_at(by, SUPERVISES, row.station.code), new_nonce()
    return SupervisorForm(
        row=row,
        number=SupervisorForm.objects.filter(row=row).count() + 1,
        revision=row.revision,
        figures=dict(submission.figures),
        findings=[finding_document(finding) for finding in verdict.findings],
        errors=verdict.errors,
        reason=submission.declared,
        institution_id=member.institution_id if member else None,
        by=by,
        at=timezone.now(),
        channel=submission.channel,
        client_id=submission.client_id,
        nonce=nonce,
        digest=_digest(row, submission, nonce),
    )


def _covered(form: SupervisorForm) -> dict[str, Any]:
    """What the trail says before the forms are compared: the digest binds the figures and tells none."""
    return {"supervisor_version": form.number, "digest": form.digest}


def _agreed(form: SupervisorForm) -> bool | None:
    compared = Comparison.objects.filter(form=form).order_by("pk").last()
    return compared.agrees if compared else None
