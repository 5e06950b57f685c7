"""The wording of a meeting's record: every version of every passage, the whole as it was signed, who signed.

All three are append-only.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.models.meeting import Meeting


class Wording(models.Model):
    """One version of one passage: the opening, a statement, a conclusion, the closing.

    `base` is the version the writer had before their eyes. When another version came between, the two were
    merged sentence by sentence (`merged`), and nothing either wrote was lost; `clash` says that a human
    should look. `client_id` is the device's number of the save.
    """

    class Passage(models.TextChoices):
        OPENING = "opening", _("Opening words")
        STATEMENT = "statement", _("Statement")
        CONCLUSION = "conclusion", _("Conclusion")
        CLOSING = "closing", _("Closing words")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="wordings")
    passage = models.CharField(_("passage"), max_length=10, choices=Passage)
    passage_id = models.PositiveBigIntegerField(_("number of the row"), default=0)
    number = models.PositiveIntegerField(_("version"))
    base = models.PositiveIntegerField(_("written upon version"), default=0)
    text = models.TextField(_("text"))
    sent = models.TextField(_("as sent"))
    merged = models.BooleanField(_("merged"), default=False)
    clash = models.BooleanField(_("to be looked at"), default=False)
    client_id = models.UUIDField(_("number given by the device"), unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["meeting", "passage", "passage_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "passage", "passage_id", "number"], name="wording_number_once"
            ),
            models.CheckConstraint(
                name="wording_passage_known",
                condition=Q(passage__in=["opening", "statement", "conclusion", "closing"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage} {self.passage_id} v{self.number}"


class Minutes(models.Model):
    """The whole record as laid before the signers: plain data, its digest, and why this version was made."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_number_once"),
            models.CheckConstraint(name="minutes_later_have_reason", condition=Q(number=1) | ~Q(reason="")),
            models.CheckConstraint(name="minutes_digest_hex", condition=Exact(Length("digest"), 64)),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} v{self.number}"


class Signature(models.Model):
    """One of the two signatures under a version: the chair's and the note-taker's, never of one person."""

    class Capacity(models.TextChoices):
        CHAIR = "chair", _("Chair")
        NOTE_TAKER = "note_taker", _("Note-taker")

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signatures")
    capacity = models.CharField(_("as"), max_length=10, choices=Capacity)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    office = models.CharField(_("office on that day"), max_length=200)
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["minutes", "capacity"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "capacity"], name="signature_once_per_capacity"),
            models.UniqueConstraint(fields=["minutes", "by"], name="signature_of_two_people"),
            models.CheckConstraint(
                name="signature_capacity_known", condition=Q(capacity__in=["chair", "note_taker"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_capacity_display()})"
