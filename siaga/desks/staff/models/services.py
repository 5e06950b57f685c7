"""A person in a seat, from a day until a day, and how far they have come on the way to duty."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.staff.models.attendance import Presence
from siaga.desks.staff.models.people import Person
from siaga.desks.staff.models.posts import Post


class Health(models.TextChoices):
    """The result of the health check and nothing more: no finding, no diagnosis."""

    UNKNOWN = "unknown", _("not checked")
    FIT = "fit", _("fit")
    UNFIT = "unfit", _("unfit")


class EndReason(models.TextChoices):
    RESIGNED = "resigned", _("resigned")
    ILL = "ill", _("ill")
    DIED = "died", _("died")
    DISMISSED = "dismissed", _("dismissed")
    REPLACED = "replaced", _("replaced")
    COMPLETED = "completed", _("work completed")
    MISTAKE = "mistake", _("recorded by mistake, never served")


WHY_REPLACED = (
    EndReason.RESIGNED,
    EndReason.ILL,
    EndReason.DIED,
    EndReason.DISMISSED,
    EndReason.REPLACED,
)
"""Reasons for which another takes the seat; `REPLACED` is any other reason, told in the note."""


class Service(models.Model):
    """Who sits on a seat: recruited by one person, selected by another, trained, sworn, checked, on duty.

    `emergency`: took the seat at once on voting day, so the second person comes after. `presence` repeats the
    newest entry of the attendance. Nothing is deleted: a service ends, with a reason. The database refuses
    two holders of one seat, one person in two seats on a day, and duty without an oath
    (migrations/0002_guards.py).
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="services")
    person = models.ForeignKey(Person, models.PROTECT, related_name="services")
    starts = models.DateField(_("from"))
    recruited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recruited by")
    )
    recruited_at = models.DateTimeField(_("recruited"))
    selected_on = models.DateField(_("selected"), null=True, blank=True)
    selected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("selected by"),
    )
    emergency = models.BooleanField(_("took the seat on voting day"), default=False)
    trained_on = models.DateField(_("trained"), null=True, blank=True)
    sworn_on = models.DateField(_("sworn"), null=True, blank=True)
    sworn_document = models.CharField(_("record of the oath"), max_length=120, blank=True)
    health = models.CharField(_("health check"), max_length=7, choices=Health, default=Health.UNKNOWN)
    health_on = models.DateField(_("checked"), null=True, blank=True)
    presence = models.CharField(_("on voting day"), max_length=7, choices=Presence, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=9, choices=EndReason, blank=True)
    end_note = models.CharField(_("note"), max_length=300, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    class Meta:
        ordering = ["post", "starts", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(ended_on__isnull=True), name="service_one_holder"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_on__isnull=True), name="service_one_seat_per_person"
            ),
            models.CheckConstraint(
                name="service_selected_whole",
                condition=Q(selected_on__isnull=True, selected_by__isnull=True, emergency=False)
                | Q(selected_on__isnull=False, selected_by__isnull=False)
                | Q(selected_on__isnull=False, emergency=True),
            ),
            models.CheckConstraint(
                name="service_two_people",
                condition=Q(selected_by__isnull=True) | ~Q(selected_by=F("recruited_by")),
            ),
            models.CheckConstraint(
                name="service_trained_after_selection",
                condition=Q(trained_on__isnull=True) | Q(selected_on__isnull=False),
            ),
            models.CheckConstraint(
                name="service_sworn_after_selection",
                condition=Q(sworn_on__isnull=True, sworn_document="")
                | Q(selected_on__isnull=False, sworn_on__gte=F("selected_on")),
            ),
            models.CheckConstraint(name="service_health_known", condition=Q(health__in=Health.values)),
            models.CheckConstraint(
                name="service_health_has_a_day",
                condition=Q(health=Health.UNKNOWN, health_on__isnull=True)
                | (~Q(health=Health.UNKNOWN) & Q(health_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="service_presence_known", condition=Q(presence__in=["", *Presence.values])
            ),
            models.CheckConstraint(
                name="service_sworn_before_duty",
                condition=~Q(presence__in=[Presence.ARRIVED, Presence.LATE]) | Q(sworn_on__isnull=False),
            ),
            models.CheckConstraint(
                name="service_ended_whole",
                condition=Q(ended_on__isnull=True, end_reason="", end_note="", ended_by__isnull=True)
                | Q(
                    ended_on__isnull=False,
                    ended_on__gte=F("starts"),
                    end_reason__in=EndReason.values,
                    ended_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="service_mistake_never_served",
                condition=~Q(end_reason=EndReason.MISTAKE) | Q(presence=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.post)

    @property
    def stage(self) -> str:
        """The furthest step reached, as the key of `STAGES`."""
        steps = (
            (self.ended_on, "ended"),
            (self.presence in (Presence.ARRIVED, Presence.LATE), "duty"),
            (self.sworn_on, "sworn"),
            (self.trained_on, "trained"),
            (self.selected_on, "selected"),
        )
        return next((name for reached, name in steps if reached), "recruited")


STAGES = {
    "recruited": _("recruited"),
    "selected": _("selected"),
    "trained": _("trained"),
    "sworn": _("sworn"),
    "duty": _("on duty"),
    "ended": _("ended"),
}
