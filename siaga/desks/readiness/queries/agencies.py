"""The agencies: what they have to have ready, a light for each group of areas in which there is anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from siaga.desks.readiness.models import Area
from siaga.desks.readiness.queries.duties import Counts, Look, total_of
from siaga.desks.readiness.queries.light import Cell, Input, Light, Records, Shade

GROUPS: dict[str, tuple[Area, ...]] = {
    "people": (Area.OFFICIALS, Area.HEALTH),
    "money": (Area.GRANTS,),
    "logistics": (Area.LOGISTICS, Area.STATIONS, Area.TRAFFIC),
    "security": (Area.SECURITY, Area.ORDER, Area.DISASTER, Area.INFORMATION, Area.NEUTRALITY),
    "voters": (Area.RECORDING, Area.TURNOUT),
    "count": (Area.COUNTING,),
    "other": (Area.OTHER,),
}
"""Which areas share a light, under the groups of the board."""

TITLES: dict[str, str | Promise] = {
    "people": gettext_lazy("Agencies: officials and health"),
    "money": gettext_lazy("Agencies: grants"),
    "logistics": gettext_lazy("Agencies: logistics and sites"),
    "security": gettext_lazy("Agencies: security and order"),
    "voters": gettext_lazy("Agencies: identity cards and turnout"),
    "count": gettext_lazy("Agencies: counting system"),
    "other": gettext_lazy("Agencies: other"),
}


def lights_of(found: Mapping[str, Counts], today: date) -> dict[str, Light]:
    """A light for every group of areas in which the reader may read a duty, from the counts of each area."""
    groups = {name: {a: found[a] for a in areas if a in found} for name, areas in GROUPS.items()}
    return {name: _light(name, counts, today) for name, counts in groups.items() if counts}


def _light(group: str, found: Mapping[Area, Counts], today: date) -> Light:
    total = total_of(found.values())
    return Light(
        area=f"agencies-{group}",
        title=TITLES[group],
        shade=total.shade,
        sentence=_sentence(total),
        formula=_("late ⇔ due < today ∧ not confirmed as done; done ⇔ another institution has confirmed it"),
        inputs=(
            Input(_("Duties"), total.all),
            *(Input(look.word, total.count(look)) for look in Look),
            Input(_("Today"), today),
        ),
        records=Records(
            (_("Area"), _("Duties"), *(look.word for look in Look)),
            tuple(_record(area, counts) for area, counts in found.items()),
        ),
        link=reverse("duties:matrix"),
    )


def _sentence(total: Counts) -> str:
    done = ngettext("%(done)d of %(n)d duty is done", "%(done)d of %(n)d duties are done", total.all) % {
        "done": total.done,
        "n": total.all,
    }
    named = (Look.LATE, Look.NOT_STARTED, Look.NO_REPORT, Look.REPORTED)
    rest = [f"{total.count(look)} {look.word}" for look in named if total.count(look)]
    return "; ".join([done, *rest]) + "."


def _record(area: Area, counts: Counts) -> tuple[Cell, ...]:
    name = Cell(area.label, url=f"{reverse('duties:list')}?bidang={area}")
    shade = Shade.BAD if counts.count(Look.LATE) else None
    numbers = (Cell(counts.count(look), shade=shade if look == Look.LATE else None) for look in Look)
    return (name, Cell(counts.all), *numbers)
