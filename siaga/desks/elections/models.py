"""Nouns of an election: profile, election, contest, candidate pair, stage, legal basis, published figures."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.places.models import Region, StationMap
from siaga.desks.trail.models import Sourced


class Regime(models.TextChoices):
    """Two bodies of law that news and officials mix up; they never share a number here."""

    PILKADA = "pilkada", _("Regional head election (Pilkada)")
    PEMILU = "pemilu", _("General election (Pemilu)")


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

    class Meta:
        ordering = ["-voting_date", "code"]
        constraints = [models.CheckConstraint(name="election_regime_known", condition=Q(regime__in=Regime.values))]

    def __str__(self) -> str:
        return self.name


class Contest(Sourced):
    """What one ballot paper decides (*jenis pemilihan*): the mayor, the governor."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="contests")
    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=120)
    kpu_code = models.CharField(_("KPU code"), max_length=10, blank=True, help_text="pkwkk, pkwkp")
    region = models.ForeignKey(Region, models.PROTECT, related_name="contests")

    class Meta:
        ordering = ["election", "code"]
        constraints = [models.UniqueConstraint(fields=["election", "code"], name="contest_once_per_election")]

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
    note = models.TextField(_("note"), blank=True)

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
    """A regulation, the regime it belongs to and how sure we are of it."""

    class Regime(models.TextChoices):
        PILKADA = "pilkada", "Pilkada"
        PEMILU = "pemilu", "Pemilu"
        BOTH = "both", _("both")
        GOVERNMENT = "government", _("local government")

    code = models.CharField(_("regulation"), max_length=80, unique=True)
    topic = models.CharField(_("topic"), max_length=200)
    regime = models.CharField(_("applies to"), max_length=10, choices=Regime)
    mark = models.CharField(_("confidence"), max_length=8)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "legal bases"
        constraints = [
            models.CheckConstraint(
                name="legal_basis_regime_known", condition=Q(regime__in=["pilkada", "pemilu", "both", "government"])
            )
        ]

    def __str__(self) -> str:
        return self.code


class Stage(Sourced):
    """A stage (*tahapan*) with its dates; an open start or end stays empty, never invented."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="stages")
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=160)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    legal_basis = models.ForeignKey(LegalBasis, models.PROTECT, null=True, blank=True, related_name="stages")
    mark = models.CharField(_("confidence"), max_length=8)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["election", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="stage_once_per_election"),
            models.CheckConstraint(
                name="stage_ends_after_start",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PublishedFigure(Sourced):
    """A figure someone published (votes of a pair, DPT, staffing), kept verbatim beside what we compute."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="published_figures")
    contest = models.ForeignKey(Contest, models.PROTECT, null=True, blank=True, related_name="published_figures")
    region = models.ForeignKey(Region, models.PROTECT, related_name="published_figures")
    measure = models.CharField(_("measure"), max_length=60, help_text="paslon1, suara_tidak_sah, dpt_j, tps, ppk…")
    value = models.BigIntegerField(_("value"), null=True, blank=True)
    verbatim = models.CharField(_("as printed"), max_length=120, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)

    class Meta:
        ordering = ["election", "region", "measure"]
        constraints = [
            models.CheckConstraint(name="published_figure_has_source", condition=Q(source__isnull=False)),
            models.UniqueConstraint(
                fields=["contest", "region", "measure", "source", "source_place"],
                condition=Q(contest__isnull=False),
                name="published_figure_once_per_contest",
            ),
            models.UniqueConstraint(
                fields=["election", "region", "measure", "source", "source_place"],
                condition=Q(contest__isnull=True),
                name="published_figure_once_per_election",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} = {self.value if self.value is not None else '–'}"
