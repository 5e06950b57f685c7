"""The stages of an election and the meetings of the room on one line of days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from siaga.desks.elections.queries import Timeline, timeline
from siaga.desks.elections.queries.timetable import Scale, percent
from siaga.desks.meetings.models import Meeting, Series
from siaga.desks.meetings.reading import meetings_for
from siaga.desks.readiness.queries.asker import Asker


@dataclass(frozen=True, slots=True)
class Dot:
    """The meetings of one kind on one day: where on the line, and how many."""

    day: date
    left: int
    count: int

    @property
    def x(self) -> str:
        return percent(self.left)


@dataclass(frozen=True, slots=True)
class Lane:
    """The meetings of one kind of series, of which `outside` lie beyond the line."""

    label: str
    dots: tuple[Dot, ...]
    outside: int

    @property
    def count(self) -> int:
        return sum(dot.count for dot in self.dots) + self.outside

    @property
    def last(self) -> date | None:
        return max((dot.day for dot in self.dots), default=None)


@dataclass(frozen=True, slots=True)
class Horizon:
    """The timetable with its months, and a lane for each kind of meeting there was; meetings without a stated
    day stand in no lane.
    """

    line: Timeline
    lanes: tuple[Lane, ...]


def horizon(asker: Asker) -> Horizon:
    """Stages and meetings as the asker may know of them; the line spans the timetable."""
    line = timeline(asker.election, asker.today, asker.stages)
    scale = Scale(line.first, line.last)
    known = Meeting.objects.filter(meetings_for(asker.reader), series__election=asker.election)
    known = known.exclude(day=None).exclude(state=Meeting.State.CANCELLED)
    days: dict[str, Counter[date]] = {}
    for kind, day in known.order_by().values_list("series__kind", "day"):
        days.setdefault(kind, Counter())[day] += 1
    lanes = (_lane(label, days[kind], scale) for kind, label in Series.Kind.choices if kind in days)
    return Horizon(line, tuple(lanes))


def _lane(label: str, days: Counter[date], scale: Scale) -> Lane:
    inside = sorted(day for day in days if scale.first <= day <= scale.last)
    dots = tuple(Dot(day, scale.left(day), days[day]) for day in inside)
    return Lane(str(label), dots, sum(days.values()) - sum(dot.count for dot in dots))
