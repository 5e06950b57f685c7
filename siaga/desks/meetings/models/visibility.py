"""Who an item of a meeting is for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Three circles: everyone, the people of the room, and only those who sat at that table."""

    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")
    RESTRICTED = "restricted", _("Restricted")


def visibility_known(noun: str) -> models.CheckConstraint:
    """The constraint that a row names one of the three circles."""
    return models.CheckConstraint(
        name=f"{noun}_visibility_known", condition=Q(visibility__in=Visibility.values)
    )
