"""Fields that several nouns of the desk share: money, and who said something from which device."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.models import Institution


def rupiah(name: Any, **options: Any) -> models.DecimalField:
    """An amount of money in rupiah; the two decimals are there because papers print them (840,00)."""
    return models.DecimalField(name, max_digits=18, decimal_places=2, **options)


class Said(models.Model):
    """Something a person wrote down for an institution. `client_id` comes from the device, so that a phone
    that retries says it once; `digest` tells a retry from another statement under the same number.
    """

    client_id = models.UUIDField(_("number given by the device"), unique=True)
    digest = models.CharField(_("digest of what was sent"), max_length=64)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="+", verbose_name=_("for the institution")
    )
    at = models.DateTimeField(_("time"))

    class Meta:
        abstract = True
