"""Reading actions: the list, one's own, the overview by institution, one action, a file of its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from siaga.desks.elections.choice import election_of
from siaga.desks.elections.models import Election
from siaga.desks.meetings.forms_actions import ActionFilter
from siaga.desks.meetings.models import Progress
from siaga.desks.meetings.queries.action_page import action_page, evidence_file, readable_action
from siaga.desks.meetings.queries.actions import (
    ActionLine,
    action_lines,
    mine,
    owners_of,
    series_of,
    tallies,
)
from siaga.desks.meetings.reading import reader_of
from siaga.desks.offices.access import today
from siaga.desks.trail.access import public, requires
from siaga.desks.trail.views.files import download_file
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("title", _("What is to be done"), lambda line: line.title),
    Column("owner", _("Owner"), lambda line: line.owner_name),
    Column("due", _("Due"), lambda line: line.due),
    Column("due_printed", _("Due as printed"), lambda line: line.due_printed or None),
    Column("state", _("State"), lambda line: line.state_label),
    Column("late", _("Days late"), lambda line: line.days_late, numeric=True),
    Column("priority", _("Priority"), lambda line: line.priority_label),
    Column("visibility", _("Who may read it"), lambda line: line.visibility_label),
    Column("meeting", _("Meeting"), lambda line: line.meeting_title),
    Column("day", _("Day of the meeting"), lambda line: line.meeting_day),
    Column("series", _("Series"), lambda line: line.series),
    Column("done", _("Done"), lambda line: line.done_at),
    Column("confirmed_for", _("Confirmed by"), lambda line: line.confirmed_for),
]
SCREEN = [column for column in COLUMNS if column.key in ("title", "owner", "due", "state", "meeting")]
"""What fits a screen; a download holds `COLUMNS`."""


@public
@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """Every action that the reader may know of, filtered, sorted and downloadable."""
    election, reader = _election(request), reader_of(request.user)
    form = ActionFilter(request.GET, owners=owners_of(reader, election), series=series_of(reader, election))
    lines = action_lines(reader, election, today(), form.wanted())
    if kind := wanted(request):
        return Listing(request, lines, COLUMNS, sort="due").download(kind, name="tindak-lanjut")
    context = {
        "form": form,
        "listing": Listing(request, lines, SCREEN, sort="due"),
        "counts": counts(lines),
        "election": election,
    }
    return render(request, "meetings/actions/list.html", context)


@requires("meetings.read")
@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    """What waits for this person: to do, to confirm, shown and not yet confirmed, put before the chair."""
    found = mine(request.user, _election(request), today())
    return render(request, "meetings/actions/mine.html", {"mine": found})


@public
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How every institution does: open, overdue, waiting, done."""
    found = tallies(reader_of(request.user), _election(request), today())
    return render(request, "meetings/actions/overview.html", {"tallies": found})


@public
@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action: where it comes from, what was shown, what was said to it, and who does what next."""
    found = readable_action(request.user, pk)
    if found is None:
        raise Http404
    page = action_page(request.user, found)
    return render(request, "meetings/actions/action.html", {"page": page, "action": found, "today": today()})


@requires("meetings.read")
@require_safe
def file(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """The file of a piece of evidence, to be saved."""
    found = evidence_file(request.user, pk, evidence)
    if found is None or found.file is None:
        raise Http404
    return download_file(found.file, f"bukti-{pk}-{evidence}")


def counts(lines: Sequence[ActionLine]) -> list[tuple[str, Any, int, str]]:
    """Light, words, number and filter of what the head of the list counts, without what does not occur."""
    states = Counter(line.state for line in lines)
    found = [
        ("bad", _("Overdue"), sum(line.overdue for line in lines), "late=overdue"),
        ("warn", _("Waiting for confirmation"), states[Progress.REPORTED], "state=reported"),
        ("warn", _("Without a due day"), sum(li.unsettled and not li.due for li in lines), "late=due"),
        ("warn", _("Without an owner"), sum(li.unsettled and not li.owner for li in lines), "late=owner"),
        ("none", _("Open"), states[Progress.OPEN], "state=open"),
        ("good", _("Done and confirmed"), states[Progress.DONE], "state=done"),
    ]
    return [count for count in found if count[2]]


def _election(request: HttpRequest) -> Election:
    found = election_of(request)
    if found is None:
        raise Http404
    return found
