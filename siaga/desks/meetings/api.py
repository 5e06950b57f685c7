"""Published meetings and their public conclusions as JSON, for everyone."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from siaga.desks.elections.queries import current_election
from siaga.desks.meetings.models import Conclusion, Meeting
from siaga.desks.meetings.queries.titles import title_on
from siaga.desks.meetings.reading import items_for, meetings_for, reader_of
from siaga.desks.trail.access import public
from siaga.web.problems import ERRORS

router = Router(tags=["meetings"])


class ConclusionOut(Schema):
    number: int
    kind: str = Field(description="conclusion, decision or advice")
    text: str
    day: date | None = Field(description="the day from which it holds")


class MeetingOut(Schema):
    """A meeting as its public page shows it; what no source states is null or empty."""

    id: int
    series: str
    title: str
    day: date | None
    starts: time | None
    ends: time | None
    time_zone: str
    venue: str
    chair: str = Field(description="the exact title on that day, and who held the office if the sources say")
    published_at: datetime
    conclusions: list[ConclusionOut]


@router.get("/rapat", response={200: list[MeetingOut]} | ERRORS, summary="Published meetings")
@public
def meetings(
    request: HttpRequest,
    election: str = Query("", max_length=60, description="Code of the election; the latest when left out"),
) -> Any:
    """Every published meeting of an election with its public conclusions, the latest day first."""
    found = current_election(election)
    if found is None:
        raise Http404(_("There is no election of this code."))
    visitor = reader_of(AnonymousUser())
    shown = Conclusion.objects.filter(items_for(visitor, own=()), withdrawn=False).order_by("number")
    rows = Meeting.objects.filter(meetings_for(visitor), series__election=found)
    rows = rows.select_related("series", "chair").prefetch_related(Prefetch("conclusions", shown, "shown"))
    return [_out(meeting) for meeting in rows.prefetch_related("chair__holders")]


def _out(meeting: Meeting) -> dict[str, Any]:
    names = ("id", "title", "day", "starts", "ends", "time_zone", "venue", "published_at")
    titled = title_on(meeting.chair, meeting.day)
    return {name: getattr(meeting, name) for name in names} | {
        "series": meeting.series.name,
        "chair": str(titled) if titled else meeting.chair_printed,
        "conclusions": meeting.shown,
    }
