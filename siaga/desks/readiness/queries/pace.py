"""Confirmation: how long a form waits for the second person, and who confirms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.readiness.queries.light import Cell, Input, Light, Records, Shade, cells
from siaga.desks.results.models import ResultRow
from siaga.desks.results.states import CONFIRMABLE, State

PATIENCE = timedelta(hours=2)
"""A form that waits longer for a second person calls for a look: on election night a round of forms takes
about an hour.
"""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One confirmed form: by whom, and how long it had waited."""

    by: str
    waited: timedelta


def pace_light(election: Election) -> Light:
    """The light of the second person. Rows that came with a pack were confirmed by the loader and are
    left out.
    """
    rows = ResultRow.objects.filter(contest__election=election, sample=False)
    moved = rows.filter(state__in=(State.COUNTED, *CONFIRMABLE)).values_list(
        "state", "confirmed_by__full_name", "confirmed_by__username", "current__entered_at", "confirmed_at"
    )
    done, waiting = [], []
    for state, name, username, entered, at in moved:
        if state == State.COUNTED:
            done.append(Confirmation(name or username, at - entered))
        else:
            waiting.append(entered)
    return light_of(done, waiting, timezone.now())


def light_of(done: list[Confirmation], waiting: list[datetime], now: datetime) -> Light:
    """The light for some confirmations and the times since which others wait."""
    longest = max((now - since for since in waiting), default=timedelta())
    return Light(
        area="pace",
        title=_("Second person"),
        shade=_shade(done, waiting, longest),
        sentence=_sentence(done, waiting),
        formula=_("wait = confirmed at − entered at; late ⇔ longest open wait > 2 h"),
        inputs=(
            Input(_("Confirmed forms"), len(done), _("without rows made up for demonstration")),
            Input(_("Waiting forms"), len(waiting)),
            Input(_("Longest open wait, minutes"), _minutes(longest)),
        ),
        records=Records(
            (_("Confirmed by"), _("Forms"), _("Median wait, minutes"), _("Longest wait, minutes")),
            tuple(_people(done)),
        ),
    )


def _shade(done: list[Confirmation], waiting: list[datetime], longest: timedelta) -> Shade:
    if not done and not waiting:
        return Shade.NONE
    return Shade.WARN if longest > PATIENCE else Shade.GOOD


def _sentence(done: list[Confirmation], waiting: list[datetime]) -> str:
    if not done and not waiting:
        return _("Nobody has entered a form yet.")
    open_ones = ngettext("%(n)d form waits", "%(n)d forms wait", len(waiting)) % {"n": len(waiting)}
    if not done:
        return _("%(open)s for a second person; none is confirmed yet.") % {"open": open_ones}
    middle = _minutes(median(c.waited for c in done))
    return _("%(open)s for a second person; half were confirmed within %(minutes)d minutes.") % {
        "open": open_ones,
        "minutes": middle,
    }


def _people(done: list[Confirmation]) -> Iterable[tuple[Cell, ...]]:
    ordered = sorted(done, key=lambda c: c.by)
    for name, group in groupby(ordered, key=lambda c: c.by):
        waits = [c.waited for c in group]
        yield cells(name, len(waits), _minutes(median(waits)), _minutes(max(waits)))


def _minutes(duration: timedelta) -> int:
    return round(duration.total_seconds() / 60)
