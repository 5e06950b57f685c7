"""Stages: what runs today, what comes next, what the timetable leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import UNSURE_MARKS, Election, Stage
from siaga.desks.readiness.queries.light import Ground, Input, Light, Records, Shade, cells

SOON = timedelta(days=7)
"""A stage that begins within a week is worth a look today."""


def stages_light(election: Election, today: date) -> Light:
    """The light of the timetable on a day, in the city's own time zone."""
    return light_of(list(election.stages.filter(closed_at__isnull=True).select_related("legal_basis")), today)


def light_of(stages: list[Stage], today: date) -> Light:
    """The light of some stages: open ends are open, so a stage without an end runs from its start on."""
    running = [stage for stage in stages if runs(stage, today)]
    coming = sorted((s for s in stages if s.starts and s.starts > today), key=lambda s: (s.starts, s.order))
    undated = [stage for stage in stages if not stage.starts and not stage.ends]
    return Light(
        area="stages",
        title=_("Stages"),
        shade=_shade(stages, coming, undated, today),
        sentence=_sentence(stages, running, coming, today),
        formula=_("runs today ⇔ start ≤ today ≤ end; a start or end that is not stated is open"),
        inputs=(
            Input(_("Today"), today),
            Input(_("Stages in the timetable"), len(stages)),
            Input(_("Running today"), len(running)),
            Input(_("Still to come"), len(coming)),
            Input(_("Without any date"), len(undated)),
        ),
        basis=grounds(stages),
        records=_records([*running, *coming]),
        link=reverse("elections:stages"),
    )


def runs(stage: Stage, today: date) -> bool:
    """Whether a stage runs on a day; a stage with no date at all is not said to run."""
    if not stage.starts and not stage.ends:
        return False
    return (not stage.starts or stage.starts <= today) and (not stage.ends or today <= stage.ends)


def grounds(stages: Iterable[Stage]) -> tuple[Ground, ...]:
    """The regulations the stages rest on, each once; unsure where any of its stages is from memory or
    disputed.
    """
    unsure: dict[str, bool] = {}
    for stage in stages:
        if stage.legal_basis:
            title = stage.legal_basis.title
            unsure[title] = unsure.get(title, False) or stage.mark in UNSURE_MARKS
    return tuple(Ground(title, doubt) for title, doubt in sorted(unsure.items()))


def _shade(stages: list[Stage], coming: list[Stage], undated: list[Stage], today: date) -> Shade:
    if not stages:
        return Shade.NONE
    soon = bool(coming) and coming[0].starts - today <= SOON
    return Shade.WARN if soon or undated else Shade.GOOD


def _sentence(stages: list[Stage], running: list[Stage], coming: list[Stage], today: date) -> str:
    if not stages:
        return _("No timetable is loaded.")
    parts = [_running(running)] if running else []
    if coming:
        days = (coming[0].starts - today).days
        in_days = ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
        parts.append(_("Next %(when)s: %(stage)s.") % {"when": in_days, "stage": coming[0].name})
    return " ".join(parts) or _ended(stages)


def _running(running: list[Stage]) -> str:
    names = ", ".join(stage.name for stage in running[:3])
    more = "…" if len(running) > 3 else "."
    return _("Today: %(names)s") % {"names": names} + more


def _ended(stages: list[Stage]) -> str:
    dated = [stage for stage in stages if stage.ends]
    if not dated:
        return _("The timetable states no dates.")
    last = max(dated, key=lambda stage: stage.ends)
    return _("All stages have ended; the last was %(stage)s, %(day)s.") % {
        "stage": last.name,
        "day": date_format(last.ends, "j F Y"),
    }


def _records(stages: list[Stage]) -> Records:
    heads = (_("Stage"), _("starts"), _("ends"), _("Legal basis"))
    rows = (cells(s.name, s.starts, s.ends, s.legal_basis.title if s.legal_basis else None) for s in stages)
    return Records(heads, tuple(rows))
