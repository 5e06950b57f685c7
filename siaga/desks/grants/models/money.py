"""Money that moved, and whether the other side saw it arrive. Append-only: a mistake is taken back by a
second row.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.grants.models.agreement import Grant
from siaga.desks.grants.models.expected import Tranche
from siaga.desks.grants.models.fields import Said, rupiah
from siaga.desks.offices.models import Institution
from siaga.desks.trail.models import Sourced


class Payment(Sourced):
    """One transfer: out to the grantee (SP2D) or back to the treasury (STS).

    The paying side enters it, the receiving side confirms it (`Receipt`); the database refuses one
    institution doing both. A row a pack brings has a source in place of a person; `received` then says that
    the source is the receiving side. A `planned` row is money a source only announces: it counts nowhere.
    """

    class Direction(models.TextChoices):
        OUT = "out", _("paid out")
        BACK = "back", _("paid back")

    class Kind(models.TextChoices):
        PAID = "paid", _("Paid")
        PLANNED = "planned", _("Announced")
        REVERSAL = "reversal", _("Taken back")

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="payments")
    tranche = models.ForeignKey(Tranche, models.PROTECT, null=True, blank=True, related_name="payments")
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.OUT)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PAID)
    amount = rupiah(_("amount"))
    printed = models.CharField(_("as printed"), max_length=200, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    document = models.CharField(_("number of the order (SP2D) or deposit (STS)"), max_length=120, blank=True)
    file = models.ForeignKey(
        "trail.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    received = models.BooleanField(_("the source is the receiving side"), default=False)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("takes back")
    )
    reason = models.TextField(_("reason"), blank=True)
    client_id = models.UUIDField(_("number given by the device"), unique=True)
    digest = models.CharField(_("digest of what was sent"), max_length=64)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the institution"),
    )
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["grant", "id"]
        constraints = [
            models.CheckConstraint(
                name="payment_direction_known", condition=Q(direction__in=["out", "back"])
            ),
            models.CheckConstraint(
                name="payment_kind_known", condition=Q(kind__in=["paid", "planned", "reversal"])
            ),
            models.CheckConstraint(name="payment_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_reversal_whole",
                condition=Q(kind="reversal", reverses__isnull=False) & ~Q(reason="")
                | ~Q(kind="reversal") & Q(reverses__isnull=True),
            ),
            models.CheckConstraint(
                name="payment_of_a_person_or_a_source",
                condition=Q(entered_by__isnull=False, institution__isnull=False, received=False)
                & ~Q(kind="planned")
                | Q(entered_by__isnull=True, institution__isnull=True, source__isnull=False),
            ),
            models.CheckConstraint(
                name="payment_by_hand_has_proof",
                condition=Q(entered_by__isnull=True)
                | Q(kind="reversal")
                | Q(paid_on__isnull=False) & ~Q(document=""),
            ),
            models.CheckConstraint(
                name="payment_back_of_no_tranche", condition=Q(direction="out") | Q(tranche__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document or self.get_direction_display()} · {self.grant}"


class Receipt(Said):
    """What the receiving side says of a payment: it arrived, or it did not. Append-only; nothing follows a
    confirmation.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("Arrived")
        DISPUTED = "disputed", _("Not arrived as told")

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="receipts")
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["payment", "id"]
        constraints = [
            models.CheckConstraint(
                name="receipt_outcome_known", condition=Q(outcome__in=["confirmed", "disputed"])
            ),
            models.CheckConstraint(
                name="receipt_dispute_has_reason", condition=Q(outcome="confirmed") | ~Q(reason="")
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(outcome="confirmed"), name="receipt_confirmed_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())
