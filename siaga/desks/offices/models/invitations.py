"""Invitations: the only way to an account."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.models.institutions import Institution
from siaga.desks.offices.models.people import Membership, User, at_its_station
from siaga.desks.offices.roles import Role
from siaga.desks.places.models import Region

_OPEN = Q(accepted_at__isnull=True, accepted_by__isnull=True, membership__isnull=True)
_ACCEPTED = Q(
    accepted_at__isnull=False, accepted_by__isnull=False, membership__isnull=False, withdrawn_at__isnull=True
)
_TWO_PEOPLE = Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("invited_by"))


class Invitation(models.Model):
    """A link that lets one person take one membership, once, before it expires.

    Only the SHA-256 of the token is kept: who reads the database cannot use the link. An invitation to a
    role that decides (`roles.DECIDING_ROLES`) is marked `two_people`: a second person approves it before it
    can be accepted, so that nobody alone makes both of two accounts. Without `invited_by` it was made by the
    operator at the command line of the server, who holds the database anyway: that is how the first
    administrators come in. `batch` names the list it was made with.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="invitations", verbose_name=_("institution")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, related_name="invitations", verbose_name=_("region"))
    station_code = models.CharField(_("polling station"), max_length=13, blank=True)
    ends = models.DateField(_("last day of the term"), null=True, blank=True)
    invited_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="invitations_sent"
    )
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="invitations")
    accepted_at = models.DateTimeField(null=True, blank=True)
    membership = models.OneToOneField(Membership, models.PROTECT, null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    two_people = models.BooleanField(_("needs a second person"), default=False)
    batch = models.CharField(_("list it was made with"), max_length=40, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(name="invitation_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(name="invitation_at_its_station", condition=at_its_station()),
            models.CheckConstraint(
                name="invitation_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(name="invitation_accepted_whole", condition=_OPEN | _ACCEPTED),
            models.CheckConstraint(
                name="invitation_accepted_in_time",
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__lte=F("expires_at")),
            ),
            models.CheckConstraint(
                name="invitation_approved_by_another",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True) | _TWO_PEOPLE,
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_another",
                condition=Q(accepted_by__isnull=True)
                | (~Q(accepted_by=F("invited_by")) & ~Q(accepted_by=F("approved_by"))),
            ),
            models.CheckConstraint(
                name="invitation_by_two_people",
                condition=Q(two_people=False)
                | Q(invited_by__isnull=True)
                | Q(accepted_at__isnull=True)
                | _TWO_PEOPLE,
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def place(self) -> str:
        """Code of the place the membership would hold."""
        return self.station_code or self.region_id

    @property
    def needs_approval(self) -> bool:
        """Whether a second person must still approve before the invitation can be accepted."""
        return self.two_people and self.invited_by_id is not None and self.approved_at is None
