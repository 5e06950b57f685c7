"""Everything about one meeting on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.queries.actions import actions_of_meeting
from siaga.desks.meetings.queries.meeting_page import meeting_page
from siaga.desks.meetings.queries.papers import papers_of
from siaga.desks.meetings.queries.steps import next_steps
from siaga.desks.meetings.reading import Reader, reader_of, room_for
from siaga.desks.meetings.telling import restricted
from siaga.desks.meetings.views.common import readable
from siaga.desks.offices.access import may, today
from siaga.desks.trail.access import public
from siaga.desks.trail.queries import timeline_of


@public
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """When, where, under whom; who came, what was said and held, what follows, and what comes next."""
    found, reader = readable(request, pk), reader_of(request.user)
    inside = is_inside(found, reader)
    context = {
        "page": meeting_page(found, reader, inside),
        "meeting": found,
        "inside": inside,
        "next": next_steps(found, request.user) if inside else [],
        "may_write": inside and may(request.user, "meetings.write", found.series.region_id),
        "actions": actions_of_meeting(reader, found, today()),
        "papers": papers_of(request.user, found),
        "story": timeline_of(found) if inside else (),
        "covered": restricted(found),
    }
    return render(request, "meetings/meeting.html", context)


def is_inside(meeting: Meeting, reader: Reader) -> bool:
    """Whether the reader reads more of the meeting than the public does."""
    return Meeting.objects.filter(room_for(reader), pk=meeting.pk).exists()
