"""Entering the figures of a form: by a person at a page or a phone, safe to repeat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from siaga.desks.offices.access import may, require
from siaga.desks.offices.models import User
from siaga.desks.results.errors import Clashed, DoesNotAddUp
from siaga.desks.results.figures import Paper, Verdict, digest_of, finding_document, judge, new_nonce
from siaga.desks.results.models import Channel, Clash, Kind, ResultRow, ResultVersion, SupervisorForm
from siaga.desks.results.services._move import allowed, despite_race, locked, move, unchanged
from siaga.desks.results.services.comparing import settle
from siaga.desks.results.services.telling import covered
from siaga.desks.results.states import Act, after


@dataclass(frozen=True, slots=True)
class Submission:
    """Figures as one person sends them, under a receipt number the sender chose once.

    `figures`: whole numbers by the form's field names, those the paper leaves blank left out. `declared`:
    why they are sent although they do not add up or are not complete. `revision`: the one of the row the
    sender had on screen. `basis`: numbers of the plenary, recount and objection a correction rests on;
    `document`: of the decision it carries out.
    """

    figures: Mapping[str, int]
    client_id: str
    revision: int | None = None
    declared: str = ""
    channel: str = Channel.WEB
    level: str = ""
    reason: str = ""
    sample: bool = False
    basis: Mapping[str, int] = field(default_factory=dict)
    document: str = ""

    @property
    def kind(self) -> str:
        return Kind.CORRECTION if self.level else Kind.ENTRY

    def said(self) -> dict[str, Any]:
        """All that a human would compare."""
        rest = {"basis": dict(self.basis), "document": self.document}
        return self.statement() | {name: part for name, part in rest.items() if part}

    def statement(self) -> dict[str, Any]:
        """What the digest is taken of: all that a publication shows, so that anyone can recompute it."""
        reason = self.reason or self.declared
        parts = {"level": self.level, "reason": reason, "sample": self.sample}
        return {"figures": dict(self.figures)} | {name: part for name, part in parts.items() if part}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a submission; `repeated` when it had been accepted before and nothing was done again."""

    row: ResultRow
    version: ResultVersion
    repeated: bool = False


FirstTime = Callable[[ResultRow, User, Submission], Receipt]


def enter(row: ResultRow, by: User, submission: Submission) -> Receipt:
    """Write the figures of a form down as a new version; the row then waits for a second person, or is
    compared at once with the reading of the station's supervisor where that came first.

    Figures that break an identity, or leave one out, are refused (DoesNotAddUp) unless `declared` says that
    the paper itself reads so: then they are kept and the row is held. The same receipt number with the same
    content is accepted again without a second version; with other content both are kept and Clashed is
    raised. Raises PermissionDenied, Stale and NotNow.
    """
    require(by, "results.enter", row.station)
    return submit(row, by, submission, _enter)


def submit(row: ResultRow, by: User, submission: Submission, first_time: FirstTime) -> Receipt:
    """Run `first_time` unless the receipt number was seen before; all in one transaction."""
    receipt = despite_race(lambda: _submit(row, by, submission, first_time))
    if receipt is None:
        raise Clashed
    return receipt


@transaction.atomic
def _submit(row: ResultRow, by: User, submission: Submission, first_time: FirstTime) -> Receipt | None:
    """The receipt; None after keeping a clash, which must not be undone by an exception."""
    now = locked(row)
    earlier = ResultVersion.objects.filter(client_id=submission.client_id).select_related("row").first()
    if earlier is None and not SupervisorForm.objects.filter(client_id=submission.client_id).exists():
        return first_time(unchanged(now, submission.revision), by, submission)
    if earlier and _repeats(earlier, now, by, submission):
        return Receipt(now, earlier, repeated=True)
    keep_clash(now, by, submission, earlier)
    return None


def _repeats(earlier: ResultVersion, row: ResultRow, by: User, submission: Submission) -> bool:
    """Whether the same person says the same again. Anyone else is told of a clash, whatever they send: the
    answer must not tell them whether they know the figures.
    """
    digest = digest_of(row.contest, row.station.code, submission.statement(), earlier.nonce)
    same = earlier.entered_by_id == by.pk and earlier.digest == digest
    return same and (submission.kind == Kind.ENTRY or rests_on_the_same(earlier, submission))


def rests_on_the_same(earlier: ResultVersion, submission: Submission) -> bool:
    """Whether a correction sent again names the plenary, recount, objection and decision it named before."""
    ground = earlier.ground
    named = {"plenary": ground.plenary_id, "recount": ground.recount_id, "objection": ground.objection_id}
    basis = {name: number for name, number in named.items() if number}
    return (basis, ground.document) == (dict(submission.basis), submission.document.strip())


def new_version(row: ResultRow, by: User, submission: Submission, verdict: Verdict) -> ResultVersion:
    """The submission as the row's next version, not yet saved."""
    nonce = new_nonce()
    return ResultVersion(
        row=row,
        number=row.current.number + 1 if row.current else 1,
        kind=submission.kind,
        figures=dict(submission.figures),
        findings=[finding_document(finding) for finding in verdict.findings],
        errors=verdict.errors,
        reason=submission.reason or submission.declared,
        level=submission.level,
        sample=submission.sample,
        entered_by=by,
        entered_at=timezone.now(),
        channel=submission.channel,
        client_id=submission.client_id,
        nonce=nonce,
        digest=digest_of(row.contest, row.station.code, submission.statement(), nonce),
    )


def add_version(row: ResultRow, by: User, submission: Submission, verdict: Verdict) -> ResultVersion:
    """Append the submission to the row's versions."""
    version = new_version(row, by, submission, verdict)
    version.save(force_insert=True)
    return version


def keep_clash(row: ResultRow, by: User, submission: Submission, earlier: ResultVersion | None) -> None:
    """Keep the second content of one receipt number; stop the first one's row if it still waits for
    confirmation and the sender may write it: nobody stops a row outside their own places.
    """
    clash = keep_second_content(row, by, submission, submission.said())
    if clash is None or earlier is None:
        return
    first = locked(earlier.row)
    waits = first.current_id == earlier.pk and after(first.state, Act.CLASH)
    if waits and any(may(by, action, first.station) for action in ("results.enter", "results.correct")):
        move(first, Act.CLASH, told={"receipt": submission.client_id, "clash": clash.pk})


def keep_second_content(
    row: ResultRow, by: User, submission: Submission, said: dict[str, Any]
) -> Clash | None:
    """What came under a used receipt number, kept for a human to judge; None when it was kept before."""
    digest = digest_of(row.contest, row.station.code, said)
    clash, new = Clash.objects.get_or_create(
        client_id=submission.client_id,
        digest=digest,
        defaults={
            "row": row,
            "said": said,
            "by": by,
            "at": timezone.now(),
            "channel": submission.channel,
        },
    )
    return clash if new else None


def _enter(row: ResultRow, by: User, submission: Submission) -> Receipt:
    allowed(row, Act.ENTER)
    verdict = judge(Paper.of(row.contest), row.station, submission.figures)
    if not verdict.clean and not submission.declared.strip():
        raise DoesNotAddUp(verdict.findings, verdict.missing)
    version = add_version(row, by, submission, verdict)
    act = Act.DECLARE if submission.declared.strip() else Act.ENTER
    move(row, act, version=version, reason=submission.declared, told=covered(version))
    settle(row)
    return Receipt(row, version)
