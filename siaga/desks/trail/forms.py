"""The filter above the list of entries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import BigIntegerField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.trail.queries import Wanted

MAX_SIZE = BigIntegerField.MAX_BIGINT


class EntryFilter(forms.Form):
    """Every field may stay empty; the names are those of the address, a filtered list's permalink."""

    tindakan = forms.CharField(label=_("Act"), max_length=64, required=False)
    pelaku = forms.CharField(label=_("Actor"), max_length=160, required=False)
    perihal = forms.CharField(label=_("Subject"), max_length=200, required=False)
    dari = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    sampai = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def wanted(self) -> Wanted:
        """Return what to look for; a field that cannot be read does not narrow the search."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            action=given.get("tindakan", ""),
            actor=given.get("pelaku", ""),
            subject=given.get("perihal", ""),
            since=_midnight(given.get("dari")),
            until=_midnight(given.get("sampai"), days=1),
        )


class SizePair(forms.Form):
    """Two signed sizes of the log, to be shown consistent."""

    dari = forms.IntegerField(label=_("Older checkpoint"), min_value=0, max_value=MAX_SIZE)
    ke = forms.IntegerField(label=_("Newer checkpoint"), min_value=0, max_value=MAX_SIZE)


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    """The moment a day begins in the site's time zone, or the day that many days later."""
    if day is None or not date.min < day < date(9999, 1, 1):
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))
