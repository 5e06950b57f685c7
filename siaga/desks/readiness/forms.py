"""What the pages of the duties and of the situation reports post."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.models import Visibility
from siaga.desks.readiness.models import Area, DutyReport, DutyVerdict
from siaga.desks.readiness.services import Report
from siaga.desks.trail.models import StoredFile

MOST = 2**31 - 1
"""The largest number that the column holds."""

CONTROL, AREA = {"class": "form-control"}, {"class": "form-control", "rows": 3}


class ReportForm(forms.Form):
    """How far a duty is, for a phone: one of three states, some words, perhaps a count and a file."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    state = forms.ChoiceField(
        label=_("How far is it?"), choices=DutyReport.State.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("In words"), max_length=2000, widget=forms.Textarea(AREA))
    count = forms.IntegerField(
        label=_("So many"),
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(CONTROL),
    )
    whole = forms.IntegerField(
        label=_("of so many"),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(CONTROL),
    )
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=30,
        help_text=_("For example TPS, persons, or %."),
        widget=forms.TextInput(CONTROL),
    )
    file = forms.FileField(
        label=_("Photo or document"), required=False, widget=forms.FileInput({"class": "form-control"})
    )
    link = forms.URLField(
        label=_("Address of a page that shows it"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(CONTROL),
    )

    def report(self, file: StoredFile | None) -> Report:
        """What was sent, with the file as it was kept."""
        said = self.cleaned_data
        return Report(
            said["state"],
            said["words"],
            str(said["client_id"]),
            file,
            said["link"],
            said["count"],
            said["whole"],
            said["unit"],
        )


class VerdictForm(forms.Form):
    """The word of another institution; the two buttons of the page carry the outcome."""

    outcome = forms.ChoiceField(choices=DutyVerdict.Outcome.choices)
    reason = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=500,
        help_text=_("Needed when you send it back; it stays beside the report."),
        widget=forms.Textarea(AREA | {"rows": 2}),
    )


class DutyForm(forms.Form):
    """A duty as an officer writes it down."""

    text = forms.CharField(label=_("What is to be ready"), max_length=600, widget=forms.Textarea(AREA))
    area = forms.ChoiceField(
        label=_("Area"), choices=Area.choices, widget=forms.Select({"class": "form-select"})
    )
    due = forms.DateField(
        label=_("Due"),
        required=False,
        help_text=_("Leave it empty when no day was named."),
        widget=forms.DateInput(CONTROL | {"type": "date"}, format="%Y-%m-%d"),
    )
    meeting = forms.ModelChoiceField(
        queryset=None,
        label=_("Stated at the meeting"),
        required=False,
        empty_label=_("no meeting"),
        widget=forms.Select({"class": "form-select"}),
    )
    printed = forms.CharField(
        label=_("As printed"), required=False, max_length=300, widget=forms.TextInput(CONTROL)
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        initial=Visibility.INTERNAL,
        widget=forms.Select({"class": "form-select"}),
    )


class ReasonForm(forms.Form):
    """Why something is ended."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(AREA | {"rows": 2}))


class PlanForm(forms.Form):
    """How often the election desk reports, from a day on."""

    starts = forms.DateField(
        label=_("From"), widget=forms.DateInput(CONTROL | {"type": "date"}, format="%Y-%m-%d")
    )
    every = forms.IntegerField(
        label=_("Days from one report to the next"),
        min_value=1,
        max_value=31,
        widget=forms.NumberInput(CONTROL),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.TextInput(CONTROL))
