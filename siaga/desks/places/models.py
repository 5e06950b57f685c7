"""Nouns of the map: regions, the mapping of polling stations for one election, and the stations."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.trail.models import Sourced


class Level(models.TextChoices):
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    WARD = "ward", _("Ward")


class Region(Sourced):
    """An administrative region under its dotted Kemendagri code: 18, 18.72, 18.72.01, 18.72.01.1001.

    A code starts with its parent's code, so containment is a prefix test (``places.queries.contains``).
    """

    code = models.CharField(_("code"), max_length=13, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    boundary = models.JSONField(_("boundary"), null=True, blank=True, help_text=_("GeoJSON geometry, WGS 84"))

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="region_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="region_parent_is_prefix",
                condition=Q(parent__isnull=True) | Q(code__startswith=F("parent_id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def digits(self) -> str:
        """The code as KPU writes it, without dots: 1872011001."""
        return self.code.replace(".", "")


class StationMap(Sourced):
    """A mapping of voters to polling stations (*pemetaan TPS*, PKPU 7/2024 art. 10): one per election."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class PollingStation(Sourced):
    """A polling station (TPS). Its code is KPU's: the ward's ten digits and three digits of its number."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("Regular")
        SPECIAL = "special", _("Special location")

    map = models.ForeignKey(StationMap, models.PROTECT, related_name="stations")
    ward = models.ForeignKey(Region, models.PROTECT, related_name="stations")
    code = models.CharField(_("code"), max_length=13)
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REGULAR)
    name = models.CharField(_("name"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    voters_total = models.PositiveIntegerField(_("registered voters"), null=True, blank=True)
    voters_men = models.PositiveIntegerField(_("registered men"), null=True, blank=True)
    voters_women = models.PositiveIntegerField(_("registered women"), null=True, blank=True)
    sample = models.BooleanField(_("made up for demonstration"), default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["map", "code"], name="station_code_once_per_map"),
            models.CheckConstraint(name="station_kind_known", condition=Q(kind__in=["regular", "special"])),
            models.CheckConstraint(name="station_number_range", condition=Q(number__gte=1, number__lte=999)),
            models.CheckConstraint(name="station_code_13_digits", condition=Q(code__regex=r"^[0-9]{13}$")),
            models.CheckConstraint(
                name="station_voters_add_up",
                condition=Q(voters_men__isnull=True)
                | Q(voters_women__isnull=True)
                | Q(voters_total=F("voters_men") + F("voters_women")),
            ),
            models.CheckConstraint(
                name="station_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """TPS 013, or the name of a special location."""
        return f"TPS {self.number:03d}" + (f" · {self.name}" if self.name else "")
