"""Stages: what runs today, what comes next, what the timetable leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.elections.queries import Mark, StageLine, stages
from siaga.desks.elections.queries.timetable import When
from siaga.desks.readiness.queries.light import Cell, Ground, Input, Light, Records, Shade, cells

SOON = 7
"""Days ahead in which the beginning of a stage is worth a look today."""


def stages_light(election: Election, today: date) -> Light:
    """The light of the timetable on a day, in the city's own time zone."""
    return light_of(stages(election, today), today)


def light_of(lines: list[StageLine], today: date) -> Light:
    """The light of some stages as they lie to the day."""
    running, undated = _those(lines, When.NOW), _those(lines, When.UNKNOWN)
    coming = sorted(_those(lines, When.NEXT), key=lambda line: line.days)
    late, waiting = [line for line in lines if line.late], _marked(lines, Mark.WAITING)
    over = [line for line in waiting if line.when == When.PAST]
    return Light(
        area="stages",
        title=_("Stages"),
        shade=_shade(lines, coming, undated),
        sentence=_sentence(lines),
        formula=_(
            "runs today ⇔ start ≤ today ≤ end; a start or end that is not stated is open; "
            "late ⇔ ended while this house held the timetable, and no report of its completion stands"
        ),
        inputs=(
            Input(_("Today"), today),
            Input(_("Stages in the timetable"), len(lines)),
            Input(_("Running today"), len(running)),
            Input(_("Still to come"), len(coming)),
            Input(_("Without any date"), len(undated)),
            Input(_("Completed, confirmed by a second person"), len(_marked(lines, Mark.CONFIRMED))),
            Input(_("Reported, waiting for confirmation"), len(waiting)),
            Input(_("Late"), len(late)),
        ),
        basis=grounds(lines),
        records=_records([*late, *over, *running, *coming, *undated]),
        link=reverse("elections:stages"),
    )


def grounds(lines: Iterable[StageLine]) -> tuple[Ground, ...]:
    """The regulations the stages rest on, each once; unsure where the dates of any of its stages are."""
    unsure: dict[str, bool] = {}
    for line in lines:
        if line.stage.legal_basis:
            title = line.stage.legal_basis.title
            unsure[title] = unsure.get(title, False) or line.unsure
    return tuple(Ground(title, doubt) for title, doubt in sorted(unsure.items()))


def _those(lines: Iterable[StageLine], when: When) -> list[StageLine]:
    return [line for line in lines if line.when == when]


def _marked(lines: Iterable[StageLine], mark: Mark) -> list[StageLine]:
    return [line for line in lines if line.completion.mark == mark]


def _shade(lines: list[StageLine], coming: list[StageLine], undated: list[StageLine]) -> Shade:
    if not lines:
        return Shade.NONE
    if any(line.late for line in lines):
        return Shade.BAD
    waiting = _marked(lines, Mark.WAITING)
    return Shade.WARN if waiting or undated or (coming and coming[0].days <= SOON) else Shade.GOOD


def _sentence(lines: list[StageLine]) -> str:
    if not lines:
        return _("No timetable is loaded.")
    running, undated = _those(lines, When.NOW), _those(lines, When.UNKNOWN)
    coming = min(_those(lines, When.NEXT), key=lambda line: line.days, default=None)
    parts = [_late(late)] if (late := [line for line in lines if line.late]) else []
    parts += [_running(running)] if running else []
    parts += [_next(coming)] if coming else []
    parts = parts or [_ended(lines)]
    return " ".join(parts + ([_undated(undated)] if undated else []))


def _late(late: list[StageLine]) -> str:
    first = max(late, key=lambda line: line.days).stage.label
    return ngettext(
        "%(n)d stage has ended and is not reported as completed: %(first)s.",
        "%(n)d stages have ended and are not reported as completed, first %(first)s.",
        len(late),
    ) % {"n": len(late), "first": first}


def _running(running: list[StageLine]) -> str:
    names = ", ".join(line.stage.label for line in running[:3])
    more = "…" if len(running) > 3 else "."
    return _("Today: %(names)s") % {"names": names} + more


def _next(coming: StageLine) -> str:
    when = ngettext("in %(n)d day", "in %(n)d days", coming.days) % {"n": coming.days}
    return _("Next %(when)s: %(stage)s.") % {"when": when, "stage": coming.stage.label}


def _ended(lines: list[StageLine]) -> str:
    past = _those(lines, When.PAST)
    if not past:
        return _("The timetable states no dates.")
    last = min(past, key=lambda line: line.days).stage
    day = date_format(last.ends, "j F Y")
    return _("All dated stages have ended; the last was %(stage)s, %(day)s.") % {
        "stage": last.label,
        "day": day,
    }


def _undated(undated: list[StageLine]) -> str:
    return ngettext("%(n)d stage has no stated date.", "%(n)d stages have no stated date.", len(undated)) % {
        "n": len(undated)
    }


def _records(lines: list[StageLine]) -> Records:
    heads = (_("Stage"), _("starts"), _("ends"), _("Completion"), _("Legal basis"))
    rows = (_record(line) for line in lines)
    return Records(heads, tuple(rows))


def _record(line: StageLine) -> tuple[Cell, ...]:
    stage = line.stage
    basis = stage.legal_basis.title if stage.legal_basis else None
    name = Cell(stage.label, url=reverse("elections:stage", args=[stage.code]))
    return cells(name, stage.starts, stage.ends, _completion(line), basis)


def _completion(line: StageLine) -> Cell:
    if line.late:
        days = ngettext("late, %(n)d day", "late, %(n)d days", line.days) % {"n": line.days}
        return Cell(days, shade=Shade.BAD)
    words = {
        Mark.NONE: _("not reported"),
        Mark.WAITING: _("waits for a second person"),
        Mark.RETURNED: _("sent back"),
        Mark.CONFIRMED: _("confirmed"),
    }
    return Cell(words[line.completion.mark])
