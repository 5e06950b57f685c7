"""Who stopped, released or sent a row back, and which version it was about. Append-only: whoever decided
about a version knows it, and cannot be its second reader any more.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.results.models.versions import ResultVersion
from siaga.desks.results.states import Act, State

RULINGS = (Act.HOLD, Act.RELEASE, Act.RETURN)
"""The acts that one person of the desk decides; the row takes no such step without its ruling."""


class Ruling(models.Model):
    """One person's decision about the version that stood at one revision of its row; `before` is the state
    the row was in.
    """

    version = models.ForeignKey(ResultVersion, models.PROTECT, related_name="rulings")
    revision = models.PositiveIntegerField(_("revision of the row"))
    act = models.CharField(_("act"), max_length=10, choices=Act)
    before = models.CharField(_("state before"), max_length=10, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    at = models.DateTimeField(_("decided at"))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "revision"], name="one_ruling_per_revision"),
            models.CheckConstraint(name="ruling_act_known", condition=Q(act__in=RULINGS)),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.act} by {self.by_id}"
