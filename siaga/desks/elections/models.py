"""Nouns of an election: profile, election, contest, candidate pair, stage, legal basis, published figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.models import Institution, Judgement, Office
from siaga.desks.places.models import Closable, Region, StationMap
from siaga.desks.trail.models import Sourced


class Regime(models.TextChoices):
    """Two bodies of law that news and officials mix up; they never share a number here."""

    PILKADA = "pilkada", _("Regional head election (Pilkada)")
    PEMILU = "pemilu", _("General election (Pemilu)")


class Confidence(models.TextChoices):
    """How well a date or the scope of a regulation is established."""

    CONFIRMED = "confirmed", _("two sources or more")
    STATED = "stated", _("one source")
    COMPUTED = "computed", _("computed from stated values")
    RECALLED = "recalled", _("from memory, no source seen")
    UNSURE = "unsure", _("unsure")


UNSURE_MARKS = frozenset({Confidence.RECALLED, Confidence.UNSURE})
"""The marks behind which nobody should plan without asking KPU first."""


class Election(Sourced):
    """One election of one city: its day, its dated rule profile, its mapping of stations."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    regime = models.CharField(_("regime"), max_length=10, choices=Regime)
    profile = models.CharField(_("rule profile"), max_length=40, help_text=_("siaga/law/profiles/<id>.yaml"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="elections")
    station_map = models.ForeignKey(StationMap, models.PROTECT, related_name="elections")
    voting_date = models.DateField(_("voting day"))
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Jakarta")
    pack_digest = models.CharField(_("digest of the loaded pack"), max_length=64, blank=True)
    loaded_at = models.DateTimeField(_("loaded at"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-voting_date", "code"]
        constraints = [
            models.CheckConstraint(name="election_regime_known", condition=Q(regime__in=Regime.values))
        ]

    def __str__(self) -> str:
        return self.name


class Contest(Sourced):
    """What one ballot paper decides (*jenis pemilihan*): the mayor, the governor."""

    class Kind(models.TextChoices):
        GOVERNOR = "governor", _("Governor")
        REGENT = "regent", _("Regent")
        MAYOR = "mayor", _("Mayor")

    election = models.ForeignKey(Election, models.PROTECT, related_name="contests")
    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="contests")

    class Meta:
        ordering = ["election", "code"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="contest_once_per_election"),
            models.CheckConstraint(
                name="contest_kind_known", condition=Q(kind__in=["governor", "regent", "mayor"])
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CandidatePair(Sourced):
    """A row of the ballot: a pair of candidates, or the empty column when one pair stands alone."""

    class Kind(models.TextChoices):
        PAIR = "pair", _("Candidate pair")
        EMPTY_COLUMN = "empty_column", _("Empty column")

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="pairs")
    number = models.PositiveSmallIntegerField(_("number on the ballot"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PAIR)
    head = models.CharField(_("candidate for head"), max_length=120, blank=True)
    deputy = models.CharField(_("candidate for deputy"), max_length=120, blank=True)
    feed_id = models.CharField(_("number in KPU's public feed"), max_length=20, blank=True)

    class Meta:
        ordering = ["contest", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="pair_number_once_per_contest"),
            models.CheckConstraint(name="pair_kind_known", condition=Q(kind__in=["pair", "empty_column"])),
            models.CheckConstraint(name="pair_number_positive", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="empty_column_has_no_names", condition=~Q(kind="empty_column") | Q(head="", deputy="")
            ),
        ]

    def __str__(self) -> str:
        if self.kind == self.Kind.EMPTY_COLUMN:
            return str(_("Empty column"))
        return " – ".join(filter(None, [self.head, self.deputy])) or str(_("Name not stated"))


class LegalBasis(Sourced):
    """A regulation, the regime it belongs to and how sure we are of that."""

    class Regime(models.TextChoices):
        PILKADA = "pilkada", "Pilkada"
        PEMILU = "pemilu", "Pemilu"
        BOTH = "both", _("both")
        GOVERNMENT = "government", _("local government")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("regulation"), max_length=160)
    topic = models.CharField(_("topic"), max_length=200)
    regime = models.CharField(_("applies to"), max_length=10, choices=Regime)
    mark = models.CharField(_("confidence"), max_length=9, choices=Confidence)

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "legal bases"
        constraints = [
            models.CheckConstraint(name="legal_basis_mark_known", condition=Q(mark__in=Confidence.values)),
            models.CheckConstraint(
                name="legal_basis_regime_known",
                condition=Q(regime__in=["pilkada", "pemilu", "both", "government"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Stage(Sourced, Closable):
    """A stage (*tahapan*) with its dates; an open start or end stays empty, never invented."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="stages")
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    legal_basis = models.ForeignKey(LegalBasis, models.PROTECT, null=True, blank=True, related_name="stages")
    mark = models.CharField(_("confidence"), max_length=9, choices=Confidence)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["election", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="stage_once_per_election"),
            models.CheckConstraint(name="stage_mark_known", condition=Q(mark__in=Confidence.values)),
            models.CheckConstraint(
                name="stage_ends_after_start",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the language being read; Indonesian where the pack gives no English one."""
        return (get_language() == "en" and self.name_en) or self.name


class StageReport(models.Model):
    """Somebody says that a stage is completed, and on what day. Append-only; the newest one holds.

    `client_id` comes from the device, so that a phone that retries reports once.
    """

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(_("number"))
    done_on = models.DateField(_("completed on"))
    words = models.TextField(_("what shows it"))
    link = models.URLField(_("address"), max_length=500, blank=True)
    file = models.ForeignKey(
        "trail.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))
    client_id = models.UUIDField(_("number given by the device"), unique=True)
    digest = models.CharField(_("digest of what was sent"), max_length=64)

    class Meta:
        ordering = ["stage", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "number"], name="stage_report_number_once"),
            models.CheckConstraint(name="stage_report_says_something", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id}/{self.number}"


class StageVerdict(Judgement):
    """What a second person says to such a report: a commissioner, or an officer of another institution.
    Append-only; the database refuses the reporter's own (migrations/0004_completion_guards.py).
    """

    report = models.OneToOneField(StageReport, models.PROTECT, related_name="verdict")


class Event(Sourced, Closable):
    """Something that happened on a day and touches a stage, an institution or an office: a pair cancelled, a
    term of office that ended. Whatever is planned for that day is held against it.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="events")
    code = models.SlugField(_("code"), max_length=80)
    day = models.DateField(_("day"))
    title = models.CharField(_("what happened"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="events")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="events")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="events")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["election", "day", "code"]
        constraints = [models.UniqueConstraint(fields=["election", "code"], name="event_once_per_election")]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """What happened in the language being read; Indonesian where the pack gives no English."""
        return (get_language() == "en" and self.title_en) or self.title


class Measure(models.TextChoices):
    """What a published figure counts. ``votes`` also names a pair."""

    STATIONS = "stations", _("Polling stations")
    SPECIAL_STATIONS = "special_stations", _("Stations at special locations")
    DPS = "dps", _("Provisional voter list (DPS)")
    DPS_MEN = "dps_men", _("Provisional voter list, men")
    DPS_WOMEN = "dps_women", _("Provisional voter list, women")
    DPT = "dpt", _("Permanent voter list (DPT)")
    DPT_MEN = "dpt_men", _("Permanent voter list, men")
    DPT_WOMEN = "dpt_women", _("Permanent voter list, women")
    USERS = "users", _("Voters who voted")
    VALID = "valid", _("Valid votes")
    INVALID = "invalid", _("Invalid votes")
    VOTES = "votes", _("Votes")


class PublishedFigure(Sourced, Closable):
    """A figure someone published (voters, stations, votes), kept as printed beside what we compute."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="published_figures")
    contest = models.ForeignKey(
        Contest, models.PROTECT, null=True, blank=True, related_name="published_figures"
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="published_figures")
    measure = models.CharField(_("measure"), max_length=20, choices=Measure)
    pair = models.PositiveSmallIntegerField(_("number on the ballot"), null=True, blank=True)
    value = models.BigIntegerField(_("value"), null=True, blank=True)
    verbatim = models.CharField(_("as printed"), max_length=200, blank=True)

    class Meta:
        ordering = ["election", "region", "measure", "pair"]
        constraints = [
            models.CheckConstraint(
                name="published_figure_measure_known", condition=Q(measure__in=Measure.values)
            ),
            models.CheckConstraint(name="published_figure_has_source", condition=Q(source__isnull=False)),
            models.CheckConstraint(
                name="published_figure_votes_are_of_a_pair",
                condition=Q(measure="votes", pair__isnull=False, contest__isnull=False)
                | ~Q(measure="votes") & Q(pair__isnull=True),
            ),
            # Three rules in place of one: to SQLite two rows differ when a part of the key is empty in both.
            models.UniqueConstraint(
                fields=["contest", "region", "pair", "source"],
                condition=Q(pair__isnull=False),
                name="published_votes_once",
            ),
            models.UniqueConstraint(
                fields=["contest", "region", "measure", "source"],
                condition=Q(contest__isnull=False, pair__isnull=True),
                name="published_figure_once_per_contest",
            ),
            models.UniqueConstraint(
                fields=["election", "region", "measure", "source"],
                condition=Q(contest__isnull=True),
                name="published_figure_once_per_election",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.value if self.value is not None else '–'}"


class StaffingClaim(Sourced, Closable):
    """A number of persons a source claims, with the formula that should yield it: 5 per district × 5 = 25."""

    class Unit(models.TextChoices):
        CITY = "city", _("City")
        DISTRICT = "district", _("District")
        WARD = "ward", _("Ward")
        STATION = "station", _("Polling station")

    election = models.ForeignKey(Election, models.PROTECT, related_name="staffing_claims")
    code = models.SlugField(_("code"), max_length=60)
    role = models.CharField(_("role"), max_length=160)
    role_en = models.CharField(_("English name"), max_length=160, blank=True)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    per_unit = models.PositiveIntegerField(_("persons per unit"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, blank=True)
    claimed = models.PositiveIntegerField(_("persons claimed"), null=True, blank=True)
    inferred = models.BooleanField(_("no source prints it"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["election", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="staffing_claim_once_per_election"),
            models.CheckConstraint(
                name="staffing_claim_formula_whole",
                condition=Q(per_unit__isnull=True, unit="")
                | Q(per_unit__isnull=False, unit__in=["city", "district", "ward", "station"]),
            ),
        ]

    def __str__(self) -> str:
        return self.role

    @property
    def label(self) -> str:
        """The role in the language being read; Indonesian where the pack gives no English one."""
        return (get_language() == "en" and self.role_en) or self.role
