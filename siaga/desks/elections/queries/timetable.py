"""The timetable on a day: what is over, what runs, what comes, and how it lies on a line of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from siaga.desks.elections.models import UNSURE_MARKS, Election, Stage
from siaga.desks.elections.queries.completion import (
    NOTHING,
    Completion,
    completions,
    is_late,
    watched_since,
)


class When(StrEnum):
    """How a stage lies to a day. Without any date nothing can be said."""

    PAST = "past"
    NOW = "now"
    NEXT = "next"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage on a day.

    `days` counts whole days: to the start of what comes, to the end of what runs (0 is today), since the end
    of what is over; None where that day is not stated. `depth` is 1 for a part of another stage. `late`: it
    ended while this house watched it, and no report of its completion stands.
    """

    stage: Stage
    when: When
    days: int | None
    depth: int
    completion: Completion = NOTHING
    late: bool = False

    @property
    def unsure(self) -> bool:
        """Whether nobody should plan on these dates without asking KPU."""
        return self.stage.mark in UNSURE_MARKS


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage on the line of days: offset and width in hundredths of a percent of the whole line.

    A side that no source states is drawn as a short open tail: its true extent is unknown.
    """

    line: StageLine
    left: int
    width: int
    open_start: bool
    open_end: bool

    @property
    def x(self) -> str:
        return percent(self.left)

    @property
    def extent(self) -> str:
        return percent(self.width)


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day on the line."""

    day: date
    left: int

    @property
    def x(self) -> str:
        return percent(self.left)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over a line of whole months; `today` is None when it lies outside."""

    first: date
    last: date
    bars: tuple[Bar, ...]
    undated: tuple[StageLine, ...]
    months: tuple[DayMark, ...]
    voting: DayMark
    today: DayMark | None


FULL = 10_000
TAIL = 400
"""Length of an open side, in hundredths of a percent of the line."""


def percent(hundredths: int) -> str:
    """A place on the line as SVG reads it: 12.34%."""
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def stages(election: Election, on: date) -> list[StageLine]:
    """The stages that are in force, parts after the stage they belong to, each as it lies to the day."""
    found = election.stages.filter(closed_at=None).select_related("legal_basis", "source").order_by("order")
    done, watched = completions(election), watched_since(election)
    lines = (_line(stage, depth, on) for stage, depth in _nested(list(found)))
    return [_completed(line, done.get(line.stage.pk, NOTHING), on, watched) for line in lines]


def timeline(election: Election, on: date, lines: list[StageLine] | None = None) -> Timeline:
    """The timetable as bars, from the first day of its first month to the last day of its last.

    `lines` are its stages on that day, where they were read before.
    """
    lines = stages(election, on) if lines is None else lines
    dated = [line for line in lines if line.stage.starts or line.stage.ends]
    days = [day for line in dated for day in (line.stage.starts, line.stage.ends) if day]
    days.append(election.voting_date)
    scale = Scale(min(days).replace(day=1), _month_end(max(days)))
    return Timeline(
        first=scale.first,
        last=scale.last,
        bars=tuple(scale.bar(line) for line in dated),
        undated=tuple(line for line in lines if line not in dated),
        months=tuple(DayMark(day, scale.left(day)) for day in _months(scale.first, scale.last)),
        voting=DayMark(election.voting_date, scale.left(election.voting_date)),
        today=DayMark(on, scale.left(on)) if scale.first <= on <= scale.last else None,
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from one day to another, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def left(self, day: date) -> int:
        """Where a day begins on the line, in hundredths of a percent."""
        return FULL * (day - self.first).days // self.days

    def bar(self, line: StageLine) -> Bar:
        """Where a stage lies, of which at least one day is stated."""
        starts, ends = line.stage.starts, line.stage.ends
        right = self.left(ends + timedelta(days=1)) if ends else min(self.left(starts) + TAIL, FULL)
        left = self.left(starts) if starts else max(right - TAIL, 0)
        return Bar(line, left, max(right - left, 1), starts is None, ends is None)


def _line(stage: Stage, depth: int, on: date) -> StageLine:
    when, day = _when(stage, on)
    return StageLine(stage, when, abs((day - on).days) if day else None, depth)


def _completed(line: StageLine, completion: Completion, on: date, watched: date | None) -> StageLine:
    late = is_late(line.stage.ends, completion.mark, on, watched)
    return replace(line, completion=completion, late=late)


def _when(stage: Stage, on: date) -> tuple[When, date | None]:
    """How the stage lies to the day, and the day that is counted to or from."""
    if stage.starts is None and stage.ends is None:
        return When.UNKNOWN, None
    if stage.ends and stage.ends < on:
        return When.PAST, stage.ends
    if stage.starts and stage.starts > on:
        return When.NEXT, stage.starts
    return When.NOW, stage.ends


def _nested(found: list[Stage]) -> Iterator[tuple[Stage, int]]:
    """Every stage followed by its parts, in the order of the timetable."""
    known = {stage.pk for stage in found}
    parts: dict[int | None, list[Stage]] = {}
    for stage in found:
        parts.setdefault(stage.parent_id if stage.parent_id in known else None, []).append(stage)

    def walk(parent: int | None, depth: int) -> Iterator[tuple[Stage, int]]:
        for stage in parts.get(parent, []):
            yield stage, depth
            yield from walk(stage.pk, depth + 1)

    return walk(None, 0)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _months(first: date, last: date) -> Iterable[date]:
    day = first
    while day <= last:
        yield day
        day = _month_end(day) + timedelta(days=1)
