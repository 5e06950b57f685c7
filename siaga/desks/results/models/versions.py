"""What people wrote about a row. All append-only in the database itself: old figures stay as they were
written.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ENTRY = "entry", _("as written on the form")
    CORRECTION = "correction", _("as corrected")


class Channel(models.TextChoices):
    WEB = "web", _("page")
    API = "api", _("phone")
    PACK = "pack", _("city pack")


class CorrectionLevel(models.TextChoices):
    """Where a correction was decided; each level signs its own sheet."""

    STATION = "station", _("Polling station, on the spot")
    DISTRICT = "district", _("District plenary (kecamatan)")
    CITY = "city", _("City plenary")
    PROVINCE = "province", _("Province plenary")
    COURT = "court", _("Ruling of the Constitutional Court")
    SOURCE = "source", _("New edition of the city pack")


class ResultVersion(models.Model):
    """The figures of one form as one person wrote them down, with what was wrong with them at that moment.

    `figures` are whole numbers by the field names of the form in the election's rule profile. `findings`
    keeps formula, inputs and difference as the law of that day computed them. `digest` is the SHA-256 of
    what was said (contest, station, figures, reason) and of `nonce`, a random number nobody sees before the
    row is counted: without it the digest would tell whoever guesses the figures that they are right. With
    `client_id`, the sender's own receipt number, it tells a retry from a second statement.
    """

    row = models.ForeignKey("ResultRow", models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ENTRY)
    figures = models.JSONField(_("figures"))
    findings = models.JSONField(_("findings"), default=list)
    errors = models.PositiveSmallIntegerField(_("broken identities"))
    reason = models.TextField(_("reason"), blank=True)
    level = models.CharField(_("decided at"), max_length=10, choices=CorrectionLevel, blank=True)
    sample = models.BooleanField(_("made up for demonstration"), default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))
    channel = models.CharField(_("channel"), max_length=4, choices=Channel)
    client_id = models.CharField(_("receipt number"), max_length=64, unique=True)
    nonce = models.CharField(_("random part of the digest"), max_length=32)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        ordering = ["row", "number"]
        indexes = [models.Index(fields=["digest"], name="version_by_digest")]
        constraints = [
            models.UniqueConstraint(fields=["row", "number"], name="version_number_once_per_row"),
            models.CheckConstraint(name="version_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="version_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="version_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="version_has_a_receipt", condition=~Q(client_id="")),
            models.CheckConstraint(name="version_digest_hex", condition=Exact(Length("digest"), 64)),
            models.CheckConstraint(
                name="version_with_errors_is_declared", condition=Q(errors=0) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="correction_adds_up_and_says_where_and_why",
                condition=Q(kind="entry", level="")
                | (Q(kind="correction", errors=0, level__in=CorrectionLevel.values) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} v{self.number}"


class SecondReading(models.Model):
    """The votes as the second person read them from the paper, without seeing what the first had typed."""

    version = models.ForeignKey(ResultVersion, models.PROTECT, related_name="readings")
    revision = models.PositiveIntegerField(_("revision of the row that was read"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("read by")
    )
    at = models.DateTimeField(_("read at"))
    votes = models.JSONField(_("votes"))
    agrees = models.BooleanField(_("agrees"))
    client_id = models.CharField(_("receipt number"), max_length=64, unique=True)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "revision"], name="one_reading_per_revision"),
            models.CheckConstraint(name="reading_has_a_receipt", condition=~Q(client_id="")),
            models.CheckConstraint(name="reading_digest_hex", condition=Exact(Length("digest"), 64)),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} by {self.by_id}"


class Clash(models.Model):
    """A submission that came under a receipt number already used for something else: kept for a human to
    judge.
    """

    row = models.ForeignKey("ResultRow", models.PROTECT, related_name="clashes")
    client_id = models.CharField(_("receipt number"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)
    said = models.JSONField(_("what was submitted"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    at = models.DateTimeField(_("received at"))
    channel = models.CharField(_("channel"), max_length=4, choices=Channel)

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "clashes"
        constraints = [
            models.UniqueConstraint(fields=["client_id", "digest"], name="clash_kept_once"),
            models.CheckConstraint(name="clash_channel_known", condition=Q(channel__in=Channel.values)),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} at {self.row_id}"
