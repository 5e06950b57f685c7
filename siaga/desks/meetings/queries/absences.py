"""Who was absent from which kind of meeting: institution by institution, series by series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Attendance, Meeting
from siaga.desks.meetings.reading import Reader, meetings_for

Presence = Attendance.Presence


@dataclass(frozen=True, slots=True)
class Cell:
    """How often one institution was invited to the meetings of one series, and what became of it."""

    series: str
    institution: str
    institution_code: str
    invited: int = 0
    present: int = 0
    represented: int = 0
    excused: int = 0
    absent: int = 0
    not_stated: int = 0

    @property
    def missed(self) -> int:
        """Meetings at which nobody of the institution was."""
        return self.excused + self.absent

    @property
    def share(self) -> float | None:
        """Percent of the meetings with a stated presence that were missed; none where nothing is stated."""
        known = self.present + self.represented + self.missed
        return round(100 * self.missed / known, 1) if known else None


def absences(
    reader: Reader,
    election: Election,
    since: date | None = None,
    until: date | None = None,
    kind: str = "",
) -> list[Cell]:
    """One cell per institution and series, over the meetings the reader may know of that were to take place.

    An institution that came in any of its lines came; represented counts as represented.
    """
    known = Meeting.objects.filter(meetings_for(reader), series__election=election)
    known = known.exclude(state__in=(Meeting.State.PLANNED, Meeting.State.CANCELLED))
    wanted = {"day__gte": since, "day__lte": until, "series__kind": kind}
    known = known.filter(**{name: value for name, value in wanted.items() if value})
    lines = Attendance.objects.filter(meeting__in=known, withdrawn=False).values_list(
        "meeting", "meeting__series__name", "institution__name", "institution__code", "presence"
    )
    return sorted(_cells(lines), key=lambda cell: (-(cell.share or 0), cell.institution, cell.series))


_RANK = [p.value for p in (Presence.PRESENT, Presence.REPRESENTED, Presence.EXCUSED, Presence.ABSENT)]
"""Of several lines of one institution at one meeting, the first of these says whether it was there."""


def _cells(lines: Iterable[tuple[int, str, str, str, str]]) -> list[Cell]:
    at_meeting: dict[tuple[str, str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for meeting, series, name, code, presence in lines:
        at_meeting[series, name, code][meeting].add(presence)
    return [_cell(*key, [_best(p) for p in meetings.values()]) for key, meetings in at_meeting.items()]


def _best(presences: set[str]) -> str:
    return next((p for p in _RANK if p in presences), Presence.NOT_STATED)


def _cell(series: str, name: str, code: str, presences: list[str]) -> Cell:
    counts = {p.value: presences.count(p) for p in (*(Presence(r) for r in _RANK), Presence.NOT_STATED)}
    return Cell(series, name, code, len(presences), **counts)
