"""The word of another institution: what every desk keeps of it in the same columns."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.models.institutions import Institution


class Judgement(models.Model):
    """What an officer of another institution says to something shown or reported: so it is, or not yet.

    Whoever inherits names what is judged (a one-to-one field) and makes the table append-only.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        RETURNED = "returned", _("Sent back")

    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_outcome_known", condition=Q(outcome__in=["confirmed", "returned"])
            ),
            models.CheckConstraint(
                name="%(class)s_return_has_reason", condition=Q(outcome="confirmed") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())
