"""What of a row somebody may see while its sources must stay independent of each other.

Until a row is counted, whoever makes one source of it sees nothing of the other: the crew nothing of the
supervisor's form, the supervisor nothing of the crew's entry, the second reader nothing of either. A
supervisor's form is seen by nobody but its author before it is compared. Who decides between two sources
sees both, and has made neither. A row that was stopped before it ever counted may come back to its second
reader as it is: only who has given up reading it, by stopping it, sees it meanwhile. Photographs go the way
of the side that took them, but for one: the second reader reads the crew's photo as a copy of the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from django.db.models import F, Q, QuerySet

from siaga.desks.offices.access import may, scope
from siaga.desks.places.queries import contains
from siaga.desks.results.models import Comparison, FormPhoto, ResultRow, Side, SupervisorForm
from siaga.desks.results.sources import made_a_source, unblinded
from siaga.desks.results.states import CONFIRMABLE, Act, State

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


class Stands(Protocol):
    """Anything that names a row, where it stands, and the 13 digits of its station."""

    @property
    def pk(self) -> int: ...

    @property
    def state(self) -> str: ...

    @property
    def act(self) -> str: ...

    @property
    def station(self) -> str: ...


class _Stands(NamedTuple):
    pk: int
    state: str
    act: str
    station: str


class Covers:
    """Which rows must tell the reader nothing of the crew's entry, neither figures nor words: those of which
    they make, or may still make, the other reading. For many rows at once; `rows` narrows which. At most
    three queries besides the rights.
    """

    def __init__(self, user: Any, **rows: Any) -> None:
        self._user, self._rows = user, rows
        self._supervised = scope(user, "results.supervise")
        self._confirmed = scope(user, "results.confirm")

    def hides(self, row: Stands) -> bool:
        """Whether the row is covered to the reader."""
        if row.state == State.COUNTED:
            return False
        return any(contains(place, row.station) for place in self._supervised) or self.waits_for(row)

    def waits_for(self, row: Stands) -> bool:
        """Whether the reader may still become the second reader of what stands."""
        if not any(contains(place, row.station) for place in self._confirmed):
            return False
        stopped = row.state == State.HELD and row.act == Act.HOLD and row.pk not in self._published
        return (stopped or row.state in CONFIRMABLE) and row.pk not in self._spent

    @cached_property
    def _spent(self) -> frozenset[int]:
        """Rows that the reader entered, or of which they know what stands."""
        own = ResultRow.objects.filter(entered_by=self._user.pk, **self._rows).values_list("pk", flat=True)
        return frozenset(own) | frozenset(unblinded(self._user, **self._rows).values_list("pk", flat=True))

    @cached_property
    def _published(self) -> frozenset[int]:
        """Stopped rows that had counted: everybody knows them."""
        rows = ResultRow.objects.filter(state=State.HELD, act=Act.HOLD, **self._rows)
        since = rows.filter(
            current__rulings__before=State.COUNTED, current__rulings__revision=F("revision") - 1
        )
        return frozenset(since.values_list("pk", flat=True))


def sight_of(row: ResultRow, user: Any) -> Sight:
    """What the user may see of the row now. At most five queries besides the rights."""
    if row.state == State.COUNTED:
        return Sight(entry=True, form=True, photos=True)
    supervises = may(user, "results.supervise", row.station)
    entry = not supervises and not reads_second(row, user)
    decides = entry and row.state in _OPEN and not _is_crew(row, user)
    form = decides and _compared(row) and not made_a_source(row, user)
    return Sight(entry, form, photos=not supervises)


def seen_photos(row: ResultRow, user: Any, sight: Sight) -> QuerySet[FormPhoto]:
    """The photos of the row that the user may see: their own, and those of each side that is open to them."""
    sides = [side for side, open_ in ((Side.CREW, sight.photos), (Side.SUPERVISOR, sight.form)) if open_]
    return FormPhoto.objects.filter(Q(by=user.pk) | Q(side__in=sides), row=row)


def reads_second(row: ResultRow, user: Any) -> bool:
    """Whether the user may still be the second reader of the row."""
    return Covers(user, pk=row.pk).waits_for(_Stands(row.pk, row.state, row.act, row.station.code))


def _is_crew(row: ResultRow, user: Any) -> bool:
    """Whether the user enters forms here and decides about none."""
    return may(user, "results.enter", row.station) and not may(user, "results.correct", row.station)


def _compared(row: ResultRow) -> bool:
    return Comparison.objects.filter(version__row=row).exists()


def own_form(row: ResultRow, user: Any) -> dict[str, int]:
    """The figures the user handed in last as the supervisor of the station; empty before the first time."""
    form = SupervisorForm.objects.filter(row=row, by=user.pk).order_by("number").last()
    return dict(form.figures) if form else {}
