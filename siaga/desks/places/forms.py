"""Forms of the map: what to look for, and a correction as its proposer writes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.places.models import PollingStation
from siaga.desks.places.queries import Filter
from siaga.desks.places.services.correct import CORRECTABLE, Proposal

_LIMITS = {"latitude": 90, "longitude": 180}
"""Degrees from the equator and from Greenwich, at most."""


class StationFilter(forms.Form):
    """The filter above a list of stations; nonsense in the address narrows nothing."""

    wilayah = forms.RegexField(r"^[0-9.]{2,13}$", required=False, label=_("Region"), widget=forms.HiddenInput)
    cari = forms.CharField(required=False, max_length=60, label=_("Number, name or address"))
    jenis = forms.ChoiceField(
        required=False, label=_("Kind"), choices=[("", _("all kinds")), *PollingStation.Kind.choices]
    )
    tutup = forms.BooleanField(required=False, label=_("closed ones too"))

    def wanted(self) -> Filter:
        """The filter as plain data; what is not valid is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Filter(
            region=given.get("wilayah", ""),
            text=given.get("cari", ""),
            kind=given.get("jenis", ""),
            closed=given.get("tutup", False),
        )


class CorrectionForm(forms.ModelForm):
    """The correctable fields of a station as they are, with the reason and the day from which they hold."""

    reason = forms.CharField(
        label=_("Why the register is wrong, and how you know"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    valid_from = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = PollingStation
        fields = CORRECTABLE

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate
        for name, limit in _LIMITS.items():
            self.fields[name].help_text = _("Decimal degrees, WGS 84; south and west are negative.")
            self.fields[name].widget.attrs["inputmode"] = "decimal"
            self.fields[name].validators += [MinValueValidator(-limit), MaxValueValidator(limit)]
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if (given.get("latitude") is None) != (given.get("longitude") is None) and not self.errors:
            self.add_error("longitude", _("Latitude and longitude come together: give both, or neither."))
        return given

    def proposal(self) -> Proposal:
        """The correction as plain data; call on a valid form."""
        given = self.cleaned_data
        values = {name: given[name] for name in CORRECTABLE}
        return Proposal(values, given["reason"], given["valid_from"])


class RefusalForm(forms.Form):
    """Why a proposed correction is turned down."""

    note = forms.CharField(label=_("Reason"), max_length=1000)
