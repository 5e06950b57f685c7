"""The bodies of this desk in words, for forms, tables and constraints; what each is: `siaga.law.staffing`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from siaga.law.staffing import BODIES, Body


class Kind(models.TextChoices):
    PPK = "ppk", _("District committee (PPK)")
    PPS = "pps", _("Ward committee (PPS)")
    KPPS = "kpps", _("Polling station officers (KPPS)")
    LINMAS = "linmas", _("Order officers (Linmas)")
    PANTARLIH = "pantarlih", _("Enumerators (Pantarlih)")
    PANWASCAM = "panwascam", _("District supervisors (Panwascam)")
    PKD = "pkd", _("Ward supervisors (PKD)")
    PTPS = "ptps", _("Station supervisors (PTPS)")

    @property
    def body(self) -> Body:
        return BODIES[self.value]

    @property
    def short(self) -> str:
        """KPPS, PTPS; Linmas and Pantarlih are no abbreviations of letters."""
        return self.value.title() if self.value in _WORDS else self.value.upper()


_WORDS = {"linmas", "pantarlih", "panwascam"}

AT_STATIONS = tuple(kind for kind in Kind if kind.body.at_stations)
"""Those who are at the polling station on voting day."""

OF_STATIONS = tuple(kind.value for kind in Kind if kind.body.unit == "station")
"""Those whose seats belong to a polling station."""


class Side(models.TextChoices):
    COMMISSION = "commission", _("KPU and its committees")
    SUPERVISION = "supervision", _("Bawaslu and its supervisors")


UNITS = {
    "city": _("City"),
    "district": _("District"),
    "ward": _("Ward"),
    "station": _("Polling station"),
}
