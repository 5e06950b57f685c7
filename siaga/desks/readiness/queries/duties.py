"""The duties as a reader sees them: the matrix of institutions and areas, one institution, one duty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Meeting, Statement
from siaga.desks.meetings.reading import Reader, items_for, meetings_for
from siaga.desks.offices.models import Institution
from siaga.desks.readiness.models import Area, Duty, DutyReport, Standing
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.readiness.reading import duties_for, reports_for


class Look(StrEnum):
    """How a duty looks on a day: where it stands, or that its day has passed. Never shown by colour alone."""

    LATE = "late"
    NO_REPORT = "no_report"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    DONE = "done"

    @property
    def symbol(self) -> str:
        return _SYMBOLS[self]

    @property
    def shade(self) -> Shade:
        return _SHADES[self]

    @property
    def word(self) -> str | Promise:
        return _WORDS[self]


_SYMBOLS = {
    Look.LATE: "!",
    Look.NO_REPORT: "?",
    Look.NOT_STARTED: "○",
    Look.IN_PROGRESS: "◐",
    Look.REPORTED: "◕",
    Look.DONE: "✓",
}
_SHADES = {
    Look.LATE: Shade.BAD,
    Look.NO_REPORT: Shade.NONE,
    Look.NOT_STARTED: Shade.WARN,
    Look.IN_PROGRESS: Shade.WARN,
    Look.REPORTED: Shade.WARN,
    Look.DONE: Shade.GOOD,
}
_WORDS: dict[Look, str | Promise] = {
    Look.LATE: _("late"),
    Look.NO_REPORT: _("no report yet"),
    Look.NOT_STARTED: _("not started"),
    Look.IN_PROGRESS: _("in progress"),
    Look.REPORTED: _("reported, waits for confirmation"),
    Look.DONE: _("done and confirmed"),
}


def look_of(standing: str, due: date | None, on: date) -> Look:
    """How a duty looks: late when its day has passed and nobody has confirmed that it is done."""
    if standing != Standing.DONE and due is not None and due < on:
        return Look.LATE
    return Look(standing)


@dataclass(slots=True)
class Counts:
    """How many duties look how. `overdue` are the late ones that nobody has reported as done."""

    of: dict[Look, int] = field(default_factory=dict)
    overdue: int = 0

    def add(self, look: Look, n: int = 1) -> None:
        self.of[look] = self.of.get(look, 0) + n

    def count(self, look: Look) -> int:
        return self.of.get(look, 0)

    @property
    def all(self) -> int:
        return sum(self.of.values())

    @property
    def done(self) -> int:
        return self.count(Look.DONE)

    @property
    def look(self) -> Look | None:
        """What calls for attention most; all done only when every one is."""
        return next((look for look in Look if self.count(look)), None)

    @property
    def shade(self) -> Shade:
        """Good when every duty is done; no data when nobody has reported on any."""
        look = self.look
        if look in (Look.LATE, Look.DONE, None):
            return look.shade if look else Shade.NONE
        return Shade.NONE if self.count(Look.NO_REPORT) == self.all else Shade.WARN

    @property
    def words(self) -> str:
        """The counts in words, for whoever hears the page: 2 late, 1 done and confirmed."""
        return ", ".join(f"{self.count(look)} {look.word}" for look in Look if self.count(look))


def counts_by_area(election: Election, on: date, reader: Reader) -> dict[str, Counts]:
    """Duties of each area by how they look on a day; one query."""
    found: dict[str, Counts] = {}
    for row in _tally(election, on, reader, "area"):
        _add(found.setdefault(row["area"], Counts()), row)
    return found


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A field of the matrix: sign and shade of what calls most, done of all, and the counts in words."""

    symbol: str
    shade: str
    done: int
    all: int
    words: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An institution with its counts in each area of the matrix, None where it has no duty, and in all."""

    institution: Institution
    cells: tuple[MatrixCell | None, ...]
    total: Counts


@dataclass(frozen=True, slots=True)
class Matrix:
    """Institutions by areas; areas in which nobody has a duty are left out."""

    areas: tuple[Area, ...]
    rows: tuple[MatrixRow, ...]
    total: Counts


def matrix(election: Election, on: date, reader: Reader) -> Matrix:
    """The whole state at a glance, from two queries: those with most late first, then by name."""
    cells: dict[tuple[int, str], Counts] = {}
    for row in _tally(election, on, reader, "institution", "area"):
        _add(cells.setdefault((row["institution"], row["area"]), Counts()), row)
    areas = tuple(area for area in Area if any(a == area for _body, a in cells))
    bodies = Institution.objects.select_related("region").in_bulk({body for body, _area in cells})
    rows = [_row(body, areas, cells) for body in bodies.values()]
    rows.sort(key=lambda row: (-row.total.count(Look.LATE), row.institution.name))
    return Matrix(areas, tuple(rows), total_of(row.total for row in rows))


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty on a day. `newest` is its newest report where the reader may read it."""

    duty: Duty
    look: Look
    newest: DutyReport | None = None


def duties(
    election: Election, on: date, reader: Reader, *, institution: str = "", area: str = ""
) -> list[DutyLine]:
    """The open duties a reader may read, narrowed by the code of an institution and by an area; empty
    arguments do not narrow. Two queries.
    """
    found = readable(election, reader).filter(closed_at=None).order_by("institution__name", *_by_day())
    wanted = {"institution__code": institution, "area": area}
    lines = list(found.filter(**{name: value for name, value in wanted.items() if value}))
    known = DutyReport.objects.filter(reports_for(reader), pk__in=[d.latest_id for d in lines if d.latest_id])
    newest = known.select_related("verdict").in_bulk()
    return [DutyLine(d, look_of(d.standing, d.due, on), newest.get(d.latest_id)) for d in lines]


def readable(election: Election, reader: Reader) -> QuerySet[Duty]:
    """Every duty of an election the reader may read, the closed ones too, with what a page names of it."""
    found = Duty.objects.filter(duties_for(reader), election=election)
    return found.select_related("institution", "source")


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One duty with everything that was said about it; reports, meeting and statement only as far as they may
    be read.

    `hidden` says that there are reports the reader may not read.
    """

    duty: Duty
    look: Look
    reports: tuple[DutyReport, ...]
    hidden: bool
    meeting: Meeting | None
    statement: Statement | None

    @property
    def waiting(self) -> DutyReport | None:
        """The report that waits for another institution's word."""
        return self.reports[0] if self.reports and self.duty.standing == Standing.REPORTED else None


def duty_page(duty: Duty, on: date, reader: Reader) -> DutyPage:
    """The page of a duty the reader may read."""
    found = DutyReport.objects.filter(reports_for(reader), duty=duty).order_by("-number")
    reports = tuple(found.select_related("by", "institution", "file", "verdict__by", "verdict__institution"))
    meeting = Meeting.objects.filter(meetings_for(reader), pk=duty.meeting_id).first()
    said = Statement.objects.filter(items_for(reader), pk=duty.statement_id, withdrawn=False).first()
    hidden = duty.latest_id is not None and not reports
    return DutyPage(duty, look_of(duty.standing, duty.due, on), reports, hidden, meeting, said)


def _tally(election: Election, on: date, reader: Reader, *by: str) -> QuerySet:
    found = Duty.objects.filter(duties_for(reader), election=election, closed_at=None)
    late = Count("pk", filter=Q(due__lt=on) & ~Q(standing=Standing.DONE))
    return found.order_by().values(*by, "standing").annotate(n=Count("pk"), late=late)


def _add(counts: Counts, row: dict[str, Any]) -> None:
    """A line of the tally: of so many in one state, so many are late."""
    for look, n in ((Look.LATE, row["late"]), (Look(row["standing"]), row["n"] - row["late"])):
        if n:
            counts.add(look, n)
    if row["standing"] != Standing.REPORTED:
        counts.overdue += row["late"]


def _row(body: Institution, areas: Iterable[Area], cells: dict[tuple[int, str], Counts]) -> MatrixRow:
    own = [cells.get((body.pk, area)) for area in areas]
    return MatrixRow(body, tuple(map(_cell, own)), total_of(counts for counts in own if counts))


def _cell(counts: Counts | None) -> MatrixCell | None:
    look = counts.look if counts else None
    if counts is None or look is None:
        return None
    return MatrixCell(look.symbol, counts.shade.value, counts.done, counts.all, counts.words)


def total_of(found: Iterable[Counts]) -> Counts:
    """Several counts as one."""
    total = Counts()
    for counts in found:
        for look, n in counts.of.items():
            total.add(look, n)
        total.overdue += counts.overdue
    return total


def _by_day() -> tuple[object, ...]:
    return (F("due").asc(nulls_last=True), "id")
