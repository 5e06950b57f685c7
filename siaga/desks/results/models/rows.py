"""The row that is expected of every station in every contest, and the steps its state may take."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Contest
from siaga.desks.places.models import PollingStation
from siaga.desks.results.states import Act, State


class Transition(models.Model):
    """One allowed step. The rows come with a migration; a trigger on `ResultRow` refuses whatever is not
    here.
    """

    before = models.CharField(max_length=10, choices=State)
    act = models.CharField(max_length=10, choices=Act)
    after = models.CharField(max_length=10, choices=State)
    brings_version = models.BooleanField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["before", "act"], name="transition_once")]

    def __str__(self) -> str:
        return f"{self.before} —{self.act}→ {self.after}"


class ResultRow(models.Model):
    """One contest at one station. It is there from the day the pack is loaded, so that what is missing is a
    query.

    `revision` counts the steps: whoever changes the row names the revision they saw, and loses when another
    was faster. `entered_by`, `errors` and `sample` repeat the current version, so that the rules about them
    are plain constraints; triggers refuse a row that repeats them wrongly (migrations/0002_guards.py).
    """

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="result_rows")
    station = models.ForeignKey(PollingStation, models.PROTECT, related_name="result_rows")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.EXPECTED)
    act = models.CharField(_("last act"), max_length=10, choices=Act, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    current = models.ForeignKey(
        "ResultVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("current version"),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    errors = models.PositiveSmallIntegerField(_("broken identities"), default=0)
    sample = models.BooleanField(_("made up for demonstration"), default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)

    class Meta:
        ordering = ["contest", "station__code"]
        indexes = [models.Index(fields=["contest", "state"], name="row_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["contest", "station"], name="one_row_per_station_and_contest"),
            models.CheckConstraint(name="row_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="row_expected_is_empty",
                condition=~Q(state="expected")
                | Q(current__isnull=True, entered_by__isnull=True, revision=0, errors=0, act=""),
            ),
            models.CheckConstraint(
                name="row_beyond_expected_has_figures",
                condition=Q(state="expected")
                | Q(current__isnull=False, entered_by__isnull=False, revision__gt=0),
            ),
            models.CheckConstraint(
                name="row_counted_is_confirmed",
                condition=Q(state="counted", confirmed_by__isnull=False, confirmed_at__isnull=False)
                | (~Q(state="counted") & Q(confirmed_by__isnull=True, confirmed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="row_two_people",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
            ),
            models.CheckConstraint(name="row_counted_adds_up", condition=~Q(state="counted") | Q(errors=0)),
            models.CheckConstraint(name="row_waiting_adds_up", condition=~Q(state="entered") | Q(errors=0)),
            models.CheckConstraint(
                name="row_stop_has_a_reason",
                condition=~Q(act__in=["declare", "hold", "return", "correct"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest} · {self.station.label}, {self.station.ward}"
