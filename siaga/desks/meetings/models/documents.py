"""Papers: the letterhead of an institution, how it numbers, its own templates, and what it has issued.

An issued paper is append-only: triggers let it become void, with a reason, and nothing else. Numbers run on
without a gap within scheme and year, and a void paper keeps its number (migrations/*_documents.py).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.models.meeting import Meeting
from siaga.desks.meetings.models.visibility import Visibility, visibility_known
from siaga.desks.offices.models import Institution


class PaperKind(models.TextChoices):
    """Kinds of paper; the engine has a template for each."""

    INVITATION = "invitation", _("Invitation")
    ATTENDANCE = "attendance", _("Attendance list")
    MINUTES = "minutes", _("Minutes")
    REPORT = "report", _("Report")
    LETTER = "letter", _("Letter")
    CIRCULAR = "circular", _("Circular")
    BRIEF = "brief", _("Press brief")


UNNUMBERED = (PaperKind.ATTENDANCE, PaperKind.BRIEF)
"""Kinds that may go out without a number."""


class Letterhead(models.Model):
    """The head of an institution's sheets, and their size. Without a row the institution's name stands."""

    class Paper(models.TextChoices):
        F4 = "f4", "F4 (215 × 330 mm)"
        A4 = "a4", "A4 (210 × 297 mm)"

    institution = models.OneToOneField(Institution, models.PROTECT, related_name="letterhead")
    superior = models.CharField(_("line above the name"), max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=160)
    address = models.CharField(_("address"), max_length=200, blank=True)
    contact = models.CharField(_("telephone, mail, site"), max_length=200, blank=True)
    place = models.CharField(_("place of signing"), max_length=60, blank=True)
    paper = models.CharField(_("paper"), max_length=2, choices=Paper, default=Paper.F4)

    class Meta:
        ordering = ["institution"]
        constraints = [
            models.CheckConstraint(name="letterhead_paper_known", condition=Q(paper__in=["f4", "a4"]))
        ]

    def __str__(self) -> str:
        return self.name


class Scheme(models.Model):
    """How an institution numbers papers of a kind; with an empty kind, all those without a scheme of their
    own, in one register. `classification` and `unit` are what is usual there.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="schemes")
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind, blank=True)
    pattern = models.CharField(_("pattern"), max_length=120)
    classification = models.CharField(_("classification"), max_length=20, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)

    class Meta:
        ordering = ["institution", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "kind"], name="scheme_once_per_kind"),
            models.CheckConstraint(
                name="scheme_kind_known", condition=Q(kind="") | Q(kind__in=PaperKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.pattern


class IssuedDocument(models.Model):
    """A paper from draft to issue: its content as plain data, and the number it was given.

    `content` is the engine's document as JSON, written for one circle of readers (`visibility`); it never
    holds more than that circle may read. A later version of a paper is a new row that names the one it
    `replaces`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ISSUED = "issued", _("Issued")
        VOID = "void", _("Void")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="documents")
    title = models.CharField(_("title"), max_length=300)
    day = models.DateField(_("date of the paper"))
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT)
    scheme = models.ForeignKey(Scheme, models.PROTECT, null=True, blank=True, related_name="documents")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    sequence = models.PositiveIntegerField(_("running number"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=160, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_at = models.DateTimeField(_("made void"), null=True, blank=True)
    void_reason = models.TextField(_("why it is void"), blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["institution", "kind", "state"], name="document_of_institution")]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "year", "sequence"],
                condition=Q(sequence__isnull=False),
                name="document_sequence_once",
            ),
            models.UniqueConstraint(
                fields=["institution", "number"], condition=~Q(number=""), name="document_number_once"
            ),
            models.CheckConstraint(name="document_kind_known", condition=Q(kind__in=PaperKind.values)),
            models.CheckConstraint(name="document_digest_hex", condition=Exact(Length("digest"), 64)),
            models.CheckConstraint(
                name="document_number_whole",
                condition=Q(scheme__isnull=True, year__isnull=True, sequence__isnull=True, number="")
                | Q(scheme__isnull=False, year__isnull=False, sequence__gte=1) & ~Q(number=""),
            ),
            models.CheckConstraint(
                name="document_state_whole",
                condition=Q(state="draft", issued_at__isnull=True, voided_at__isnull=True, number="")
                | Q(state="issued", issued_at__isnull=False, issued_by__isnull=False, voided_at__isnull=True)
                | Q(state="void", voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
            ),
            models.CheckConstraint(
                name="document_issued_has_number",
                condition=~Q(state="issued") | ~Q(number="") | Q(kind__in=["attendance", "brief"]),
            ),
            visibility_known("document"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class Template(models.Model):
    """An institution's own template of a kind: a Word file (kept as a file) or a typst source (kept here).

    The newest one that is not closed is used; with none, the shipped one.
    """

    class Format(models.TextChoices):
        DOCX = "docx", _("Word (.docx)")
        TYP = "typ", _("typst (.typ), for PDF")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="templates")
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind)
    format = models.CharField(_("format"), max_length=4, choices=Format)
    file = models.ForeignKey("trail.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    source = models.TextField(_("typst source"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("uploaded"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind", "format"],
                condition=Q(closed_at__isnull=True),
                name="template_one_in_use",
            ),
            models.CheckConstraint(name="template_kind_known", condition=Q(kind__in=PaperKind.values)),
            models.CheckConstraint(
                name="template_has_its_content",
                condition=Q(format="docx", file__isnull=False, source="")
                | Q(format="typ", file__isnull=True) & ~Q(source=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.format})"
