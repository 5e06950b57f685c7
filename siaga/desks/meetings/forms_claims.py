"""What people type about figures and doubts, checked before a service sees it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.models import Claim, Settlement, Statement, Visibility
from siaga.desks.meetings.services.claims import Named
from siaga.desks.meetings.services.settling import Ruling
from siaga.desks.offices.forms import no_personal_number
from siaga.desks.places.models import Region
from siaga.desks.places.queries import inside
from siaga.desks.trail.models import Precision
from siaga.engines.doubts.reading.amounts import amounts_in


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


_LONGEST_AMOUNT = 60
"""Characters of a figure with its unit; "Rp 999.999.999.999.999.999,99" has thirty."""


class Amount(forms.CharField):
    """A number as people write it: ``13,9 miliar``, ``Rp 1.276.129.000``, ``86 persen``."""

    def to_python(self, value: Any) -> Decimal | None:
        text = super().to_python(value)
        found = list(amounts_in(text)) if text and len(text) <= _LONGEST_AMOUNT else []
        if text and (len(found) != 1 or found[0].words != text.strip()):
            raise forms.ValidationError(_("Write one number, such as 1.645 or 13,9 miliar."))
        return found[0].value if found else None


class ClaimForm(forms.Form):
    """A figure of a statement."""

    label = forms.CharField(label=_("What is counted"), max_length=160)
    subject = forms.SlugField(
        label=_("Subject"),
        max_length=80,
        required=False,
        help_text=_(
            "Figures with one subject are compared. Choose one that is known, or leave it to the label."
        ),
        widget=forms.TextInput(attrs={"list": "subjects"}),
    )
    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.none())
    value = Amount(label=_("Value"), required=False, help_text=_("Empty when none was named."))
    unit = forms.CharField(label=_("Unit"), max_length=30, help_text=_("rupiah, orang, TPS, persen …"))
    precision = forms.ChoiceField(label=_("Precision"), choices=Precision.choices)
    bound = forms.ChoiceField(label=_("Reading"), choices=Claim.Bound.choices)
    as_of = forms.DateField(
        label=_("As of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: the day of the meeting."),
    )
    printed = forms.CharField(label=_("In their own words"), max_length=300, required=False, widget=_words(2))
    visibility = forms.ChoiceField(label=_("Who may read it"), choices=Visibility.choices)
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, statement: Statement) -> None:
        start = {"client_id": uuid4(), "visibility": statement.visibility, "precision": Precision.EXACT}
        city = statement.meeting.series.region
        super().__init__(data, initial=start | {"region": city})
        self.fields["region"].queryset = Region.objects.filter(inside("code", city.code)).order_by("code")
        for name in ("label", "printed"):
            self.fields[name].validators.append(no_personal_number)

    def named(self) -> Named:
        """The figure as the service takes it."""
        said = dict(self.cleaned_data)
        said.pop("client_id")
        said["subject"] = said["subject"] or slugify(said["label"])[:80]
        return Named(**said)

    @property
    def number(self) -> UUID:
        return self.cleaned_data["client_id"]


class WithdrawForm(forms.Form):
    """Why a figure is taken out of the ledger."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_words(3))


class RulingForm(forms.Form):
    """How a doubt is settled."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Settlement.Outcome.choices, widget=forms.RadioSelect
    )
    holds = forms.CharField(
        label=_("What holds"),
        max_length=300,
        required=False,
        help_text=_("The right figure, title or regulation, where something else holds."),
    )
    reason = forms.CharField(
        label=_("How it was established"),
        max_length=1000,
        widget=_words(3),
        help_text=_("Name the document. Everyone who may read the records will read this."),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, seen: int = 0, settled: bool = False) -> None:
        super().__init__(data, initial={"seen": seen})
        choices = Settlement.Outcome.choices
        self.fields["outcome"].choices = [c for c in choices if settled or c[0] != "reopened"]
        for name in ("holds", "reason"):
            self.fields[name].validators.append(no_personal_number)

    def ruling(self) -> Ruling:
        """The ruling as the service takes it."""
        return Ruling(**self.cleaned_data)
