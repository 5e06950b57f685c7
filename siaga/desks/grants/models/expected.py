"""What must happen because of an agreement: made with it, so that what is missing is a query.

`due` is empty while the day it is counted from is not known; `explanation` says why this day, as the law of
the election's profile counted it (`siaga.law.clock`), or which day is lacking.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.grants.models.agreement import Grant
from siaga.desks.grants.models.fields import rupiah


class Due(models.Model):
    """A day something is due, with the clock of the profile that counted it (empty: no clock applies)."""

    clock = models.CharField(_("clock"), max_length=60, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    explanation = models.JSONField(_("why this day"), default=dict)

    class Meta:
        abstract = True


class Tranche(Due):
    """A part of the grant that is to be paid out by a day; one row per tranche of the law.

    A grant to which no tranches of the law apply has a single row for the whole, due as its agreement says.
    """

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="tranches")
    number = models.PositiveSmallIntegerField(_("tranche"))
    share = models.DecimalField(_("share"), max_digits=6, decimal_places=5)
    amount = rupiah(_("amount"), null=True, blank=True)

    class Meta:
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="tranche_number_once"),
            models.CheckConstraint(name="tranche_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="tranche_share_a_part", condition=Q(share__gt=0, share__lte=1)),
            models.CheckConstraint(
                name="tranche_amount_positive", condition=Q(amount__isnull=True) | Q(amount__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} · {self.number}"


class Report(Due):
    """A report that must be filed about a grant. `Filing` says that it was."""

    class Kind(models.TextChoices):
        DISBURSEMENT = "disbursement", _("Report of disbursement to the Ministry of Home Affairs")
        ACCOUNTABILITY = "accountability", _("Accountability report (LPJ)")

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)

    class Meta:
        ordering = ["grant", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "kind"], name="report_once_per_kind"),
            models.CheckConstraint(
                name="report_kind_known", condition=Q(kind__in=["disbursement", "accountability"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} · {self.get_kind_display()}"


class Return(Due):
    """The rest that was not spent goes back to the treasury by a day; `Payment` rows say that it did."""

    grant = models.OneToOneField(Grant, models.PROTECT, related_name="refund")

    class Meta:
        ordering = ["grant"]

    def __str__(self) -> str:
        return str(self.grant)
