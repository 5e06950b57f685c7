"""Reporting on a duty by the institution it falls to, and the word of another one that it is so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.meetings.reading import reader_of
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.access import granting, memberships_on, require, today
from siaga.desks.offices.models import Institution, User
from siaga.desks.readiness.models import Duty, DutyReport, DutyVerdict, Standing
from siaga.desks.readiness.reading import duties_for, in_the_room
from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.plain import refuse_personal_numbers
from siaga.desks.trail.refused import Clashed, NotNow, Refused, SameSide, needed
from siaga.engines.ledger import canonical

REPORT, CONFIRM = "duties.report", "duties.confirm"
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Report:
    """What is sent about a duty: its state in words, perhaps a file, an address and a count of a whole."""

    state: str
    words: str
    client_id: str
    file: StoredFile | None = None
    link: str = ""
    count: int | None = None
    whole: int | None = None
    unit: str = ""

    def said(self) -> dict[str, Any]:
        """All that makes one report another one than the next."""
        return {
            "state": self.state,
            "words": self.words.strip(),
            "file": self.file.pk if self.file else None,
            "link": self.link,
            "count": self.count,
            "whole": self.whole,
            "unit": self.unit,
        }

    @property
    def digest(self) -> str:
        return sha256(canonical.encode(self.said())).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The report as kept; `repeated` when the device had sent it before."""

    report: DutyReport
    repeated: bool = False


def report(duty: Duty, by: User, sent: Report) -> Receipt:
    """Keep what an institution says about its own duty; "done" then waits for another institution.

    The same number with the same content is accepted again. Raises PermissionDenied (not one's own, or not
    readable), NotNow (the duty is closed), Refused (no words, a count without sense), Clashed.
    """
    require(by, REPORT)
    _check(sent)
    try:
        return _report(duty, by, sent)
    except IntegrityError:  # the same number arrived twice at the same moment: now the first one is there
        return _report(duty, by, sent)


@transaction.atomic
def judge(kept: DutyReport, by: User, outcome: str, reason: str = "") -> DutyVerdict:
    """Confirm that a duty is done as its newest report says, or send the report back with a reason.

    Raises PermissionDenied, SameSide (a person of the institution it falls to, or the reporter), NotNow (not
    reported as done, judged already, or a newer report stands), ReasonMissing.
    """
    require(by, CONFIRM)
    duty = locked(kept.duty_id, by)
    witness = witness_of(duty, kept, by)
    why = needed(reason) if outcome == DutyVerdict.Outcome.RETURNED else reason.strip()
    if duty.latest_id != kept.pk or duty.standing != Standing.REPORTED:
        raise NotNow
    refuse_personal_numbers(reason, "reason")
    verdict = DutyVerdict.objects.create(
        report=kept, outcome=outcome, reason=why, by=by, institution=witness, at=timezone.now()
    )
    before = {"standing": duty.standing}
    confirmed = outcome == DutyVerdict.Outcome.CONFIRMED
    duty.standing = Standing.DONE if confirmed else Standing.IN_PROGRESS
    duty.save(update_fields=["standing"])
    after = {"standing": duty.standing, "report": kept.number, "institution": witness.code}
    _tell_verdict(duty, confirmed, before, after, verdict.reason)
    return verdict


def locked(number: int, by: User) -> Duty:
    """The duty as it stands now, held until the transaction ends, if `by` may read it as one of the room."""
    reader = reader_of(by)
    known = Duty.objects.filter(duties_for(reader) & in_the_room(reader))
    known = known.select_related("institution__region", "election", "meeting__series", "statement")
    found = known.select_for_update(of=("self",)).filter(pk=number).first()
    if found is None:
        raise PermissionDenied
    return found


def reporter_of(duty: Duty, by: User) -> Institution | None:
    """The institution of the duty, if `by` may report for it."""
    return _speaking(by, REPORT, lambda number: number == duty.institution_id)


def witness_of(duty: Duty, kept: DutyReport, by: User) -> Institution:
    """The other institution for which `by` may judge a report; who holds any role at the one the duty falls
    to is on its side. Raises SameSide.
    """
    held = {m.institution_id for m in memberships_on(by, today())}
    other = _speaking(by, CONFIRM, lambda number: number != duty.institution_id)
    if duty.institution_id in held or kept.by_id == by.pk or other is None:
        raise SameSide
    return other


@transaction.atomic
def _report(duty: Duty, by: User, sent: Report) -> Receipt:
    duty = locked(duty.pk, by)
    earlier = DutyReport.objects.filter(client_id=sent.client_id).first()
    if earlier:
        if (earlier.duty_id, earlier.by_id, earlier.digest) != (duty.pk, by.pk, sent.digest):
            raise Clashed
        return Receipt(earlier, repeated=True)
    institution = reporter_of(duty, by)
    if institution is None:
        raise PermissionDenied(_("Only the institution a duty falls to reports on it."))
    if duty.closed_at:
        raise NotNow
    return Receipt(_keep(duty, by, institution, sent))


def _keep(duty: Duty, by: User, institution: Institution, sent: Report) -> DutyReport:
    kept = DutyReport.objects.create(
        duty=duty,
        number=duty.reports.count() + 1,
        by=by,
        institution=institution,
        at=timezone.now(),
        client_id=sent.client_id,
        digest=sent.digest,
        **(sent.said() | {"file": sent.file}),
    )
    before = {"standing": duty.standing}
    done = sent.state == DutyReport.State.DONE
    duty.standing, duty.latest = Standing.REPORTED if done else Standing(sent.state), kept
    duty.save(update_fields=["standing", "latest"])
    told = sent.said() | {"standing": duty.standing, "report": kept.number, "digest": sent.digest}
    tell("duties.report", duty, before=before, after=told)
    return kept


def _tell_verdict(
    duty: Duty, confirmed: bool, before: dict[str, Any], after: dict[str, Any], reason: str
) -> None:
    if confirmed:
        tell("duties.confirm", duty, before=before, after=after, reason=reason)
    else:
        tell("duties.return", duty, before=before, after=after, reason=reason)


def _check(sent: Report) -> None:
    if not sent.words.strip():
        raise Refused(_("Say in words how far it is."))
    if sent.whole is not None and (sent.count is None or sent.whole < 1):
        raise Refused(_("State both numbers: how many of how many."))
    if sent.unit == "%" and (sent.whole, (sent.count or 0) <= PERCENT) != (PERCENT, True):
        raise Refused(_("A percentage lies between 0 and 100."))
    if sent.link and not sent.link.startswith(("https://", "http://")):
        raise Refused(_("The address must begin with https:// or http://."))
    refuse_personal_numbers(sent.words, "report")  # the trail keeps only a digest of restricted text


def _speaking(by: User, right: str, fits: Callable[[int], bool]) -> Institution | None:
    """The first of the person's institutions that fits and whose role holds the right today."""
    return next((m.institution for m in granting(by, right) if fits(m.institution_id)), None)
