"""Who came to the polling station on voting day, as each telephone said it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _


class Presence(models.TextChoices):
    ARRIVED = "arrived", _("arrived")
    LATE = "late", _("came late")
    ABSENT = "absent", _("absent")


class Attendance(models.Model):
    """One tap. Append-only; the newest of a service counts.

    `at` is the hour the person was seen, None when it was not stated. `client_id` is the sender's receipt
    number: the same number with the same content is the same tap; with other content both are kept, the
    second marked as a `clash` that does not count.
    """

    service = models.ForeignKey("Service", models.PROTECT, related_name="attendance")
    state = models.CharField(_("state"), max_length=7, choices=Presence)
    at = models.DateTimeField(_("hour"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by")
    )
    noted_at = models.DateTimeField(_("noted"))
    client_id = models.CharField(_("receipt number"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)
    clash = models.BooleanField(_("does not count: the receipt number was used before"), default=False)

    class Meta:
        ordering = ["noted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["client_id"], condition=Q(clash=False), name="attendance_receipt_once"
            ),
            models.UniqueConstraint(fields=["client_id", "digest"], name="attendance_kept_once"),
            models.CheckConstraint(name="attendance_state_known", condition=Q(state__in=Presence.values)),
            models.CheckConstraint(name="attendance_has_a_receipt", condition=~Q(client_id="")),
            models.CheckConstraint(name="attendance_digest_hex", condition=Exact(Length("digest"), 64)),
            models.CheckConstraint(
                name="attendance_absent_has_no_hour",
                condition=~Q(state=Presence.ABSENT) | Q(at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.state}"
