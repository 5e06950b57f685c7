"""What the pages of this desk have in common: the election, its day, and who is reading."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.elections.views.common import carried
from siaga.desks.meetings.reading import reader_of
from siaga.desks.readiness.models import Duty
from siaga.desks.readiness.queries.duties import DutyPage, duty_page
from siaga.desks.readiness.reading import duties_for


def context_of(request: HttpRequest, election: Election, **more: Any) -> dict[str, Any]:
    """The election, its day, and the end of addresses that keeps the choice of election."""
    return {"election": election, "today": today_in(election), "carried": carried(request), **more}


def duty_at(request: HttpRequest, pk: int) -> Duty:
    """The duty of this number, if the visitor may read it; otherwise it is as if there were none."""
    known = Duty.objects.filter(duties_for(reader_of(request.user)))
    known = known.select_related("institution__region", "election__region", "meeting__series", "source")
    return get_object_or_404(known, pk=pk)


def page_of(request: HttpRequest, duty: Duty) -> DutyPage:
    """Everything the visitor may read of a duty."""
    return duty_page(duty, today_in(duty.election), reader_of(request.user))
