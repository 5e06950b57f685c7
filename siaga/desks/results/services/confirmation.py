"""The second person: reads the votes from the paper without seeing the first person's, and so confirms or
stops the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.offices.access import require
from siaga.desks.offices.models import User
from siaga.desks.results.errors import (
    BadFigures,
    Clashed,
    KnowsTheFigures,
    MadeASource,
    RecountOpen,
    SamePerson,
    SupervisorAwaited,
)
from siaga.desks.results.figures import Paper, digest_of
from siaga.desks.results.models import ResultRow, SecondReading
from siaga.desks.results.queries.events import open_recounts
from siaga.desks.results.services._move import allowed, despite_race, locked, move, unchanged
from siaga.desks.results.services.telling import uncovered
from siaga.desks.results.sources import made_a_source, supervisor_awaited, unblinded
from siaga.desks.results.states import Act


@dataclass(frozen=True, slots=True)
class Reading:
    """The votes of every pair, by the form's field names, as the second person reads them from the paper."""

    votes: Mapping[str, int]
    client_id: str
    revision: int

    def said(self) -> dict[str, Any]:
        return {"votes": dict(self.votes)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the second person read the same votes; `repeated` when the reading was accepted before."""

    row: ResultRow
    agrees: bool
    repeated: bool = False


def confirm(row: ResultRow, by: User, reading: Reading) -> Outcome:
    """Compare the second person's votes with the entered ones: equal, and the row counts; different, and it
    is held.

    Both readings stay on record either way. Safe to repeat under one receipt number. Raises PermissionDenied,
    SamePerson, MadeASource, KnowsTheFigures, SupervisorAwaited, NotNow, RecountOpen, Stale, BadFigures (a
    pair's votes are missing), Clashed (the receipt number was used for other votes; those first accepted
    stand).
    """
    require(by, "results.confirm", row.station)
    return despite_race(lambda: _once(row, by, reading))


@transaction.atomic
def _once(row: ResultRow, by: User, reading: Reading) -> Outcome:
    now = locked(row)
    earlier = SecondReading.objects.filter(client_id=reading.client_id).first()
    if earlier is None:
        return _confirm(unchanged(now, reading.revision), by, reading)
    if earlier.digest == _digest(now, reading) and earlier.by_id == by.pk:
        return Outcome(now, earlier.agrees, repeated=True)
    raise Clashed


def _confirm(row: ResultRow, by: User, reading: Reading) -> Outcome:
    allowed(row, Act.CONFIRM)
    if row.entered_by_id == by.pk:
        raise SamePerson
    if made_a_source(row, by):
        raise MadeASource
    if unblinded(by, pk=row.pk).exists():
        raise KnowsTheFigures
    if supervisor_awaited(row):
        raise SupervisorAwaited
    if open_recounts(row).exists():
        raise RecountOpen
    votes = _every_vote(row, reading)
    agrees = all(row.current.figures.get(name) == votes[name] for name in votes)
    _keep(row, by, reading, votes, agrees)
    act, person = (Act.CONFIRM, by) if agrees else (Act.DIFFER, None)
    told = uncovered(row.current) if agrees else {"figures": row.current.figures}
    told |= {"second_reading": votes}
    return Outcome(move(row, act, confirmed_by=person, told=told), agrees)


def _keep(row: ResultRow, by: User, reading: Reading, votes: Mapping[str, int], agrees: bool) -> None:
    SecondReading.objects.create(
        version=row.current,
        revision=row.revision,
        by=by,
        at=timezone.now(),
        votes=dict(votes),
        agrees=agrees,
        client_id=reading.client_id,
        digest=_digest(row, reading),
    )


def _every_vote(row: ResultRow, reading: Reading) -> dict[str, int]:
    names = Paper.of(row.contest).vote_names
    missing = {
        name: _("Type the votes as they stand on the paper.") for name in names if name not in reading.votes
    }
    if missing:
        raise BadFigures(missing)
    return {name: reading.votes[name] for name in names}


def _digest(row: ResultRow, reading: Reading) -> str:
    return digest_of(row.contest, row.station.code, reading.said())
