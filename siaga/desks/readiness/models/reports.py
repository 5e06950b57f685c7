"""The situation reports of the election desk: how often they are due, and each one as it was issued."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import IssuedDocument
from siaga.desks.offices.models import Institution


class ReportPlan(models.Model):
    """From a day on, a situation report is due every so many days. Append-only; the last one that has begun
    holds. Without any, the rhythm of the rule profile holds, which no source confirms.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="report_plans")
    starts = models.DateField(_("from"))
    every = models.PositiveSmallIntegerField(_("days from one report to the next"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["election", "starts", "id"]
        constraints = [
            models.CheckConstraint(name="report_plan_rhythm", condition=Q(every__gte=1, every__lte=31)),
            models.CheckConstraint(name="report_plan_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.starts} / {self.every}"


class SituationReport(models.Model):
    """One report: which days it tells of, and the paper it was written as. Append-only.

    It is made for the room as a whole: nothing that is restricted to a table stands in it. `digest` is that
    of the paper's content when it was written; its number is given when the paper is issued.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="situation_reports")
    number = models.PositiveIntegerField(_("number"))
    day = models.DateField(_("day"))
    since = models.DateTimeField(_("reports what happened since"))
    paper = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="situation_report")
    digest = models.CharField(_("digest"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="situation_report_number_once"),
            models.CheckConstraint(name="situation_report_digest_hex", condition=Exact(Length("digest"), 64)),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.day}"
