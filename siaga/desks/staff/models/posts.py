"""The seat that is expected, whether somebody sits on it or not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siaga.desks.elections.models import Election
from siaga.desks.places.models import Closable, PollingStation, Region
from siaga.desks.staff.kinds import OF_STATIONS, Kind


class Position(models.TextChoices):
    CHAIR = "chair", pgettext_lazy("committee", "chair")
    MEMBER = "member", _("member")


class Post(Closable):
    """One seat of a body in a place, there from the day the pack is loaded, so that a vacancy is a query.

    `region` is the district or ward of the body; for a body of a station, the ward the station lies in. A
    seat the quota no longer has is closed; whoever sits on it stays known.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="posts")
    kind = models.CharField(_("body"), max_length=12, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="posts")
    station = models.ForeignKey(PollingStation, models.PROTECT, null=True, blank=True, related_name="posts")
    number = models.PositiveSmallIntegerField(_("seat"))
    position = models.CharField(_("position"), max_length=6, choices=Position)

    class Meta:
        ordering = ["election", "region", "station", "kind", "number"]
        indexes = [
            models.Index(
                fields=["election", "kind", "region"],
                condition=Q(closed_at__isnull=True),
                name="post_open_by_place",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "station", "kind", "number"],
                condition=Q(station__isnull=False),
                name="post_once_per_station",
            ),
            models.UniqueConstraint(
                fields=["election", "region", "kind", "number"],
                condition=Q(station__isnull=True),
                name="post_once_per_region",
            ),
            models.CheckConstraint(name="post_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="post_position_known", condition=Q(position__in=Position.values)),
            models.CheckConstraint(name="post_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="post_of_a_station_names_it",
                condition=Q(kind__in=OF_STATIONS, station__isnull=False)
                | (~Q(kind__in=OF_STATIONS) & Q(station__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{Kind(self.kind).short} {self.number} · {self.place_name}"

    @property
    def place(self) -> str:
        """Code of the place the seat belongs to."""
        return self.station.code if self.station_id else self.region_id

    @property
    def place_name(self) -> str:
        return f"{self.station.label}, {self.region.name}" if self.station_id else self.region.name
