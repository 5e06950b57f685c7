"""Photographs of a form as crew and supervisor sent them, what was noticed about them and what was read from
them. All append-only.

A phone names its statement once, by the receipt number the figures will have (`submission`), so that photos
and figures find each other in whatever order they arrive. They belong together when receipt number, row and
person are the same: photos of the crew with a `ResultVersion`, those of the supervisor with a
`SupervisorForm`.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from siaga.desks.trail.models import StoredFile

_HEX = 64


class Side(models.TextChoices):
    """Which of the two sources of a form somebody makes."""

    CREW = "crew", _("the crew (KPPS)")
    SUPERVISOR = "supervisor", _("the station supervisor (PTPS)")


class FormPhoto(models.Model):
    """One photograph, its bytes kept as sent; `side`: for which of the two sources it was taken.

    `client_id` is the sender's own number of this upload; `page_said` the page the sender took it for, `page`
    the one its tag names (empty when no tag was found). `reason` says why it could not be placed; empty when
    it was. `look` is a fingerprint of the picture that survives scaling and compression, `hand` one of the
    handwriting, the same wherever the picture was cut (empty when the page was not placed).
    """

    row = models.ForeignKey("ResultRow", models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    client_id = models.CharField(_("number of the upload"), max_length=64, unique=True)
    submission = models.CharField(_("receipt number"), max_length=64)
    side = models.CharField(_("taken by"), max_length=10, choices=Side, default=Side.CREW)
    order = models.PositiveSmallIntegerField(_("order"))
    page_said = models.PositiveSmallIntegerField(_("page as chosen"), null=True, blank=True)
    page = models.PositiveSmallIntegerField(_("page by its tag"), null=True, blank=True)
    reason = models.CharField(_("why it could not be placed"), max_length=60, blank=True)
    look = models.CharField(_("fingerprint"), max_length=_HEX)
    hand = models.TextField(_("fingerprint of the handwriting"), blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    taken_at = models.DateTimeField(_("taken, by the clock of the phone"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"))

    class Meta:
        ordering = ["row", "submission", "order", "id"]
        indexes = [
            models.Index(fields=["row", "submission"], name="photo_by_submission"),
            models.Index(fields=["by", "received_at"], name="photo_by_sender"),
        ]
        constraints = [
            models.CheckConstraint(
                name="photo_has_its_numbers", condition=~Q(client_id="") & ~Q(submission="")
            ),
            models.CheckConstraint(name="photo_side_known", condition=Q(side__in=Side.values)),
            models.CheckConstraint(name="photo_order_from_one", condition=Q(order__gte=1)),
            models.CheckConstraint(name="photo_look_hex", condition=Exact(Length("look"), _HEX)),
            models.CheckConstraint(
                name="photo_without_page_says_why", condition=Q(page__isnull=False) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.submission} {self.order}"


class PhotoKind(models.TextChoices):
    """What may be noticed about a photo; each is a question to a person and never an answer."""

    SAME = "same", _("the very same picture was sent for another form")
    ALIKE = "alike", _("a picture that looks the same was sent for another form")
    TWICE = "twice", _("crew and supervisor sent the very same picture")
    RESEMBLES = "resembles", _("a picture of the crew and one of the supervisor look the same")
    SWAPPED = "swapped", _("its tag names another page than the one it was taken for")
    STATION = "station", _("its code names another polling station")
    CONTEST = "contest", _("its code names another contest")
    SCREEN = "screen", _("it seems to be photographed from a screen")
    UNPLACED = "unplaced", _("it could not be placed")


LIKENESSES = (PhotoKind.SAME, PhotoKind.ALIKE, PhotoKind.TWICE, PhotoKind.RESEMBLES)
"""What is noticed between two photos."""

ONE_PAPER = LIKENESSES[2:]
"""The likenesses between the two sides of one form: a paper photographed once is no second source."""


class PhotoFinding(models.Model):
    """Something a person should look at before the form is trusted; `other` is the photo it was compared
    with.
    """

    photo = models.ForeignKey(FormPhoto, models.PROTECT, related_name="findings")
    kind = models.CharField(_("kind"), max_length=10, choices=PhotoKind)
    other = models.ForeignKey(FormPhoto, models.PROTECT, null=True, blank=True, related_name="+")
    told = models.JSONField(_("what was seen"), default=dict)
    at = models.DateTimeField(_("noticed at"))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["photo", "kind", "other"], name="photo_finding_once"),
            models.UniqueConstraint(
                fields=["photo", "kind"], condition=Q(other__isnull=True), name="photo_finding_alone_once"
            ),
            models.CheckConstraint(name="photo_finding_known", condition=Q(kind__in=PhotoKind.values)),
            models.CheckConstraint(
                name="photo_compared_with_another",
                condition=Q(other__isnull=True) | ~Q(other=F("photo")),
            ),
            models.CheckConstraint(
                name="photo_likeness_names_the_other",
                condition=~Q(kind__in=list(LIKENESSES)) | Q(other__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} {self.kind}"


class PhotoClash(models.Model):
    """Other bytes under the number of an upload that was already received: kept for a human to judge."""

    photo = models.ForeignKey(FormPhoto, models.PROTECT, related_name="clashes")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    at = models.DateTimeField(_("received at"))

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "photo clashes"
        constraints = [models.UniqueConstraint(fields=["photo", "file"], name="photo_clash_once")]

    def __str__(self) -> str:
        return f"{self.photo_id} against {self.file_id}"


class PhotoReading(models.Model):
    """What the reading engine read from the photos of one submission.

    `digest` is the SHA-256 of the photos' own digests in order; with `model`, the version of the engine, it
    names the reading: the same photos are read once. `fields` holds value, probability, state and
    alternatives of each figure; `cuttings` is one picture of all figures as cut from the paper, and `places`
    the left, top, width and height of each in it. `why` says in Indonesian and `why_en` in English why a
    person must look; readings from before both were kept have the first alone.
    """

    row = models.ForeignKey("ResultRow", models.PROTECT, related_name="photo_readings")
    submission = models.CharField(_("receipt number"), max_length=64)
    digest = models.CharField(_("digest of the photos"), max_length=_HEX)
    layout = models.CharField(_("layout"), max_length=60)
    model = models.CharField(_("version of the engine"), max_length=80)
    fields = models.JSONField(_("figures"))
    accepted = models.BooleanField(_("certain without a person"))
    why = models.TextField(_("why not"), blank=True)
    why_en = models.TextField(_("why not, in English"), blank=True)
    broken = models.JSONField(_("identities the figures break"), default=list)
    cuttings = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cut-outs")
    )
    places = models.JSONField(_("places of the cut-outs"), default=dict)
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    made_at = models.DateTimeField(_("read at"))

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["row", "submission", "digest", "model"], name="photos_read_once_by_each_model"
            ),
            models.CheckConstraint(name="photo_reading_digest_hex", condition=Exact(Length("digest"), _HEX)),
            models.CheckConstraint(
                name="photo_reading_says_why_not", condition=Q(accepted=True) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.submission} {self.model}"

    @property
    def reason(self) -> str:
        """Why a person must look at it, in the language of the page; empty when nobody must."""
        return self.why_en if self.why_en and get_language() == "en" else self.why
