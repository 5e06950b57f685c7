"""Staffing: how many people the law asks for in this city, beside how many a source claims there are."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.elections.queries.staffing import StaffingLine, staffing_lines
from siaga.desks.readiness.queries.light import Cell, Ground, Input, Light, Records, Shade, cells, unbroken
from siaga.law.profiles import load


def staffing_light(election: Election, units: Mapping[str, int]) -> Light:
    """The light of the staffing arithmetic in a city of so many `units` (`units_of`)."""
    claims = list(election.staffing_claims.filter(closed_at__isnull=True))
    return light_of(staffing_lines(claims, load(election.profile), units), units)


def light_of(found: list[StaffingLine], units: Mapping[str, int]) -> Light:
    """The light for some bodies."""
    wrong = [post for post in found if not post.agrees]
    return Light(
        area="staffing",
        title=_("Staffing"),
        shade=Shade.NONE if not found else Shade.BAD if wrong else Shade.GOOD,
        sentence=_sentence(found, wrong),
        formula=_("persons by law = persons per unit (rule profile) × units in the city"),
        inputs=(
            Input(_("Districts"), units["district"]),
            Input(_("Wards"), units["ward"]),
            Input(_("Polling stations"), units["station"]),
        ),
        basis=_grounds(found),
        records=Records(
            (_("Body"), _("By law"), _("persons needed"), _("persons claimed"), _("Verdict"), _("Remark")),
            tuple(_record(post) for post in found),
        ),
    )


def _sentence(found: list[StaffingLine], wrong: list[StaffingLine]) -> str:
    if not found:
        return _("No staffing figures are claimed for this election.")
    if wrong:
        names = ", ".join(post.role for post in wrong)
        return _("The claimed number differs from the law for: %(names)s.") % {"names": names}
    return ngettext(
        "%(n)d claimed number equals what the law asks for.",
        "All %(n)d claimed numbers equal what the law asks for.",
        len(found),
    ) % {"n": len(found)}


def _record(post: StaffingLine) -> tuple[Cell, ...]:
    verdict = _("equal") if post.agrees else _("differs by %(n)s") % {"n": f"{post.claimed - post.needed:+d}"}
    shade = Shade.GOOD if post.agrees else Shade.BAD
    return cells(
        post.role,
        unbroken(post.formula),
        post.needed,
        post.claimed,
        Cell(verdict, shade=shade),
        _remark(post),
    )


def _remark(post: StaffingLine) -> str:
    inferred = [_("inferred: no source prints this split")] if post.inferred else []
    unsure = [_("number per unit not confirmed")] if post.unsure else []
    return "; ".join(inferred + unsure)


def _grounds(found: list[StaffingLine]) -> tuple[Ground, ...]:
    unsure: dict[str, bool] = {}
    for post in found:
        if post.basis:
            unsure[post.basis] = unsure.get(post.basis, False) or post.unsure
    return tuple(Ground(text, doubt) for text, doubt in sorted(unsure.items()))
