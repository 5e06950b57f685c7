"""What an agency of the city has to have ready, what it says about it, and who of another one has seen it.

A row of `Duty` repeats where it stands so that the board counts without reading the reports; triggers refuse
a state that is not that of the newest report and its verdict (migrations/0002_guards.py).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Meeting, Statement, Visibility
from siaga.desks.meetings.models.visibility import visibility_known
from siaga.desks.offices.models import Institution, Judgement
from siaga.desks.places.models import Closable
from siaga.desks.trail.models import Sourced


class Area(models.TextChoices):
    """What has to be ready in a city; the list recurs from city to city (docs/board.md names its sources)."""

    LOGISTICS = "logistics", _("Logistics")
    SECURITY = "security", _("Security")
    STATIONS = "stations", _("Polling station sites")
    OFFICIALS = "officials", _("Officials")
    HEALTH = "health", _("Health")
    NEUTRALITY = "neutrality", _("Neutrality of civil servants")
    TURNOUT = "turnout", _("Turnout and socialisation")
    RECORDING = "recording", _("Identity card recording (KTP-el)")
    COUNTING = "counting", _("Counting system and network")
    DISASTER = "disaster", _("Disaster contingency")
    INFORMATION = "information", _("Hoaxes and information")
    TRAFFIC = "traffic", _("Traffic")
    ORDER = "order", _("Public order")
    GRANTS = "grants", _("Grants")
    OTHER = "other", _("Other")


class Standing(models.TextChoices):
    """Where a duty stands. Without a report nobody knows, which is not the same as "not started"."""

    NO_REPORT = "no_report", _("No report yet")
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    REPORTED = "reported", _("Reported, waiting for confirmation")
    DONE = "done", _("Done and confirmed")


class Duty(Sourced, Closable):
    """Something one institution has to have ready: promised at a meeting, or taken over from the checklist of
    general practice (`basis`), which no meeting has stated.

    `printed` keeps the words of the source; `due` is empty when no day was named. A duty from a pack
    (`loaded`) is corrected in the pack. One without a meeting is never restricted: the circle of a restricted
    item is the table it was said at.
    """

    class Basis(models.TextChoices):
        PROMISED = "promised", _("Promised")
        PRACTICE = "practice", _("General practice, not stated in a meeting")

    election = models.ForeignKey(Election, models.PROTECT, related_name="duties")
    code = models.SlugField(_("code"), max_length=120)
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="duties", verbose_name=_("institution")
    )
    area = models.CharField(_("area"), max_length=12, choices=Area)
    text = models.TextField(_("what is to be ready"))
    printed = models.CharField(_("as printed"), max_length=300, blank=True)
    basis = models.CharField(_("basis"), max_length=8, choices=Basis, default=Basis.PROMISED)
    due = models.DateField(_("due"), null=True, blank=True)
    due_printed = models.CharField(_("due as printed"), max_length=160, blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="duties")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="duties")
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )
    standing = models.CharField(_("state"), max_length=11, choices=Standing, default=Standing.NO_REPORT)
    latest = models.ForeignKey(
        "DutyReport", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("newest report")
    )
    loaded = models.BooleanField(_("loaded from a pack"), default=False)
    close_reason = models.TextField(_("why it was closed"), blank=True)

    class Meta:
        ordering = ["institution", F("due").asc(nulls_last=True), "id"]
        verbose_name_plural = "duties"
        indexes = [
            models.Index(fields=["election", "standing", "due"], name="duty_due"),
            models.Index(fields=["institution", "area"], name="duty_of_institution"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="duty_once_per_election"),
            models.CheckConstraint(name="duty_area_known", condition=Q(area__in=Area.values)),
            models.CheckConstraint(name="duty_standing_known", condition=Q(standing__in=Standing.values)),
            models.CheckConstraint(name="duty_basis_known", condition=Q(basis__in=["promised", "practice"])),
            models.CheckConstraint(name="duty_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="duty_restricted_has_a_table",
                condition=~Q(visibility="restricted") | Q(meeting__isnull=False),
            ),
            models.CheckConstraint(
                name="duty_practice_has_no_meeting",
                condition=~Q(basis="practice") | Q(meeting__isnull=True, statement__isnull=True),
            ),
            visibility_known("duty"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 120 else f"{self.text[:119]}…"


class DutyReport(models.Model):
    """What the agency says about a duty. Append-only; the newest one holds.

    `count` of `whole` (in `unit`; whole 100 and unit % for a share) may be left out. `client_id` comes from
    the device, so that a phone that retries reports once.
    """

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        IN_PROGRESS = "in_progress", _("In progress")
        DONE = "done", _("Done")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=11, choices=State)
    words = models.TextField(_("in words"))
    file = models.ForeignKey(
        "trail.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    link = models.URLField(_("address"), max_length=500, blank=True)
    count = models.PositiveIntegerField(_("so many"), null=True, blank=True)
    whole = models.PositiveIntegerField(_("of so many"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))
    client_id = models.UUIDField(_("number given by the device"), unique=True)
    digest = models.CharField(_("digest of what was sent"), max_length=64)

    class Meta:
        ordering = ["duty", "number"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "number"], name="duty_report_number_once"),
            models.CheckConstraint(
                name="duty_report_state_known", condition=Q(state__in=["not_started", "in_progress", "done"])
            ),
            models.CheckConstraint(name="duty_report_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="duty_report_share_whole",
                condition=Q(whole__isnull=True) | Q(count__isnull=False, whole__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id}/{self.number}"


class DutyVerdict(Judgement):
    """What an officer of another institution says to a report that a duty is done. Append-only."""

    report = models.OneToOneField(DutyReport, models.PROTECT, related_name="verdict")
