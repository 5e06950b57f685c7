"""Files that prove something: kept as sent, named by their SHA-256, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file under SIAGA_HOME/files, by the digest of its bytes. Append-only.

    Two people may send the same bytes: one file, two records that point at it. Who may read it is said by the
    record that holds it, never by the file.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    name = models.CharField(_("name as sent first"), max_length=200)
    media_type = models.CharField(_("media type"), max_length=100)
    size = models.PositiveBigIntegerField(_("bytes"))
    stored_at = models.DateTimeField(_("stored"))

    class Meta:
        ordering = ["-stored_at"]
        constraints = [
            models.CheckConstraint(name="stored_file_digest_hex", condition=Exact(Length("sha256"), 64)),
            models.CheckConstraint(name="stored_file_not_empty", condition=Q(size__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name
