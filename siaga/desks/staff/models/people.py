"""A person who serves. What is not needed is not kept, and what is kept is not shown without cause."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    WOMAN = "p", _("woman")
    MAN = "l", _("man")


class Person(models.Model):
    """A name, and as little else as the work needs.

    Of the NIK there are the last four digits and a keyed hash, by which the same person is found again; the
    number itself is never stored. The telephone is sealed (`trail.personal`). The text of a person is a
    number: names stay out of trails, logs and messages.
    """

    name = models.CharField(_("name"), max_length=120)
    nik_last4 = models.CharField(_("last four digits of the NIK"), max_length=4, blank=True)
    nik_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    phone_sealed = models.TextField(blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    added_at = models.DateTimeField(_("added"))

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(name="person_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="person_sex_known", condition=Q(sex__in=["", *Sex.values])),
            models.CheckConstraint(
                name="person_nik_hash_and_last_four",
                condition=Q(nik_hash__isnull=True, nik_last4="")
                | Q(Exact(Length("nik_hash"), 64), nik_last4__regex=r"^[0-9]{4}$"),
            ),
            models.CheckConstraint(
                name="person_name_is_no_number",
                condition=~Q(name__regex=r"[0-9]{8}") & ~Q(name=F("nik_last4")),
            ),
            models.CheckConstraint(
                name="person_birth_year_sane",
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900, birth_year__lte=2100),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Crew member')} {self.pk}"
