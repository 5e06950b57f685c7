"""The count: how far each contest is, and which forms are held."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.readiness.queries.light import Cell, Ground, Input, Light, Records, Shade, cells
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries import ContestCoverage, coverage
from siaga.desks.results.states import State
from siaga.law.profiles import load

MOST = 50
"""Held forms listed on the board; the desk lists them all."""


def coverage_light(election: Election, today: date) -> Light:
    """The light of the progress; before voting day an empty count is no fault."""
    return coverage_light_of(coverage(election), election.voting_date, today)


def coverage_light_of(contests: tuple[ContestCoverage, ...], voting_day: date, today: date) -> Light:
    """The light for some progress: bad when nothing moves after voting day, warn while something is
    missing.
    """
    stations, counted = sum(c.stations for c in contests), sum(c.counted for c in contests)
    return Light(
        area="coverage",
        title=_("Count"),
        shade=_coverage_shade(stations, counted, voting_day, today),
        sentence=_coverage_sentence(contests, voting_day, today),
        formula=_("expected = counted + held + waiting + missing, per contest"),
        inputs=(
            Input(_("Forms expected"), stations),
            Input(_("Forms counted"), counted),
            Input(_("Of these made up for demonstration"), sum(c.sample for c in contests)),
            Input(_("Voting day"), voting_day),
        ),
        records=Records(
            (_("Contest"), _("Expected"), _("Counted"), _("Held"), _("Waiting"), _("Missing")),
            tuple(cells(c.name, c.stations, c.counted, c.held, c.waiting, c.missing) for c in contests),
        ),
        link=reverse("portal:contests"),
    )


def held_light(election: Election) -> Light:
    """The light of the held forms: each keeps its figures from the public until somebody looks at the
    paper.
    """
    rows = ResultRow.objects.filter(contest__election=election, state=State.HELD).select_related(
        "contest", "station__ward"
    )
    return held_light_of(list(rows.order_by("changed_at")), election)


def held_light_of(rows: list[ResultRow], election: Election) -> Light:
    """The light for some held rows, the longest held first."""
    return Light(
        area="held",
        title=_("Held forms"),
        shade=Shade.WARN if rows else Shade.GOOD,
        sentence=_held_sentence(rows),
        formula=_(
            "held ⇔ breaks an identity of its own form, or two people read it differently, "
            "or one receipt had two contents"
        ),
        inputs=(Input(_("Held forms"), len(rows)),),
        basis=_identity_grounds(election),
        records=Records(
            (_("Contest"), _("Polling station"), _("since"), _("broken identities"), _("reason")),
            tuple(_held(row) for row in rows[:MOST]),
        ),
        link=reverse("results:desk"),
    )


def _coverage_shade(stations: int, counted: int, voting_day: date, today: date) -> Shade:
    if not stations:
        return Shade.NONE
    if counted == stations or today < voting_day:
        return Shade.GOOD
    return Shade.WARN if counted or today == voting_day else Shade.BAD


def _coverage_sentence(contests: tuple[ContestCoverage, ...], voting_day: date, today: date) -> str:
    if not contests:
        return _("No contest expects results.")
    if today < voting_day and not any(c.counted for c in contests):
        return _("Every form is expected from %(day)s on.") % {"day": date_format(voting_day, "j F Y")}
    parts = (
        _("%(contest)s: %(counted)d of %(stations)d")
        % {"contest": c.name, "counted": c.counted, "stations": c.stations}
        for c in contests
    )
    return "; ".join(parts) + "."


def _held_sentence(rows: list[ResultRow]) -> str:
    if not rows:
        return _("No form is held.")
    return ngettext("%(n)d form is held.", "%(n)d forms are held.", len(rows)) % {"n": len(rows)}


def _held(row: ResultRow) -> tuple[Cell, ...]:
    station = f"{row.station.label}, {row.station.ward.name}"
    return cells(row.contest.name, station, row.changed_at, row.errors, row.reason)


def _identity_grounds(election: Election) -> tuple[Ground, ...]:
    rules = [rule for rule in load(election.profile).rules if rule.severity == "error"]
    unsure: dict[str, bool] = {}
    for rule in rules:
        unsure[str(rule.basis)] = unsure.get(str(rule.basis), False) or rule.basis.unsure
    return tuple(Ground(text, doubt) for text, doubt in sorted(unsure.items()))
