"""The second source of a form: what the station supervisor (PTPS, for Bawaslu) read from it on their own, how
it compares with the crew's entry, and who decided between the two. All append-only.

The crew's entry is a `ResultVersion` and the supervisor's a `SupervisorForm`: two institutions, two tables,
so that neither can be taken for the other. A `Comparison` holds two of them side by side; whether they agree
is computed from the figures by the database itself (migrations/0004_sources.py).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.models import Institution
from siaga.desks.results.models.versions import Channel, ResultVersion

_HEX = 64


class SupervisorForm(models.Model):
    """Every figure of one form as the supervisor of the station read it, before seeing the crew's.

    Written like a `ResultVersion`: `figures` by the field names of the form, `findings` and `errors` as the
    law of that day computed them, `reason` why figures were sent that do not add up, `digest` and `nonce`.
    `revision` is that of the row when it was handed in: what was read before the row was sent back last is
    no source of it any more.
    """

    row = models.ForeignKey("ResultRow", models.PROTECT, related_name="supervisor_forms")
    number = models.PositiveIntegerField(_("version"))
    revision = models.PositiveIntegerField(_("revision of the row"))
    figures = models.JSONField(_("figures"))
    findings = models.JSONField(_("findings"), default=list)
    errors = models.PositiveSmallIntegerField(_("broken identities"))
    reason = models.TextField(_("reason"), blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("read by")
    )
    at = models.DateTimeField(_("read at"))
    channel = models.CharField(_("channel"), max_length=4, choices=Channel)
    client_id = models.CharField(_("receipt number"), max_length=64, unique=True)
    nonce = models.CharField(_("random part of the digest"), max_length=32)
    digest = models.CharField(_("digest"), max_length=_HEX)

    class Meta:
        ordering = ["row", "number"]
        constraints = [
            models.UniqueConstraint(fields=["row", "number"], name="supervisor_number_once_per_row"),
            models.CheckConstraint(name="supervisor_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="supervisor_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="supervisor_has_a_receipt", condition=~Q(client_id="")),
            models.CheckConstraint(name="supervisor_digest_hex", condition=Exact(Length("digest"), _HEX)),
            models.CheckConstraint(
                name="supervisor_with_errors_is_declared", condition=Q(errors=0) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} s{self.number}"


class Comparison(models.Model):
    """The crew's entry and the supervisor's form laid beside each other, every figure of them."""

    version = models.ForeignKey(ResultVersion, models.PROTECT, related_name="comparisons")
    form = models.ForeignKey(SupervisorForm, models.PROTECT, related_name="comparisons")
    agrees = models.BooleanField(_("agrees"))
    at = models.DateTimeField(_("compared at"))

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "form"], name="compared_once")]

    def __str__(self) -> str:
        return f"{self.version_id} with {self.form_id}"


class Adjudication(models.Model):
    """The decision between two sources that differ: `version` holds the decided figures, its author made
    neither source.
    """

    version = models.OneToOneField(ResultVersion, models.PROTECT, related_name="adjudication")
    comparison = models.OneToOneField(Comparison, models.PROTECT, related_name="adjudication")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.version_id} between {self.comparison_id}"
