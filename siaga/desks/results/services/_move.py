"""The one place where a row takes a step: lock, look the step up, change, write it into the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import IntegrityError
from django.utils import timezone

from siaga.desks.offices.models import User
from siaga.desks.results import states
from siaga.desks.results.errors import NotNow, Stale
from siaga.desks.results.models import ResultRow, ResultVersion, Ruling
from siaga.desks.trail.services import record

Answer = TypeVar("Answer")
_RELATED = ("contest__election", "station__ward", "current")


def locked(row: ResultRow) -> ResultRow:
    """The row as it stands now, held until the transaction ends."""
    return ResultRow.objects.select_related(*_RELATED).select_for_update(of=("self",)).get(pk=row.pk)


def unchanged(row: ResultRow, seen: int | None) -> ResultRow:
    """The row, if it stands at the revision somebody saw; any will do for None. Raises Stale."""
    if seen is not None and row.revision != seen:
        raise Stale
    return row


def despite_race(act: Callable[[], Answer]) -> Answer:
    """Do the act, once more when another transaction took its receipt number in the meantime.

    Rows are locked, receipt numbers cannot be: the unique constraint decides, and the second time the
    winner's submission is there to be compared with.
    """
    try:
        return act()
    except IntegrityError:
        return act()


def allowed(row: ResultRow, act: str) -> str:
    """The state an act leads to from here. Raises NotNow where the table of states has no such step."""
    after = states.after(row.state, act)
    if after is None:
        raise NotNow
    return after


def move(
    row: ResultRow,
    act: str,
    *,
    version: ResultVersion | None = None,
    confirmed_by: User | None = None,
    reason: str = "",
    told: dict[str, Any] | None = None,
    quiet: bool = False,
) -> ResultRow:
    """Take one step with a locked row and leave one entry in the trail; the database checks every part of
    it again.

    `version` is the new version an act brings; `told` is what the trail's entry says beyond state and
    version. `quiet` keeps the reason out of it, for words that tell figures a second person has yet to read.
    """
    before = describe(row)
    now = timezone.now()
    row.state, row.act, row.reason = allowed(row, act), act, reason
    row.revision, row.changed_at = row.revision + 1, now
    if version is not None:
        row.current, row.entered_by_id = version, version.entered_by_id
        row.errors, row.sample = version.errors, version.sample
    row.confirmed_by, row.confirmed_at = confirmed_by, now if confirmed_by else None
    row.save()
    after = describe(row) | (told or {})
    record(f"results.{act}", row, before=before, after=after, reason="" if quiet else reason)
    return row


def rule(row: ResultRow, by: User, act: str, reason: str) -> ResultRow:
    """Take a step that one person of the desk decides (one of `RULINGS`), and write down who it was: they
    know the version that stands, and cannot be its second reader any more. Raises NotNow.
    """
    allowed(row, act)
    Ruling.objects.create(
        version=row.current, revision=row.revision, act=act, before=row.state, by=by, at=timezone.now()
    )
    return move(row, act, reason=reason)


def describe(row: ResultRow) -> dict[str, Any]:
    """Where a row stands, for the trail."""
    return {"state": row.state, "version": row.current.number if row.current else 0, "revision": row.revision}
