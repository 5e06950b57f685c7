"""The bodies of the election room, the offices in them, and who held which office when.

The database refuses more holders of an office on one day than it has seats (migrations/0002_guards.py). It
counts those in their own right (in full, Pj) apart from those who stand in (Pjs, Plt, Plh), because a mayor
on campaign leave stays mayor beside the Pjs; and it counts only days the sources state, because a day left
open is unknown, not endless.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.places.models import Region
from siaga.desks.trail.models import Sourced


class Institution(Sourced):
    """A body of the election room: KPU Kota, Bawaslu Kota, a city agency, a committee, the police."""

    class Kind(models.TextChoices):
        COMMISSION = "commission", _("Election commission (KPU)")
        SUPERVISOR = "supervisor", _("Election supervisor (Bawaslu)")
        COMMITTEE = "committee", _("Ad hoc committee")
        GOVERNMENT = "government", _("City government")
        COUNCIL = "council", _("City council")
        POLICE = "police", _("Police")
        ARMY = "army", _("Army")
        PROSECUTOR = "prosecutor", _("Prosecutor")
        FORUM = "forum", _("Forum")
        OTHER = "other", _("Other")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="institutions")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="institution_kind_known",
                condition=Q(
                    kind__in=["commission", "supervisor", "committee", "government", "council", "police"]
                )
                | Q(kind__in=["army", "prosecutor", "forum", "other"]),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Office(Sourced):
    """A position at an institution, whoever holds it: Mayor, Chair of KPU Kota."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="offices")
    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, help_text=_("how many hold it at once; empty when not stated")
    )

    class Meta:
        ordering = ["institution", "title"]
        constraints = [models.CheckConstraint(name="office_has_a_seat", condition=Q(seats__gte=1))]

    def __str__(self) -> str:
        return self.title


class OfficeHolder(Sourced):
    """Who held an office, under which exact title, from when to when.

    Both days are included; a day that is null is not stated by the source.
    """

    class Form(models.TextChoices):
        FULL = "full", _("in full")
        PJ = "pj", "Pj (penjabat)"
        PJS = "pjs", "Pjs (pejabat sementara)"
        PLT = "plt", "Plt (pelaksana tugas)"
        PLH = "plh", "Plh (pelaksana harian)"

    office = models.ForeignKey(Office, models.PROTECT, related_name="holders")
    person = models.CharField(_("person"), max_length=120)
    form = models.CharField(_("how the office is held"), max_length=4, choices=Form, default=Form.FULL)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["office", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["office", "person", "starts"], name="holder_once_per_start"),
            models.UniqueConstraint(
                fields=["office", "person"],
                condition=Q(starts__isnull=True),
                name="holder_once_without_start",
            ),
            models.CheckConstraint(
                name="holder_form_known", condition=Q(form__in=["full", "pj", "pjs", "plt", "plh"])
            ),
            models.CheckConstraint(
                name="holder_ends_after_start",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return self.person

    @property
    def acting(self) -> bool:
        """Whether the person stands in for the one who holds the office, who keeps it meanwhile."""
        return self.form in ACTING


ACTING = frozenset({OfficeHolder.Form.PJS, OfficeHolder.Form.PLT, OfficeHolder.Form.PLH})
"""Forms in which someone stands in for an office-holder; Pj fills a vacancy and so takes the seat itself."""
