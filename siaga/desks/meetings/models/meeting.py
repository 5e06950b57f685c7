"""The series, its meetings, what is on the table, and who was asked and who came."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election, LegalBasis, Regime
from siaga.desks.meetings.models.visibility import Visibility, visibility_known
from siaga.desks.offices.models import Institution, Office
from siaga.desks.places.models import Closable, Region
from siaga.desks.trail.models import Sourced


class Series(Sourced, Closable):
    """Meetings of one kind that follow one another: what one leaves open, the next one takes up."""

    class Kind(models.TextChoices):
        FORUM = "forum", _("Leaders' forum (Forkopimda)")
        DISTRICT_FORUM = "district_forum", _("District forum (Forkopimcam)")
        COORDINATION = "coordination", _("Coordination meeting (rakor)")
        DESK = "desk", _("Election desk (Desk Pilkada)")
        SOCIALISATION = "socialisation", _("Socialisation")
        PRESS = "press", _("Press statement")

    election = models.ForeignKey(Election, models.PROTECT, related_name="series")
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    convener = models.ForeignKey(
        Institution, models.PROTECT, related_name="series", verbose_name=_("convening institution")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="series")
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="series_once_per_election"),
            models.CheckConstraint(
                name="series_kind_known",
                condition=Q(kind__in=["forum", "district_forum", "coordination"])
                | Q(kind__in=["desk", "socialisation", "press"]),
            ),
            visibility_known("series"),
        ]

    def __str__(self) -> str:
        return self.name


class Meeting(Sourced):
    """One sitting. What its source leaves out (the day, the hour, the place) stays empty.

    `day_printed` keeps the day as the source writes it, weekday and all, for the rule that compares the two.
    `signed` says that the minutes carry both signatures: from then on triggers refuse every change of the
    meeting, its attendance, statements, conclusions and agenda. A correction reopens it with a reason, under
    a new version of the minutes. `loaded` meetings come from a pack; their record is corrected there.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        INVITED = "invited", _("Invited")
        HELD = "held", _("Taken place")
        SIGNED = "signed", _("Minutes signed")
        CANCELLED = "cancelled", _("Cancelled")

    series = models.ForeignKey(Series, models.PROTECT, related_name="meetings")
    code = models.SlugField(_("code"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    regime = models.CharField(_("regime"), max_length=10, choices=Regime)
    day = models.DateField(_("day"), null=True, blank=True)
    day_printed = models.CharField(_("day as printed"), max_length=80, blank=True)
    not_before = models.DateField(_("not before"), null=True, blank=True)
    not_after = models.DateField(_("not after"), null=True, blank=True)
    starts = models.TimeField(_("starts"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Jakarta")
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    chair = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="chaired", verbose_name=_("chair")
    )
    chair_printed = models.CharField(_("chair as printed"), max_length=160, blank=True)
    chair_for = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chairs on behalf of")
    )
    moderator = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="moderated", verbose_name=_("moderator")
    )
    note_taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("note-taker"),
    )
    legal_basis = models.ForeignKey(
        LegalBasis, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    basis_printed = models.CharField(_("legal basis as printed"), max_length=200, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    opening = models.TextField(_("opening words"), blank=True)
    closing = models.TextField(_("closing words"), blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True)
    reopened_for = models.TextField(_("why the minutes were reopened"), blank=True)
    door_key = models.CharField(_("key of the door sign"), max_length=64, blank=True)
    loaded = models.BooleanField(_("loaded from a pack"), default=False)

    class Meta:
        ordering = [F("day").desc(nulls_last=True), "-id"]
        indexes = [models.Index(fields=["series", "day"], name="meeting_of_series")]
        constraints = [
            models.UniqueConstraint(fields=["series", "code"], name="meeting_once_per_series"),
            models.CheckConstraint(
                name="meeting_state_known",
                condition=Q(state__in=["planned", "invited", "held", "signed", "cancelled"]),
            ),
            models.CheckConstraint(name="meeting_regime_known", condition=Q(regime__in=Regime.values)),
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
            models.CheckConstraint(
                name="meeting_window_only_without_day",
                condition=Q(day__isnull=True) | Q(not_before__isnull=True, not_after__isnull=True),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_has_reason",
                condition=~Q(state="cancelled") | ~Q(cancel_reason="") | Q(loaded=True),
            ),
            models.CheckConstraint(
                name="meeting_published_only_if_public",
                condition=Q(published_at__isnull=True) | Q(visibility="public"),
            ),
            visibility_known("meeting"),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """A point of the agenda; a point that comes from an open action says so and stays tied to it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    presenter = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("presented by")
    )
    action = models.ForeignKey(
        "Action", models.PROTECT, null=True, blank=True, related_name="agenda_items", verbose_name=_("action")
    )
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    withdrawn_for = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_number_once"),
            models.CheckConstraint(  # the point of a settled action needs none: the action tells
                name="agenda_withdrawn_has_reason",
                condition=Q(withdrawn=False) | Q(action__isnull=False) | ~Q(withdrawn_for=""),
            ),
            models.UniqueConstraint(
                fields=["meeting", "action"],
                condition=Q(action__isnull=False),
                name="action_once_per_agenda",
            ),
            visibility_known("agenda"),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(Sourced):
    """An institution (or one office of it) that was invited, and whether it came.

    The row is made when the invitation is, so that who is missing is a query. `office` is empty where the
    source names only the institution; `printed` keeps the words of the source. `arrived` is stated for who
    came after the beginning. A withdrawn invitation opens nothing any more (`reading`).
    """

    class Presence(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        PRESENT = "present", _("Present")
        REPRESENTED = "represented", _("Represented")
        EXCUSED = "excused", _("Absent with reason")
        ABSENT = "absent", _("Absent")
        NOT_STATED = "not_stated", _("Not stated")

    class Method(models.TextChoices):
        DOOR = "door", _("Door sign (QR)")
        LIST = "list", _("Signature list")
        ENTERED = "entered", _("Entered by the note-taker")
        SOURCE = "source", _("From the source")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    number = models.PositiveSmallIntegerField(_("number"))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="attendance")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="attendance")
    printed = models.CharField(_("as printed"), max_length=200, blank=True)
    as_speaker = models.BooleanField(_("resource person"), default=False)
    presence = models.CharField(_("presence"), max_length=11, choices=Presence, default=Presence.EXPECTED)
    person = models.CharField(_("who came"), max_length=120, blank=True)
    represented_by = models.CharField(_("represented by"), max_length=160, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    arrived = models.TimeField(_("arrived"), null=True, blank=True)
    method = models.CharField(_("how it was taken"), max_length=8, choices=Method, blank=True)
    at = models.DateTimeField(_("taken at"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    withdrawn_for = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name_plural = "attendance"
        constraints = [
            models.CheckConstraint(
                name="attendance_withdrawn_has_reason",
                condition=Q(withdrawn=False) | Q(presence="expected") & ~Q(withdrawn_for=""),
            ),
            models.UniqueConstraint(fields=["meeting", "number"], name="attendance_number_once"),
            models.UniqueConstraint(
                fields=["meeting", "institution", "office"],
                condition=Q(office__isnull=False),
                name="attendance_once_per_office",
            ),
            models.CheckConstraint(
                name="attendance_presence_known",
                condition=Q(presence__in=["expected", "present", "represented"])
                | Q(presence__in=["excused", "absent", "not_stated"]),
            ),
            models.CheckConstraint(
                name="attendance_represented_names_who",
                condition=~Q(presence="represented") | ~Q(represented_by=""),
            ),
            models.CheckConstraint(
                name="attendance_excused_has_reason", condition=~Q(presence="excused") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.office or self.institution)
