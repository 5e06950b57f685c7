"""What of a row somebody may see while its sources must stay independent of each other.

Until a row is counted, whoever makes one source of it sees nothing of the other: the crew nothing of the
supervisor's form, the supervisor nothing of the crew's entry, the second reader nothing of either. A
supervisor's form is seen by nobody but its author before it is compared. Who decides between two sources
sees both, and has made neither. Photographs go the way of the side that took them, but for one: the second
reader reads the crew's photo as a copy of the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from siaga.desks.offices.access import may
from siaga.desks.results.models import Comparison, FormPhoto, ResultRow, Side, SupervisorForm
from siaga.desks.results.sources import made_a_source
from siaga.desks.results.states import CONFIRMABLE, State

_OPEN = frozenset({State.HELD, State.CORRECTED})
"""States in which two sources that were compared lie open to those who made neither."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person sees of one row: the crew's `entry` with its reasons, the crew's `photos`, and the
    supervisor's `form` with its photos.
    """

    entry: bool
    form: bool
    photos: bool


def sight_of(row: ResultRow, user: Any) -> Sight:
    """What the user may see of the row now. At most two queries besides the rights."""
    if row.state == State.COUNTED:
        return Sight(entry=True, form=True, photos=True)
    supervises = may(user, "results.supervise", row.station)
    second = reads_second(row, user)
    entry = not supervises and not second
    decides = entry and row.state in _OPEN and not _is_crew(row, user)
    form = decides and _compared(row) and not made_a_source(row, user)
    return Sight(entry, form, photos=not supervises)


def seen_photos(row: ResultRow, user: Any, sight: Sight) -> QuerySet[FormPhoto]:
    """The photos of the row that the user may see: their own, and those of each side that is open to them."""
    sides = [side for side, open_ in ((Side.CREW, sight.photos), (Side.SUPERVISOR, sight.form)) if open_]
    return FormPhoto.objects.filter(Q(by=user.pk) | Q(side__in=sides), row=row)


def reads_second(row: ResultRow, user: Any) -> bool:
    """Whether the user may still be the second reader of the row."""
    waits = row.state in CONFIRMABLE and row.entered_by_id != user.pk
    return waits and may(user, "results.confirm", row.station)


def _is_crew(row: ResultRow, user: Any) -> bool:
    """Whether the user enters forms here and decides about none."""
    return may(user, "results.enter", row.station) and not may(user, "results.correct", row.station)


def _compared(row: ResultRow) -> bool:
    return Comparison.objects.filter(version__row=row).exists()


def own_form(row: ResultRow, user: Any) -> dict[str, int]:
    """The figures the user handed in last as the supervisor of the station; empty before the first time."""
    form = SupervisorForm.objects.filter(row=row, by=user.pk).order_by("number").last()
    return dict(form.figures) if form else {}
