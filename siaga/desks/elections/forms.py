"""What the pages of the stages post."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import StageVerdict


class CompletionForm(forms.Form):
    """A stage is completed: since when, and what shows it."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    done_on = forms.DateField(
        label=_("Completed on"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    words = forms.CharField(
        label=_("What shows it"),
        max_length=1000,
        help_text=_("For example the number and date of the decision or of the official report."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
    link = forms.URLField(
        label=_("Address of the document"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "form-control"}),
    )


class VerdictForm(forms.Form):
    """What a second person says to a report; the two buttons of the page carry the outcome."""

    outcome = forms.ChoiceField(choices=StageVerdict.Outcome.choices)
    reason = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=500,
        help_text=_("Needed when you send it back; it stays beside the report."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
