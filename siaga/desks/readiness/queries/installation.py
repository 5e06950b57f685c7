"""The installation itself: whether each thing it depends on does its work."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from siaga.desks.readiness.queries.health import Health, health
from siaga.desks.readiness.queries.light import Cell, Input, Light, Records, Shade

NAMES = {
    "database": gettext_lazy("Database"),
    "migrations": gettext_lazy("Migrations"),
    "trail": gettext_lazy("Trail"),
    "disk": gettext_lazy("Disk"),
}


def installation_light() -> Light:
    """The light of the installation, asked now."""
    return light_of(health())


def light_of(found: Health) -> Light:
    """The light for some health checks."""
    unfit = [check for check in found.checks if not check.fit]
    return Light(
        area="installation",
        title=_("Installation"),
        shade=Shade.BAD if unfit else Shade.GOOD,
        sentence=_sentence(found, len(unfit)),
        formula=_("fit ⇔ database takes writes ∧ all migrations applied ∧ trail consistent ∧ disk free"),
        inputs=(Input(_("Checks"), len(found.checks)), Input(_("Of these unfit"), len(unfit))),
        records=Records(
            (_("Check"), _("What it said"), _("Milliseconds")),
            tuple(_record(check.name, check.fit, check.detail, check.milliseconds) for check in found.checks),
        ),
        link=reverse("health"),
    )


def _record(name: str, fit: bool, detail: str, milliseconds: float) -> tuple[Cell, ...]:
    return Cell(NAMES[name], shade=Shade.GOOD if fit else Shade.BAD), Cell(detail), Cell(round(milliseconds))


def _sentence(found: Health, unfit: int) -> str:
    if not unfit:
        return _("Everything the installation depends on works.")
    names = ", ".join(str(NAMES[check.name]) for check in found.checks if not check.fit)
    return ngettext(
        "%(n)d dependency does not work: %(names)s.", "%(n)d dependencies do not work: %(names)s.", unfit
    ) % {"n": unfit, "names": names}
