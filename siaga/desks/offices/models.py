"""Nouns of authority: users, institutions, offices and who holds them when, memberships, invitations."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.roles import Role
from siaga.desks.places.models import Region
from siaga.desks.trail.models import Sourced


class User(AbstractUser):
    """A person who signs in. What they may do comes from memberships alone, never from Django's own flags."""

    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, default="id")
    demo = models.BooleanField(_("demonstration account"), default=False)

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username


class Institution(Sourced):
    """A body of the election room: KPU Kota, Bawaslu Kota, a city agency, a committee, the police."""

    class Kind(models.TextChoices):
        COMMISSION = "commission", _("Election commission (KPU)")
        SUPERVISOR = "supervisor", _("Election supervisor (Bawaslu)")
        COMMITTEE = "committee", _("Ad hoc committee")
        GOVERNMENT = "government", _("City government")
        COUNCIL = "council", _("City council")
        POLICE = "police", _("Police")
        ARMY = "army", _("Army")
        PROSECUTOR = "prosecutor", _("Prosecutor")
        FORUM = "forum", _("Forum")
        OTHER = "other", _("Other")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="institutions")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="institution_kind_known",
                condition=Q(
                    kind__in=["commission", "supervisor", "committee", "government", "council", "police"]
                )
                | Q(kind__in=["army", "prosecutor", "forum", "other"]),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Office(Sourced):
    """A position at an institution, whoever holds it: Mayor, Chair of KPU Kota."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="offices")
    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)

    class Meta:
        ordering = ["institution", "title"]
        constraints = [models.CheckConstraint(name="office_has_a_seat", condition=Q(seats__gte=1))]

    def __str__(self) -> str:
        return self.title


class OfficeHolder(Sourced):
    """Who held an office, under which exact title, from when to when (both days included)."""

    class Form(models.TextChoices):
        FULL = "full", _("in full")
        PJ = "pj", "Pj (penjabat)"
        PJS = "pjs", "Pjs (pejabat sementara)"
        PLT = "plt", "Plt (pelaksana tugas)"
        PLH = "plh", "Plh (pelaksana harian)"

    office = models.ForeignKey(Office, models.PROTECT, related_name="holders")
    person = models.CharField(_("person"), max_length=120)
    form = models.CharField(_("how the office is held"), max_length=4, choices=Form, default=Form.FULL)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["office", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["office", "person", "starts"], name="holder_once_per_start"),
            models.UniqueConstraint(
                fields=["office", "person"],
                condition=Q(starts__isnull=True),
                name="holder_once_without_start",
            ),
            models.CheckConstraint(
                name="holder_form_known", condition=Q(form__in=["full", "pj", "pjs", "plt", "plh"])
            ),
            models.CheckConstraint(
                name="holder_ends_after_start",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return self.person


class Membership(models.Model):
    """A role at an institution within a region, valid on certain days: the only source of rights."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships")
    station_code = models.CharField(_("polling station"), max_length=13, blank=True)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="membership_ends_after_start", condition=Q(ends__isnull=True) | Q(ends__gte=F("starts"))
            ),
            models.UniqueConstraint(
                fields=["user", "institution", "role", "region", "station_code"], name="membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.institution}"


class Invitation(models.Model):
    """A link that lets one person make one account with one membership, once, before it expires.

    Only the SHA-256 of the token is kept: who reads the database cannot use the link.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="invitations")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, related_name="invitations")
    station_code = models.CharField(_("polling station"), max_length=13, blank=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_by = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="invitation")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(name="invitation_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="invitation_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(
                name="invitation_accepted_whole",
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
