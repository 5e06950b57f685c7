"""The agreement (NPHD), and the event from which the return of the rest is counted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.grants.models.fields import rupiah
from siaga.desks.offices.models import Institution
from siaga.desks.trail.models import Sourced


class Grant(Sourced):
    """Money a government grants for an election. What the source leaves out stays empty: "not stated".

    `grantee` is empty where the source names no recipient; `grantee_printed` and `printed` keep its own
    words. `part_of` is a grant this amount may already be a part of: such an amount is never added to a
    total. `revision` counts the corrections by people; a row without any follows its pack.
    """

    class Purpose(models.TextChoices):
        ORGANISATION = "organisation", _("Organising the election")
        SUPERVISION = "supervision", _("Supervising the election")
        SECURITY = "security", _("Security of the election")
        OTHER = "other", _("Other")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Public")
        INTERNAL = "internal", _("Election room")

    election = models.ForeignKey(Election, models.PROTECT, related_name="grants")
    code = models.SlugField(_("code"), max_length=60)
    grantor = models.ForeignKey(
        Institution, models.PROTECT, related_name="grants_given", verbose_name=_("grantor")
    )
    grantee = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants_received",
        verbose_name=_("grantee"),
    )
    grantee_printed = models.CharField(_("grantee as printed"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    amount = rupiah(_("amount granted"), null=True, blank=True)
    printed = models.CharField(_("amount as printed"), max_length=200, blank=True)
    agreement_number = models.CharField(_("number of the agreement"), max_length=120, blank=True)
    signed = models.DateField(_("signed"), null=True, blank=True)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("may be part of"),
    )
    visibility = models.CharField(
        _("visibility"), max_length=8, choices=Visibility, default=Visibility.PUBLIC
    )
    loaded = models.BooleanField(_("loaded from a pack"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta:
        ordering = ["election", "purpose", "code"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="grant_once_per_election"),
            models.CheckConstraint(
                name="grant_purpose_known",
                condition=Q(purpose__in=["organisation", "supervision", "security", "other"]),
            ),
            models.CheckConstraint(
                name="grant_visibility_known", condition=Q(visibility__in=["public", "internal"])
            ),
            models.CheckConstraint(
                name="grant_amount_positive", condition=Q(amount__isnull=True) | Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="grant_without_amount_not_stated",
                condition=Q(amount__isnull=False) | Q(precision="not_stated"),
            ),
            models.CheckConstraint(
                name="grant_to_somebody_else", condition=Q(grantee__isnull=True) | ~Q(grantee=F("grantor"))
            ),
            models.CheckConstraint(
                name="grant_part_of_another", condition=Q(part_of__isnull=True) | ~Q(part_of=F("id"))
            ),
        ]

    def __str__(self) -> str:
        to = self.grantee.short_name or self.grantee.name if self.grantee else self.grantee_printed
        return f"{self.get_purpose_display()}: {to}" if to else str(self.get_purpose_display())

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_reason != ""


class Proposal(Sourced):
    """The day the elected pair was proposed for confirmation and appointment: the return is counted from it.

    Append-only; the newest row of an election holds. Entered by an officer or brought by a source.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="proposals")
    day = models.DateField(_("day of the proposal"))
    document = models.CharField(_("number of the letter"), max_length=160, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["election", "-id"]
        constraints = [
            models.CheckConstraint(
                name="proposal_has_an_origin",
                condition=Q(entered_by__isnull=False) & ~Q(document="") | Q(source__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.election}: {self.day}"
