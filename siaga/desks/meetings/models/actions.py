"""What somebody has to do, what was done about it, and who of another institution has seen that it is so.

A row of `Action` repeats its last verdict so that the rules are plain constraints; triggers refuse an action
that is done without evidence and without the confirmation of another institution.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models.record import Conclusion
from siaga.desks.meetings.models.visibility import Visibility, visibility_known
from siaga.desks.offices.models import Institution, Judgement
from siaga.desks.places.models import Region
from siaga.desks.trail.models import Sourced


class Progress(models.TextChoices):
    """Where an action stands."""

    OPEN = "open", _("Open")
    REPORTED = "reported", _("Reported, waiting for confirmation")
    DONE = "done", _("Done and confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class Action(Sourced):
    """A task with an owner and a due day; both may be "not stated", and then the board says so.

    `event_day` is the day on which something is to take place (a visit, an apel), which is not a deadline.
    """

    class Priority(models.TextChoices):
        LOW = "low", _("Low")
        NORMAL = "normal", _("Normal")
        HIGH = "high", _("High")
        URGENT = "urgent", _("Urgent")

    election = models.ForeignKey(Election, models.PROTECT, related_name="actions")
    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField(_("number"))
    conclusion = models.ForeignKey(Conclusion, models.PROTECT, null=True, blank=True, related_name="actions")
    title = models.CharField(_("what is to be done"), max_length=300)
    owner = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("owner"),
    )
    partners = models.ManyToManyField(
        Institution, blank=True, related_name="joint_actions", verbose_name=_("together with")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="actions")
    due = models.DateField(_("due"), null=True, blank=True)
    due_printed = models.CharField(_("due as printed"), max_length=160, blank=True)
    event_day = models.DateField(_("takes place on"), null=True, blank=True)
    priority = models.CharField(_("priority"), max_length=6, choices=Priority, default=Priority.NORMAL)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )
    state = models.CharField(_("state"), max_length=9, choices=Progress, default=Progress.OPEN)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    evidence = models.ForeignKey(
        "Evidence",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("evidence that counts"),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_for = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institution that confirmed"),
    )
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("put before the chair"), null=True, blank=True)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True)

    class Meta:
        ordering = [F("due").asc(nulls_last=True), "id"]
        indexes = [
            models.Index(fields=["election", "state", "due"], name="action_due"),
            models.Index(fields=["owner", "state", "due"], name="action_of_owner"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="action_number_once"),
            models.CheckConstraint(name="action_state_known", condition=Q(state__in=Progress.values)),
            models.CheckConstraint(
                name="action_priority_known", condition=Q(priority__in=["low", "normal", "high", "urgent"])
            ),
            models.CheckConstraint(
                name="action_done_whole",
                condition=Q(
                    state="done",
                    evidence__isnull=False,
                    confirmed_by__isnull=False,
                    confirmed_for__isnull=False,
                    done_at__isnull=False,
                )
                | ~Q(state="done")
                & Q(confirmed_by__isnull=True, confirmed_for__isnull=True, done_at__isnull=True),
            ),
            models.CheckConstraint(
                name="action_confirmed_elsewhere",
                condition=Q(confirmed_for__isnull=True)
                | Q(owner__isnull=True)
                | ~Q(confirmed_for=F("owner")),
            ),
            models.CheckConstraint(
                name="action_reported_has_evidence",
                condition=~Q(state="reported") | Q(evidence__isnull=False),
            ),
            models.CheckConstraint(
                name="action_cancelled_has_reason", condition=~Q(state="cancelled") | ~Q(cancel_reason="")
            ),
            visibility_known("action"),
        ]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """What an owner shows for an action: words, a file, an address. Append-only; the newest one counts.

    `client_id` comes from the device, so that a phone that retries sends one piece of evidence, not two.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="evidence_shown")
    text = models.TextField(_("what was done"))
    file = models.ForeignKey(
        "trail.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    link = models.URLField(_("address"), max_length=500, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    client_id = models.UUIDField(_("number given by the device"), unique=True)
    digest = models.CharField(_("digest of what was sent"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["action", "id"]
        verbose_name_plural = "evidence"
        constraints = [models.CheckConstraint(name="evidence_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:80]


class Verdict(Judgement):
    """What an officer of another institution says to a piece of evidence. Append-only."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="verdict")


class Reason(models.Model):
    """Why an action was changed, cancelled, opened again or put before the chair. Append-only.

    The trail tells of a restricted action only a digest of this; the words stand here, for those who read
    the action's evidence.
    """

    class Act(models.TextChoices):
        CHANGE = "change", _("Changed")
        CANCEL = "cancel", _("Cancelled")
        REOPEN = "reopen", _("Opened again")
        ESCALATE = "escalate", _("Put before the chair")

    action = models.ForeignKey(Action, models.PROTECT, related_name="reasons")
    act = models.CharField(_("what was done"), max_length=8, choices=Act)
    text = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["action", "id"]
        constraints = [
            models.CheckConstraint(name="reason_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="reason_act_known", condition=Q(act__in=["change", "cancel", "reopen", "escalate"])
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
