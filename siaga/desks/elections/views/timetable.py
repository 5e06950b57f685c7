"""The timetable: as bars over months, as a list to download, as a calendar to subscribe to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from siaga.desks.elections.calendar import calendar_of
from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.elections.queries import StageLine, events, stages, timeline
from siaga.desks.elections.views.common import context_of, of_election
from siaga.desks.trail.access import public
from siaga.web.exports import Column, download, wanted

COLUMNS = [
    Column("code", _("Code"), lambda line: line.stage.code),
    Column("name", _("Stage"), lambda line: line.stage.name),
    Column("name_en", _("English name"), lambda line: line.stage.name_en),
    Column("starts", _("Starts"), lambda line: line.stage.starts),
    Column("ends", _("Ends"), lambda line: line.stage.ends),
    Column("state", _("State"), lambda line: line.when.value),
    Column("days", _("Days"), lambda line: line.days, numeric=True),
    Column("completion", _("Completion"), lambda line: "late" if line.late else line.completion.mark.value),
    Column("done_on", _("Completed on"), lambda line: line.completion.done_on),
    Column("basis", _("Legal basis"), lambda line: line.stage.legal_basis and line.stage.legal_basis.title),
    Column("confidence", _("Confidence"), lambda line: line.stage.mark),
    Column("doubt", _("Doubt"), lambda line: line.stage.doubt),
    Column("source", _("Source"), lambda line: line.stage.source and line.stage.source.title),
]

STATES = {"past": _("over"), "now": _("running"), "next": _("to come"), "unknown": _("no date stated")}


@public
@require_safe
@of_election
def stages_page(request: HttpRequest, election: Election) -> HttpResponse:
    """Every stage as a bar, with the line of today and of voting day."""
    today = today_in(election)
    if form := wanted(request):
        return download(stages(election, today), COLUMNS, form=form, name=f"tahapan-{election.code}")
    state = request.GET.get("status", "")
    line = timeline(election, today)
    context = context_of(
        request,
        election,
        line=line,
        bars=[bar for bar in line.bars if state not in STATES or bar.line.when == state],
        undated=[] if state in STATES and state != "unknown" else line.undated,
        counts=_counts([*(bar.line for bar in line.bars), *line.undated]),
        state=state if state in STATES else "",
        events=events(election),
        day=today,
    )
    return render(request, "elections/stages.html", context)


@public
@require_safe
@of_election
def calendar(request: HttpRequest, election: Election) -> HttpResponse:
    """The timetable as iCalendar (RFC 5545), for any calendar program."""
    text = calendar_of(election, stages(election, today_in(election)), get_language() or "id", timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="siaga-{election.code}.ics"'
    return response


def _counts(lines: list[StageLine]) -> list[tuple[str, object, int]]:
    """How many stages are in each state, with its name."""
    return [(state, name, sum(line.when == state for line in lines)) for state, name in STATES.items()]
