"""Cross-checks: stations and voters as loaded, beside what was published, region by region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election, Measure, PublishedFigure
from siaga.desks.places.models import PollingStation
from siaga.desks.readiness.queries.light import Cell, Ground, Input, Light, Records, Shade, cells

MEASURES = {
    Measure.STATIONS: "stations",
    Measure.SPECIAL_STATIONS: "special",
    Measure.DPT: "total",
    Measure.DPT_MEN: "men",
    Measure.DPT_WOMEN: "women",
}
"""Published measures that the loaded stations can be held against, and our sum for each."""

Sums = Mapping[str, int | None]


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
    sums = sums_of(election)
    figures = PublishedFigure.objects.filter(
        election=election,
        contest__isnull=True,
        measure__in=MEASURES,
        value__isnull=False,
        closed_at__isnull=True,
    ).select_related("region", "source")
    found = ((f, sums.get(f.region_id, {}).get(MEASURES[Measure(f.measure)])) for f in figures)
    return [
        Check(f.region.name, f.get_measure_display(), f.value, ours, f.source.title)
        for f, ours in found
        if ours is not None
    ]


def sums_of(election: Election) -> dict[str, Sums]:
    """Stations and registered voters by region code, from the stations as loaded; one query.

    A station with no stated number of voters leaves the sum of its regions unstated.
    """
    stations = PollingStation.objects.filter(map=election.station_map_id, closed_at__isnull=True)
    wards = stations.values("ward_id", "kind").annotate(
        stations=Count("id"),
        stated=Count("voters_total"),
        stated_sexes=Count("voters_men"),
        total=Sum("voters_total"),
        men=Sum("voters_men"),
        women=Sum("voters_women"),
    )
    sums: dict[str, dict[str, int | None]] = {}
    for ward in wards:
        for code in _above(ward["ward_id"]):
            _add(sums.setdefault(code, {"stations": 0, "special": 0, "total": 0, "men": 0, "women": 0}), ward)
    return sums


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


def _above(ward: str) -> tuple[str, ...]:
    """The codes of a ward and of the district, city and province it lies in."""
    parts = ward.split(".")
    return tuple(".".join(parts[:n]) for n in range(1, len(parts) + 1))


def _add(sums: dict[str, int | None], ward: Mapping[str, int | None]) -> None:
    sums["stations"] += ward["stations"]
    sums["special"] += ward["stations"] if ward["kind"] == PollingStation.Kind.SPECIAL else 0
    whole, both = ward["stated"] == ward["stations"], ward["stated_sexes"] == ward["stations"]
    for name, stated in (("total", whole), ("men", both), ("women", both)):
        known = stated and sums[name] is not None
        sums[name] = sums[name] + ward[name] if known else None


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
    verdict = _("differs by %(n)+d") % {"n": check.difference} if check.difference else _("equal")
    shade = Shade.BAD if check.difference else Shade.GOOD
    return cells(
        check.region, check.what, check.published, check.ours, Cell(verdict, shade=shade), check.source
    )
