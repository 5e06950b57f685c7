"""How people are called: where they want to be reached, what was sent, and their calendar."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.models.actions import Action


class Channel(models.Model):
    """Where a person is reached: an Apprise address (mail, Telegram, WhatsApp or SMS gateway).

    The address may hold a token, so it is never shown again whole, logged or exported.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="channels")
    label = models.CharField(_("label"), max_length=60)
    address = models.CharField(_("address"), max_length=500)
    quiet_from = models.TimeField(_("quiet from"), default="21:00")
    quiet_until = models.TimeField(_("quiet until"), default="06:00")
    urgent_breaks_quiet = models.BooleanField(_("urgent ones also in the quiet hours"), default=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["user", "label"]

    def __str__(self) -> str:
        return self.label


class Reminder(models.Model):
    """A call about an action: who is to be told what, on which day, and whether it went out.

    One row per action, person, kind and day, so that a second run, or two at once, never call twice.
    """

    class Kind(models.TextChoices):
        SOON = "soon", _("Due soon")
        TODAY = "today", _("Due today")
        OVERDUE = "overdue", _("Overdue")
        ESCALATED = "escalated", _("Put before the chair")
        CONFIRM = "confirm", _("Waits for confirmation")

    action = models.ForeignKey(Action, models.PROTECT, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    day = models.DateField(_("day"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed = models.CharField(_("why it failed"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    class Meta:
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["sent_at", "day"], name="reminder_to_send")]
        constraints = [
            models.UniqueConstraint(fields=["action", "user", "kind", "day"], name="reminder_once_a_day"),
            models.CheckConstraint(
                name="reminder_kind_known",
                condition=Q(kind__in=["soon", "today", "overdue", "escalated", "confirm"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


class CalendarKey(models.Model):
    """The secret end of a person's calendar address; only its hash is kept, and a new one closes the old."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_keys")
    key_hash = models.CharField(_("hash of the key"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.key_hash[:8]
