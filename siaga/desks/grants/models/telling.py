"""What the grantee and the grantor tell of the money: how much was used, and that a report was filed.
Append-only; the newest row holds.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.grants.models.agreement import Grant
from siaga.desks.grants.models.expected import Report
from siaga.desks.grants.models.fields import Said, rupiah


class Realisation(Said):
    """How much of a grant was used up to a day, in all (`budget_line` empty) or under one budget line.

    Amounts are cumulative: the newest row of the latest day holds, rows are never added up over time.
    """

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="realisations")
    as_of = models.DateField(_("up to"))
    budget_line = models.CharField(_("budget line"), max_length=160, blank=True)
    used = rupiah(_("used"))
    file = models.ForeignKey(
        "trail.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("report")
    )

    class Meta:
        ordering = ["grant", "budget_line", "-as_of", "-id"]
        constraints = [models.CheckConstraint(name="realisation_not_negative", condition=Q(used__gte=0))]

    def __str__(self) -> str:
        return f"{self.grant} · {self.as_of}"


class Filing(Said):
    """That a report was filed: when, under which number."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="filings")
    filed_on = models.DateField(_("filed on"))
    document = models.CharField(_("number of the report"), max_length=160)
    file = models.ForeignKey(
        "trail.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )

    class Meta:
        ordering = ["report", "-id"]
        constraints = [models.CheckConstraint(name="filing_names_its_report", condition=~Q(document=""))]

    def __str__(self) -> str:
        return self.document
