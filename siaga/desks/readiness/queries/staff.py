"""Crews: the real seats, beside the arithmetic of the claims: who is missing, who is not sworn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.readiness.queries.light import Cell, Ground, Input, Light, Records, Shade, cells, unbroken
from siaga.desks.staff.queries.overview import BodyLine, body_lines
from siaga.desks.staff.queries.tallies import Tally, tallies, total

NEAR = 30
"""Days before voting day from which an empty seat calls for action, not only for a look.

A choice of this house, not of a rule: the crews are formed by then (PKPU 2/2024 ends their formation 22 days
before the day of 27 November 2024).
"""


def crews_light(election: Election, units: Mapping[str, int], today: date) -> Light:
    """The light of the crews on a day, in a city of so many `units` (`units_of`)."""
    lines = body_lines(election, tallies(election), units, [])
    return light_of(lines, (election.voting_date - today).days)


def light_of(lines: list[BodyLine], days: int) -> Light:
    """The light for some bodies, so many days before (negative: after) voting day."""
    whole = total(line.tally for line in lines)
    return Light(
        area="crews",
        title=_("Crews"),
        shade=_shade(whole, days),
        sentence=_sentence(whole),
        formula=_("missing = seats by law − seats filled; before voting day everybody is sworn"),
        inputs=(
            Input(_("Seats"), whole.seats),
            Input(_("Filled"), whole.filled),
            Input(_("Trained"), whole.trained),
            Input(_("Sworn"), whole.sworn),
            Input(_("Unfit by the health check"), whole.unfit),
            Input(_("Days to voting day"), days),
        ),
        basis=_grounds(lines),
        records=Records(
            (_("Body"), _("By law"), _("Filled"), _("Missing"), _("Sworn"), _("Fit")),
            tuple(_record(line) for line in lines),
        ),
        link=reverse("staff:overview"),
    )


def _shade(whole: Tally, days: int) -> Shade:
    """Nobody recorded is no data; near the day an empty seat or a missing oath calls for action."""
    if not whole.filled:
        return Shade.NONE
    if whole.complete and whole.sworn == whole.seats and not whole.unfit:
        return Shade.GOOD
    return Shade.BAD if days <= NEAR and (whole.missing or whole.sworn < whole.filled) else Shade.WARN


def _sentence(whole: Tally) -> str:
    if not whole.filled:
        return _("No crew is recorded yet.")
    if whole.missing:
        return ngettext(
            "%(n)d of %(all)d seats is empty.", "%(n)d of %(all)d seats are empty.", whole.missing
        ) % {"n": whole.missing, "all": whole.seats}
    if whole.sworn < whole.seats:
        return _("Every seat is filled; %(n)d people are not sworn yet.") % {"n": whole.seats - whole.sworn}
    if whole.unfit:
        return _("Every seat is filled and sworn; %(n)d people are unfit.") % {"n": whole.unfit}
    return _("Every seat is filled, sworn and fit to serve.")


def _record(line: BodyLine) -> tuple[Cell, ...]:
    tally = line.tally
    formula = " + ".join(f"{n} × {places}" for n, places in line.rule.parts)
    missing = Cell(tally.missing, shade=Shade.BAD if tally.missing else Shade.GOOD)
    by_law = unbroken(f"{formula} = {line.rule.needed}")
    address = f"{reverse('staff:shortages')}?badan={line.kind.value}"
    return cells(Cell(str(line.kind.label), address), by_law, tally.filled, missing, tally.sworn, tally.fit)


def _grounds(lines: list[BodyLine]) -> tuple[Ground, ...]:
    unsure: dict[str, bool] = {}
    for basis in (basis for line in lines for basis in line.rule.bases):
        unsure[str(basis)] = unsure.get(str(basis), False) or basis.unsure
    return tuple(Ground(text, doubt) for text, doubt in sorted(unsure.items()))
