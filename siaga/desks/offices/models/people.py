"""People who sign in, and what makes them somebody: memberships."""

from __future__ import annotations

from typing import Any

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower, Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.models.institutions import Institution
from siaga.desks.offices.roles import STATION_ROLES, Role
from siaga.desks.places.models import Region

USERNAME = RegexValidator(
    r"\A[a-z0-9][a-z0-9._-]{2,59}\Z",
    _("Use 3 to 60 lower-case letters, digits and . _ - and begin with a letter or digit."),
)


def at_its_station() -> Q:
    """Station roles name a station inside their region; the other roles name none."""
    in_region = Q(station_code__startswith=Replace("region_id", Value("."), Value("")))
    named = Q(station_code__regex=r"^[0-9]{13}$") & in_region
    return (Q(role__in=STATION_ROLES) & named) | (~Q(role__in=STATION_ROLES) & Q(station_code=""))


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Make an account that may do nothing yet; without a password nobody can sign in to it."""
        user = self.model(username=username.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from memberships alone: there is no superuser.

    The account knows no e-mail address, telephone or identity number: what is not kept cannot leak.
    """

    username = models.CharField(
        _("username"),
        max_length=60,
        unique=True,
        validators=[USERNAME],
        error_messages={"unique": _("This username is taken.")},
    )
    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, default="id")
    demo = models.BooleanField(_("demonstration account"), default=False)
    is_active = models.BooleanField(_("open"), default=True)
    date_joined = models.DateTimeField(_("account made"), default=timezone.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(name="username_lower_case", condition=Q(username=Lower("username"))),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def has_perm(self, permission: str, region: Any = None) -> bool:
        """Whether the user may do the action, in the region if one is given; see `access.may`."""
        return rules.has_perm(permission, self, region)

    def has_module_perms(self, desk: str) -> bool:
        """Django asks this for ``{% if perms.results %}``; rights are asked for by action, so: no."""
        return False


class Membership(models.Model):
    """A role at an institution within a region, valid on certain days: the only source of rights.

    `ends` is the last day of the term as agreed (none: until further notice). Ending it early stamps the
    three `ended_…` fields and takes effect at once. The row is never changed otherwise and never removed.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships")
    station_code = models.CharField(_("polling station"), max_length=13, blank=True)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    end_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(name="membership_at_its_station", condition=at_its_station()),
            models.CheckConstraint(
                name="membership_ends_after_start", condition=Q(ends__isnull=True) | Q(ends__gte=F("starts"))
            ),
            models.CheckConstraint(
                name="membership_ended_whole",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
            ),
            models.UniqueConstraint(
                fields=["user", "institution", "role", "region", "station_code"],
                condition=Q(ended_at__isnull=True, ends__isnull=True),
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.institution}"

    @property
    def place(self) -> str:
        """Code of the place the membership holds: its polling station where it names one, else its region."""
        return self.station_code or self.region_id
