"""Cross-checks: stations and voters as loaded, beside what was published, region by region."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election, Measure, PublishedFigure
from siaga.desks.elections.queries import published_figures
from siaga.desks.places.queries.figures import Figures, figures_by_region
from siaga.desks.readiness.queries.light import Cell, Ground, Input, Light, Records, Shade, cells

MEASURES: dict[str, Callable[[Figures], int | None]] = {
    Measure.STATIONS: lambda ours: ours.stations,
    Measure.SPECIAL_STATIONS: lambda ours: ours.special,
    Measure.DPT: lambda ours: None if ours.unstated else ours.voters,
    Measure.DPT_MEN: lambda ours: None if ours.unstated else ours.men,
    Measure.DPT_WOMEN: lambda ours: None if ours.unstated else ours.women,
}
"""Published measures that the loaded stations can be held against, and our sum for each: None while a
station does not state its voters."""


@dataclass(frozen=True, slots=True)
class Check:
    """A published figure and our sum for it."""

    region: str
    what: str
    published: int
    ours: int
    source: str

    @property
    def difference(self) -> int:
        """Ours minus published."""
        return self.ours - self.published


def crosschecks_light(election: Election) -> Light:
    """The light of the registers: every published count of stations and voters against the stations
    loaded.
    """
    return light_of(checks(election))


def checks(election: Election) -> list[Check]:
    """Every comparison that can be made; a sum that is not stated for a region makes none."""
    sums = figures_by_region(election.station_map)
    figures = published_figures(election).filter(
        contest__isnull=True, measure__in=MEASURES, value__isnull=False
    )
    found = ((figure, MEASURES[figure.measure](sums.get(figure.region_id, Figures()))) for figure in figures)
    return [_check(figure, ours) for figure, ours in found if ours is not None]


def light_of(found: list[Check]) -> Light:
    """The light for some comparisons."""
    wrong = [check for check in found if check.difference]
    return Light(
        area="crosschecks",
        title=_("Registers"),
        shade=Shade.NONE if not found else Shade.BAD if wrong else Shade.GOOD,
        sentence=_sentence(found, wrong),
        formula=_("difference = sum over the loaded stations − published figure"),
        inputs=(Input(_("Comparisons"), len(found)), Input(_("Different"), len(wrong))),
        basis=(Ground("PKPU 7/2024"),),
        records=Records(
            (_("Region"), _("What"), _("Published"), _("Counted here"), _("Verdict"), _("Source")),
            tuple(_record(check) for check in sorted(found, key=lambda c: not c.difference)),
        ),
        link=reverse("places:regions"),
    )


def _check(figure: PublishedFigure, ours: int) -> Check:
    return Check(figure.region.name, figure.get_measure_display(), figure.value, ours, figure.source.title)


def _sentence(found: list[Check], wrong: list[Check]) -> str:
    if not found:
        return _("Nothing published can be compared with the loaded stations.")
    if not wrong:
        return ngettext(
            "%(n)d published figure agrees with the loaded stations.",
            "All %(n)d published figures agree with the loaded stations.",
            len(found),
        ) % {"n": len(found)}
    first = wrong[0]
    return _("%(n)d of %(all)d published figures differ, first %(what)s of %(region)s.") % {
        "n": len(wrong),
        "all": len(found),
        "what": first.what,
        "region": first.region,
    }


def _record(check: Check) -> tuple[Cell, ...]:
    verdict = _("differs by %(n)s") % {"n": f"{check.difference:+d}"} if check.difference else _("equal")
    shade = Shade.BAD if check.difference else Shade.GOOD
    return cells(
        check.region, check.what, check.published, check.ours, Cell(verdict, shade=shade), check.source
    )
