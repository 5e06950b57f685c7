"""What was said and what was concluded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.models.meeting import AgendaItem, Meeting
from siaga.desks.meetings.models.visibility import Visibility, visibility_known
from siaga.desks.offices.models import Institution, Office
from siaga.desks.trail.models import Sourced


class Statement(Sourced):
    """Something an institution said at a meeting.

    `text` is the record in our own words, its history is in `Wording`; `printed` keeps the short piece of the
    source that the rules read (a figure, a title, a regulation). `withdrawn` rows stay, with the reason.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField(_("number"))
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="statements")
    person = models.CharField(_("person"), max_length=120, blank=True)
    text = models.TextField(_("statement"))
    printed = models.CharField(_("as printed"), max_length=300, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    withdrawn_for = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="statement_number_once"),
            models.CheckConstraint(
                name="statement_withdrawn_has_reason", condition=Q(withdrawn=False) | ~Q(withdrawn_for="")
            ),
            models.CheckConstraint(name="statement_says_something", condition=~Q(text="")),
            visibility_known("statement"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class Conclusion(Sourced):
    """What the meeting as a whole held, decided or advised. `day` is the day on which it takes effect."""

    class Kind(models.TextChoices):
        CONCLUSION = "conclusion", _("Conclusion")
        DECISION = "decision", _("Decision")
        ADVICE = "advice", _("Advice")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="conclusions")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("text"))
    printed = models.CharField(_("as printed"), max_length=300, blank=True)
    addressee = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conclusions",
        verbose_name=_("addressed to"),
    )
    day = models.DateField(_("day of effect"), null=True, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    withdrawn_for = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="conclusion_number_once"),
            models.CheckConstraint(
                name="conclusion_kind_known", condition=Q(kind__in=["conclusion", "decision", "advice"])
            ),
            models.CheckConstraint(
                name="conclusion_withdrawn_has_reason", condition=Q(withdrawn=False) | ~Q(withdrawn_for="")
            ),
            models.CheckConstraint(name="conclusion_says_something", condition=~Q(text="")),
            visibility_known("conclusion"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"
