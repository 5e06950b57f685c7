"""The list of institutions, and who holds their offices on a day, with what the sources leave open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from siaga.desks.offices.models import Institution, Office, OfficeHolder
from siaga.desks.places.models import Region
from siaga.desks.places.queries import inside

_REACH = timedelta(days=365)
_THINNEST = 0.5
"""Percent of the width that a bar of few days still gets, so that it can be seen."""

Holds = bool | None
"""Whether a person holds an office on a day: yes, no, or None where the sources do not say."""


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A holder with the answer for the chosen day, and the bar of the timeline in percent of its width."""

    holder: OfficeHolder
    holds: Holds
    left: float
    width: float

    @property
    def right(self) -> float:
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office and everyone who held it. `crowded`: on the chosen day more may hold it than it has seats."""

    office: Office
    holders: tuple[HolderRow, ...]

    @property
    def sure(self) -> tuple[HolderRow, ...]:
        """Those who hold the office on the chosen day by the sources."""
        return tuple(row for row in self.holders if row.holds)

    @property
    def possible(self) -> tuple[HolderRow, ...]:
        """Those who may hold it: the sources leave the day open."""
        return tuple(row for row in self.holders if row.holds is None)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days that the bars span; without any stated day there is nothing to draw."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def share(self, day: date) -> float:
        """Where a day begins, in percent of the width, kept inside the picture."""
        return min(max(100 * (day - self.first).days / self.days, 0.0), 100.0)


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """Everything the page of an institution shows about its offices on the chosen day."""

    institution: Institution
    day: date
    offices: tuple[OfficeRow, ...]
    timeline: Timeline | None

    @property
    def mark(self) -> float | None:
        """Where the chosen day lies on the timeline; None outside it."""
        line = self.timeline
        return line.share(self.day) if line and line.first <= self.day <= line.last else None


def institutions(kind: str = "", region: str = "", words: str = "") -> QuerySet[Institution]:
    """Institutions of a kind, in a region or below it, whose name has the words; unknown values find
    nothing.
    """
    found = Institution.objects.select_related("region", "source", "parent")
    if kind:
        found = found.filter(kind=kind)
    if region:
        found = found.filter(inside("region__code", region))
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    return found.annotate(office_count=Count("offices")).order_by("region__code", "name")


def regions_with_institutions() -> QuerySet[Region]:
    """Regions in which institutions work, for the filter."""
    return Region.objects.filter(institutions__isnull=False).distinct().order_by("code")


def page_of(institution: Institution, day: date) -> InstitutionPage:
    """The page of an institution as of a day."""
    offices = list(institution.offices.select_related("source").prefetch_related("holders__source"))
    holders = [holder for office in offices for holder in office.holders.all()]
    timeline = _timeline(holders, day)
    rows = tuple(
        OfficeRow(office, tuple(_row(h, day, timeline) for h in _in_order(office.holders.all())))
        for office in offices
    )
    return InstitutionPage(institution, day, rows, timeline)


def holders_on(office: Office, day: date) -> tuple[OfficeHolder, ...]:
    """Who holds an office on a day by the sources; those whose days are left open are not among them."""
    return tuple(holder for holder in _in_order(office.holders.all()) if holds(holder, day))


def holds(holder: OfficeHolder, day: date) -> Holds:
    """Whether a person holds the office on a day. A day that the source leaves open is unknown, never
    assumed.
    """
    starts, ends = holder.starts, holder.ends
    if (starts and day < starts) or (ends and day > ends):
        return False
    if starts and ends:
        return True
    return True if day in (starts, ends) else None


def _row(holder: OfficeHolder, day: date, timeline: Timeline | None) -> HolderRow:
    left, width = _bar(holder, timeline)
    return HolderRow(holder, holds(holder, day), round(left, 2), round(width, 2))


def _bar(holder: OfficeHolder, timeline: Timeline | None) -> tuple[float, float]:
    """Left edge and width in percent; an end that is not stated runs to the edge of the picture."""
    if timeline is None or not _touches(holder, timeline):
        return 0.0, 0.0
    left = timeline.share(holder.starts) if holder.starts else 0.0
    right = timeline.share(holder.ends) + 100 / timeline.days if holder.ends else 100.0
    left = min(left, 100 - _THINNEST)
    return left, max(min(right, 100.0) - left, _THINNEST)


def _touches(holder: OfficeHolder, timeline: Timeline) -> bool:
    """Whether a holder has a stated day, and any day within the picture."""
    starts, ends = holder.starts or date.min, holder.ends or date.max
    return bool(holder.starts or holder.ends) and starts <= timeline.last and ends >= timeline.first


def _timeline(holders: Sequence[OfficeHolder], day: date) -> Timeline | None:
    """The stated days, at most a year to each side of the chosen one: an election is a matter of weeks."""
    stated = [d for holder in holders for d in (holder.starts, holder.ends) if d]
    if not stated:
        return None
    return Timeline(max(min([*stated, day]), day - _REACH), min(max([*stated, day]), day + _REACH))


def _in_order(holders: Iterable[OfficeHolder]) -> list[OfficeHolder]:
    """By first stated day; those without any come last."""
    return sorted(holders, key=lambda h: (h.starts or h.ends or date.max, h.person))
