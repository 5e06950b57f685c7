"""Single stations, for everyone: figures are there only while the row is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from siaga.desks.elections.models import Contest, Election
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries.leaves import FIGURES_IF_COUNTED, in_region, standing
from siaga.desks.results.states import State

_FIELDS = (
    "contest__code",
    "station__code",
    "station__number",
    "station__name",
    "station__ward_id",
    "station__ward__name",
    "station__ward__parent_id",
    "station__ward__parent__name",
    "state",
    "sample",
    "changed_at",
    "confirmed_at",
)


@dataclass(frozen=True, slots=True)
class StationLine:
    """One station in one contest. `figures`, by the form's names, is None unless the row is counted."""

    contest: str
    station: str
    number: int
    station_name: str
    ward: str
    ward_name: str
    district: str
    district_name: str
    state: str
    sample: bool
    changed_at: datetime | None
    confirmed_at: datetime | None
    figures: Mapping[str, int] | None

    @property
    def label(self) -> str:
        """The name the source gives it, or TPS 013."""
        return self.station_name or f"TPS {self.number:03d}"

    @property
    def state_label(self) -> str:
        """The state in words for everyone: a form that is to be entered again is simply not in yet."""
        return str(State(State.EXPECTED if self.state == State.RETURNED else self.state).label)

    @property
    def counted(self) -> bool:
        return self.state == State.COUNTED

    def votes(self, number: int) -> int | None:
        """Votes of the pair with this number on the ballot, or None while the row is not counted."""
        return None if self.figures is None else self.figures.get(f"paslon{number}")


@dataclass(frozen=True, slots=True)
class RowDetail:
    """One station in one contest with how often it was changed and why the last time."""

    line: StationLine
    versions: int
    corrected: bool
    correction_level: str
    correction_reason: str


def station_rows(contest: Contest, region: str = "", *, counted_only: bool = False) -> list[StationLine]:
    """The stations of a contest in a region (dotted code), by station code. One query."""
    rows = in_region(standing(ResultRow.objects.filter(contest=contest)), region)
    return _lines(rows.filter(state=State.COUNTED) if counted_only else rows)


def row_detail(contest: Contest, station: str) -> RowDetail | None:
    """One station of a contest by its 13-digit code, or None when no such row is expected. At most two
    queries.
    """
    row = ResultRow.objects.filter(contest=contest, station__code=station).select_related("current").first()
    if row is None:
        return None
    [line] = _lines(ResultRow.objects.filter(pk=row.pk))
    current = row.current if line.counted else None
    return RowDetail(
        line=line,
        versions=current.number if current else 0,
        corrected=bool(current and current.level),
        correction_level=current.get_level_display() if current else "",
        correction_reason=current.reason if current and current.level else "",
    )


def changed_since(election: Election, moment: datetime) -> list[StationLine]:
    """Rows of every contest whose state changed after a moment, the oldest change first. One query."""
    rows = ResultRow.objects.filter(contest__election=election, changed_at__gt=moment)
    return _lines(rows, order=("changed_at", "pk"))


def _lines(rows: Iterable[ResultRow], order: tuple[str, ...] = ("station__code",)) -> list[StationLine]:
    found = rows.order_by(*order).values_list(*_FIELDS, FIGURES_IF_COUNTED)  # type: ignore[attr-defined]
    return [StationLine(*row) for row in found]
