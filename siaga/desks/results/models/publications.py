"""What was published, and who said so: prepared by one person, confirmed by another. Both append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.offices.models import Institution, Judgement

_HEX = 64


class Publication(models.Model):
    """The whole state of one election's results at one moment, laid out as files under one digest.

    The files lie on the disk under the digest of their manifest (`archives`); `contests` repeats how far each
    contest was counted then. `previous` is the publication that was the last confirmed one at that moment.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField(_("number"))
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(_("digest"), max_length=_HEX, unique=True)
    contests = models.JSONField(_("contests"))
    sample = models.BooleanField(_("made up for demonstration"), default=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    prepared_at = models.DateTimeField(_("prepared at"))

    class Meta:
        ordering = ["election", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="publication_number_once"),
            models.CheckConstraint(name="publication_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="publication_digest_hex", condition=Exact(Length("digest"), _HEX)),
        ]

    def __str__(self) -> str:
        return f"{self.election} · {self.number}"


class PublicationVerdict(Judgement):
    """What the second person said; `note` is the signature that was made when it was confirmed."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="verdict")
    note = models.TextField(_("signed note"), blank=True)

    class Meta(Judgement.Meta):
        constraints = [
            *Judgement.Meta.constraints,
            models.CheckConstraint(
                name="publication_confirmed_is_signed",
                condition=(Q(outcome="confirmed") & ~Q(note="")) | Q(outcome="returned", note=""),
            ),
        ]
