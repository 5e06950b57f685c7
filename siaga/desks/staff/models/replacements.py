"""One person takes the seat of another: proposed by one officer, confirmed by a second."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.staff.models.people import Person
from siaga.desks.staff.models.services import WHY_REPLACED, EndReason, Service


class Replacement(models.Model):
    """Who replaces whom, when, why, and who says so.

    Before voting day nothing happens until a second person confirms. On voting day it takes effect at once
    (`effective`, the station cannot wait) and is confirmed, or refused, after; refusing then leaves the facts
    as they are and keeps the objection.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        EFFECTIVE = "effective", _("in effect, to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")

    outgoing = models.ForeignKey(Service, models.PROTECT, related_name="replaced_by")
    person = models.ForeignKey(Person, models.PROTECT, related_name="replacements")
    incoming = models.OneToOneField(Service, models.PROTECT, null=True, blank=True, related_name="replaces")
    on_day = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=9, choices=EndReason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_note = models.CharField(_("note on the decision"), max_length=300, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["outgoing"], condition=~Q(state="refused"), name="replacement_once_per_service"
            ),
            models.CheckConstraint(
                name="replacement_state_known",
                condition=Q(state__in=["proposed", "effective", "confirmed", "refused"]),
            ),
            models.CheckConstraint(
                name="replacement_reason_known", condition=Q(reason__in=[str(r) for r in WHY_REPLACED])
            ),
            models.CheckConstraint(
                name="replacement_other_reason_is_told",
                condition=~Q(reason=EndReason.REPLACED) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="replacement_two_people",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="replacement_decided_whole",
                condition=Q(
                    state__in=["proposed", "effective"], decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(state__in=["confirmed", "refused"], decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="replacement_takes_effect_with_a_service",
                condition=Q(state="proposed", incoming__isnull=True)
                | Q(state__in=["effective", "confirmed"], incoming__isnull=False)
                | Q(state="refused"),
            ),
            models.CheckConstraint(
                name="replacement_refusal_has_a_reason",
                condition=~Q(state="refused") | ~Q(decision_note=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.outgoing.post)
