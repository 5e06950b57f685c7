"""Where figures come from: every model that holds facts inherits `Sourced`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How sharply the source states the value. What it leaves out stays "not stated" and is never made up."""

    EXACT = "exact", _("exact")
    ABOUT = "about", _("about")
    AMBIGUOUS = "ambiguous", _("ambiguous")
    NOT_STATED = "not_stated", _("not stated")


class Source(models.Model):
    """A document, page or data set that figures were taken from.

    Packs name their sources freely. When two packs give one code to different documents, the later one's
    source carries the pack in its code (``feed-mayor--kota-contoh-2024``).
    """

    code = models.SlugField(_("code"), max_length=130, unique=True)
    pack = models.CharField(_("first named by the pack"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    dated = models.DateField(_("dated"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title

    @property
    def link(self) -> str:
        """The address, if it is one of the web; an archive number (or a script) leads nowhere."""
        return self.address if self.address.startswith(("https://", "http://")) else ""


class Sourced(models.Model):
    """A record that knows its source, the place in it, how sharply it speaks, and why it may be wrong."""

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    source_place = models.CharField(_("place in the source"), max_length=200, blank=True)
    precision = models.CharField(
        _("precision"), max_length=10, choices=Precision, default=Precision.NOT_STATED
    )
    doubt = models.TextField(_("doubt"), blank=True)

    class Meta:
        abstract = True
