"""What the desk decides about a row that was stopped, or must be: hold, release, send back, correct."""

from __future__ import annotations

from django.db import transaction

from siaga.desks.offices.access import require
from siaga.desks.offices.models import User
from siaga.desks.results.errors import (
    DoesNotAddUp,
    LevelTooLow,
    MadeASource,
    NotNow,
    ReasonMissing,
    RecountOpen,
)
from siaga.desks.results.figures import Paper, judge
from siaga.desks.results.models import CorrectionLevel, ResultRow, ResultVersion
from siaga.desks.results.queries.events import open_recounts
from siaga.desks.results.services._move import allowed, locked, move, rule, unchanged
from siaga.desks.results.services.comparing import settle
from siaga.desks.results.services.entry import Receipt, Submission, add_version, submit
from siaga.desks.results.services.grounds import at_own_level, rest_on
from siaga.desks.results.services.telling import covered
from siaga.desks.results.sources import made_a_source, open_difference, read_otherwise, undecided
from siaga.desks.results.states import Act
from siaga.desks.trail.refused import needed

DECIDES = "results.correct"


def hold(row: ResultRow, by: User, reason: str, revision: int) -> ResultRow:
    """Take a row out of the count until somebody has looked at the paper; one person is enough to stop,
    never to count.
    """
    return _decide(row, by, Act.HOLD, reason, revision)


def release(row: ResultRow, by: User, reason: str, revision: int) -> ResultRow:
    """Let a held row's figures stand; a second person still has to confirm them.

    Raises NotNow when they break an identity, or differ from what the second person or the station's
    supervisor read: such a row is sent back, corrected or decided between the two, never waved through.
    Raises RecountOpen while a recount of it is ordered and its result not in.
    """
    return _decide(row, by, Act.RELEASE, reason, revision)


def send_back(row: ResultRow, by: User, reason: str, revision: int) -> ResultRow:
    """Ask for a held row to be entered again from the paper. Raises RecountOpen like `release`: the result of
    a recount is no entry of the crew.
    """
    return _decide(row, by, Act.RETURN, reason, revision)


def correct(row: ResultRow, by: User, submission: Submission) -> Receipt:
    """Put corrected figures beside those written on the form, with the level that decided and its reason.

    Corrected figures must hold every identity (DoesNotAddUp) and wait for a second person like any other.
    Safe to repeat under one receipt number, like `enter`. Raises LevelTooHigh and DocumentMissing as
    `at_own_level`, RecountNotNamed while a recount is open.
    """
    require(by, DECIDES, row.station)
    at_own_level(row, by, submission.level, submission.document)
    return submit(row, by, submission, add_correction)


def add_correction(row: ResultRow, by: User, submission: Submission) -> Receipt:
    """The correction itself, inside the transaction of `submit`."""
    allowed(row, Act.CORRECT)
    if made_a_source(row, by):
        raise MadeASource
    if open_difference(row):
        raise NotNow
    if undecided(row) and submission.level == CorrectionLevel.STATION:
        raise LevelTooLow
    version = add_corrected(row, by, submission)
    told = covered(version) | {"level": version.level}
    reason = version.reason.strip()
    return Receipt(move(row, Act.CORRECT, version=version, reason=reason, told=told, quiet=True), version)


def add_corrected(row: ResultRow, by: User, submission: Submission) -> ResultVersion:
    """The corrected figures as the row's next version, with what they rest on. Raises ReasonMissing,
    DoesNotAddUp, Misplaced, RecountNotNamed.
    """
    if submission.level not in CorrectionLevel.values:
        raise ReasonMissing
    needed(submission.reason)
    verdict = judge(Paper.of(row.contest), row.station, submission.figures)
    if verdict.errors:
        raise DoesNotAddUp(verdict.findings, verdict.missing)
    version = add_version(row, by, submission, verdict)
    rest_on(version, by, submission.basis, submission.document)
    return version


@transaction.atomic
def _decide(row: ResultRow, by: User, act: str, reason: str, revision: int) -> ResultRow:
    require(by, DECIDES, row.station)
    now = unchanged(locked(row), revision)
    if act in (Act.RELEASE, Act.RETURN) and open_recounts(now).exists():
        raise RecountOpen
    if act == Act.RELEASE and (now.errors or open_difference(now) or read_otherwise(now)):
        raise NotNow
    rule(now, by, act, needed(reason))
    settle(now)
    return now
