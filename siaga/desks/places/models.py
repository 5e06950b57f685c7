"""Nouns of the map: regions, the mapping of stations for one election, the stations, their corrections."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Length, Replace, Substr
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from siaga.desks.trail.models import Source, Sourced

WARD_CODE_LENGTH = 13
"""Characters of a ward's dotted code, 18.72.01.1001."""


class Level(models.TextChoices):
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    WARD = "ward", _("Ward")


def _code_of(level: Level, parent_length: int, pattern: str) -> Q:
    """A region of this level has a code of this form and lies in the region whose code is its own beginning.

    Since the parent keeps the same rule, the length of its code says that it is of the next higher level.
    """
    return Q(level=level, parent__isnull=False, code__regex=rf"^{pattern}$") & Q(
        Exact(Cast("parent_id", models.CharField(max_length=13)), Substr("code", 1, parent_length))
    )


class Closable(models.Model):
    """A record that is closed instead of deleted, when its source no longer has it."""

    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        abstract = True


class Region(Sourced):
    """An administrative region under its dotted Kemendagri code: 18, 18.72, 18.72.01, 18.72.01.1001.

    A code starts with its parent's code, so containment is a prefix test (``places.queries.contains``).
    """

    code = models.CharField(_("code"), max_length=13, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    boundary = models.JSONField(_("boundary"), null=True, blank=True, help_text=_("GeoJSON geometry, WGS 84"))
    boundary_source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source of the boundary"),
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="region_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="region_code_fits_level_and_parent",
                condition=Q(level=Level.PROVINCE, code__regex=r"^[0-9]{2}$", parent__isnull=True)
                | _code_of(Level.CITY, 2, r"[0-9]{2}\.[0-9]{2}")
                | _code_of(Level.DISTRICT, 5, r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
                | _code_of(Level.WARD, 8, r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}"),
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


class PollingStation(Sourced, Closable):
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
                name="station_lies_in_a_ward", condition=Exact(Length("ward_id"), WARD_CODE_LENGTH)
            ),
            models.CheckConstraint(
                name="station_code_starts_with_ward",
                condition=Exact(
                    Substr("code", 1, 10),
                    Replace(Cast("ward_id", models.CharField(max_length=13)), Value("."), Value("")),
                ),
            ),
            models.CheckConstraint(
                name="station_code_ends_with_number",
                condition=Exact(Cast(Substr("code", 11, 3), models.IntegerField()), F("number")),
            ),
            models.CheckConstraint(
                name="station_voters_add_up",
                condition=Q(voters_men__isnull=True)
                | Q(voters_women__isnull=True)
                | Q(voters_total=F("voters_men") + F("voters_women")),
            ),
            models.CheckConstraint(
                name="station_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name the source gives it, or TPS 013."""
        return self.name or f"TPS {self.number:03d}"

    @property
    def full_label(self) -> str:
        """The label with its ward, said once: some sources have the ward in the name already."""
        return self.label if self.label.endswith(self.ward.name) else f"{self.label}, {self.ward.name}"

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude in degrees WGS 84, the order of GeoJSON; None when no place is stated."""
        if self.latitude is None or self.longitude is None:
            return None
        return float(self.longitude), float(self.latitude)


class StationCorrection(models.Model):
    """A proposed correction of a station, applied only when a second person agrees (*two people*).

    `before` and `after` hold the corrected fields alone, as text: who decides sees exactly what changes.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPLIED = "applied", _("Applied")
        REFUSED = "refused", _("Refused")

    station = models.ForeignKey(PollingStation, models.PROTECT, related_name="corrections")
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    reason = models.TextField(_("reason"))
    valid_from = models.DateField(_("valid from"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_note = models.TextField(_("note on the decision"), blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["station"], condition=Q(state="proposed"), name="correction_one_open_per_station"
            ),
            models.CheckConstraint(
                name="correction_state_known", condition=Q(state__in=["proposed", "applied", "refused"])
            ),
            models.CheckConstraint(name="correction_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="correction_two_people",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="correction_decided_whole",
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="correction_refusal_has_a_reason", condition=~Q(state="refused") | ~Q(decision_note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} · {self.get_state_display()}"
