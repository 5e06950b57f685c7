"""The list of meetings and of series, as far as the reader may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Action, Attendance, Meeting, Progress, Series
from siaga.desks.meetings.reading import Reader, actions_for, meetings_for
from siaga.desks.places.queries import inside

CAME = (Attendance.Presence.PRESENT, Attendance.Presence.REPRESENTED)
UNSETTLED = (Progress.OPEN, Progress.REPORTED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for: empty parts do not narrow; both days count in."""

    series: int | None = None
    kind: str = ""
    state: str = ""
    institution: int | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""


def meetings(reader: Reader, election: Election, wanted: Wanted | None = None) -> QuerySet[Meeting]:
    """The meetings of an election with `invited`, `came` and `open_actions`, the latest day first."""
    found = Meeting.objects.filter(meetings_for(reader), series__election=election)
    found = _narrowed(found, wanted or Wanted())
    return found.select_related("series", "chair").annotate(
        invited=_count(_lines().filter(withdrawn=False)),
        came=_count(_lines().filter(presence__in=CAME)),
        open_actions=_count(
            Action.objects.filter(actions_for(reader), meeting=OuterRef("pk"), state__in=UNSETTLED)
        ),
    )


def series_list(reader: Reader, election: Election) -> QuerySet[Series]:
    """The series in which the reader may know of a meeting, and those of their own regions, with `held` and
    `last_day`.
    """
    known = Meeting.objects.filter(meetings_for(reader), series__election=election)
    visible = Q(pk__in=known.values("series")) | _own(reader)
    found = Series.objects.filter(visible, election=election).select_related("convener", "region")
    mine = Q(meetings__in=known)
    return found.annotate(
        meeting_count=Count("meetings", filter=mine, distinct=True),
        last_day=Max("meetings__day", filter=mine),
    ).order_by("name")


def _own(reader: Reader) -> Q:
    """Series of the regions whose meetings the person reads; restricted ones only of their own body."""
    open_to_them = ~Q(visibility="restricted") | Q(convener__in=reader.at_the_table)
    return inside("region__code", *reader.regions) & open_to_them


def _narrowed(found: QuerySet[Meeting], wanted: Wanted) -> QuerySet[Meeting]:
    exact = {
        "series": wanted.series,
        "series__kind": wanted.kind,
        "state": wanted.state,
        "day__gte": wanted.since,
        "day__lte": wanted.until,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.institution:
        lines = Attendance.objects.filter(institution=wanted.institution, withdrawn=False)
        found = found.filter(pk__in=lines.values("meeting"))
    for word in wanted.words.split():
        found = found.filter(Q(title__icontains=word) | Q(series__name__icontains=word))
    return found


def _lines() -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting=OuterRef("pk"))


def _count(rows: QuerySet) -> Coalesce:
    """How many rows a meeting has, as a query of its own so that two counts never multiply."""
    counted = rows.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
