"""Figures that somebody named, side by side with what others named for the same thing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models.record import Statement
from siaga.desks.meetings.models.visibility import Visibility, visibility_known
from siaga.desks.offices.models import Institution
from siaga.desks.places.models import Region
from siaga.desks.trail.models import Sourced


class Claim(Sourced):
    """A figure in a statement: what is counted (`subject`), value, unit, day, and the words of the source.

    Claims with the same subject, region and unit speak of the same thing. `value` is empty when the source
    names none; `bound` says how to read it (a target "above 86" is not a count of 86). Nobody deletes a
    claim: one entered by mistake is withdrawn, with its reason.
    """

    class Bound(models.TextChoices):
        EQUAL = "equal", _("equals")
        MORE = "more", _("more than")
        LESS = "less", _("less than")
        TARGET = "target", _("to exceed")

    election = models.ForeignKey(Election, models.PROTECT, related_name="claims")
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("statement")
    )
    code = models.SlugField(_("code"), max_length=80)
    subject = models.SlugField(_("subject"), max_length=80)
    label = models.CharField(_("what is counted"), max_length=160)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("claimed by"),
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="claims")
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30)
    bound = models.CharField(_("reading"), max_length=6, choices=Bound, default=Bound.EQUAL)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    printed = models.CharField(_("as printed"), max_length=300, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    withdrawn_for = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta:
        ordering = ["subject", "as_of", "id"]
        indexes = [models.Index(fields=["election", "subject"], name="claim_of_subject")]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="claim_once_per_election"),
            models.CheckConstraint(
                name="claim_bound_known", condition=Q(bound__in=["equal", "more", "less", "target"])
            ),
            models.CheckConstraint(
                name="claim_withdrawn_has_reason", condition=Q(withdrawn=False) | ~Q(withdrawn_for="")
            ),
            visibility_known("claim"),
        ]

    def __str__(self) -> str:
        return self.label


class Settlement(models.Model):
    """How a doubt was settled, by whom and why. Append-only; the newest one of a doubt counts, and may open
    it again.

    `doubt` is the stable name of the doubt: its rule and what it is about (``regime:statement:12``). The
    record itself stays as it is printed, whatever `holds`.
    """

    class Outcome(models.TextChoices):
        STANDS = "stands", _("What is printed stands")
        OTHER = "other", _("Something else holds")
        UNKNOWN = "unknown", _("It cannot be established")
        REOPENED = "reopened", _("Open again")

    election = models.ForeignKey(Election, models.PROTECT, related_name="settlements")
    doubt = models.CharField(_("doubt"), max_length=200)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    holds = models.CharField(_("what holds"), max_length=300, blank=True)
    reason = models.TextField(_("how it was settled"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["election", "doubt"], name="settlement_of_doubt")]
        constraints = [
            models.CheckConstraint(name="settlement_says_why", condition=~Q(reason="") & ~Q(doubt="")),
            models.CheckConstraint(
                name="settlement_outcome_known",
                condition=Q(outcome__in=["stands", "other", "unknown", "reopened"]),
            ),
            models.CheckConstraint(
                name="settlement_other_says_what", condition=~Q(outcome="other") | ~Q(holds="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())
