"""What people type on the pages of this desk, checked before a service sees it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from siaga.desks.places.models import Level, Region
from siaga.desks.staff.kinds import Kind
from siaga.desks.staff.models import EndReason, Presence, Sex
from siaga.desks.staff.models.services import WHY_REPLACED
from siaga.desks.staff.services import Candidate
from siaga.desks.staff.services.steps import Step
from siaga.law import nik as law

STEPS = {
    Step.SELECT: _("selected"),
    Step.TRAIN: _("trained"),
    Step.SWEAR: _("sworn"),
    Step.FIT: _("health check: fit"),
    Step.UNFIT: _("health check: unfit"),
    Step.COMPLETE: _("work completed"),
}
_RECEIPT = r"^[A-Za-z0-9._-]{8,48}$"


def day_field(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class PersonForm(forms.Form):
    """A person; the NIK is never shown again, not even after a mistake elsewhere in the form."""

    name = forms.CharField(label=_("Name"), max_length=120)
    nik = forms.CharField(
        label=_("NIK"),
        required=False,
        max_length=24,
        help_text=_(
            "Only its last four digits are kept, and a fingerprint that finds the same person again."
        ),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=24,
        help_text=_("Kept sealed; opened only with a purpose that is written down."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[("", _("not stated")), *Sex.choices])
    birth_year = forms.IntegerField(
        label=_("Year of birth"), required=False, min_value=1920, max_value=2014, localize=False
    )

    def clean_nik(self) -> str:
        number = law.digits(self.cleaned_data["nik"])
        if number and not law.is_possible(number):
            raise ValidationError(
                _("This cannot be a NIK: sixteen digits with a day of birth in them. Check the card.")
            )
        return number

    def candidate(self) -> Candidate:
        """What was typed, as the services take it."""
        data = self.cleaned_data
        return Candidate(data["name"], data["nik"], data["phone"], data["sex"], data["birth_year"])


class RecruitForm(PersonForm):
    """A person for an empty seat."""

    starts = day_field(_("First day"))


class CorrectForm(PersonForm):
    """A correction; what is left empty stays as it is."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReplaceForm(PersonForm):
    """Who takes the seat of another, and why."""

    why = forms.ChoiceField(label=_("Why"), choices=[(r, EndReason(r).label) for r in WHY_REPLACED])
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("No illness by its name. Needed where the reason is only “replaced”."),
    )
    sworn = forms.BooleanField(
        label=_("Has taken the oath just now (voting day)"), required=False, initial=True
    )

    def __init__(self, *args: Any, today: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not today:
            del self.fields["sworn"]


class EndForm(forms.Form):
    """How a service ends."""

    day = day_field(_("Last day"))
    why = forms.ChoiceField(label=_("Why"), choices=EndReason.choices)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class RevealForm(forms.Form):
    """For what personal data are needed."""

    purpose = forms.CharField(label=_("For what do you need them?"), min_length=5, max_length=200)


class StepForm(forms.Form):
    """A step of one person."""

    step = forms.ChoiceField(choices=[(step.value, label) for step, label in STEPS.items()])
    day = day_field(_("Day"))
    document = forms.CharField(label=_("Record of the oath (number)"), required=False, max_length=120)


class AdvanceForm(forms.Form):
    """A step of a whole body in a region."""

    step = forms.ChoiceField(
        label=_("Step"), choices=[("", _("choose")), *((s.value, label) for s, label in STEPS.items())]
    )
    kind = forms.ChoiceField(label=_("Body"))
    region = forms.ModelChoiceField(None, label=_("Region"), empty_label=_("choose"))
    day = day_field(_("Day"))
    document = forms.CharField(
        label=_("Record of the oath (number)"),
        required=False,
        max_length=120,
        help_text=_("Berita acara; only for the oath."),
    )

    def __init__(self, *args: Any, kinds: list[Kind], regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("choose")), *((k.value, k.label) for k in kinds)]
        self.fields["region"].queryset = regions
        self.fields["region"].label_from_instance = _indented


class DecideForm(forms.Form):
    """The second person's word on a replacement."""

    agree = forms.ChoiceField(choices=[("yes", _("Confirm")), ("no", _("Refuse"))])
    note = forms.CharField(label=_("Reason"), required=False, max_length=300)


class TapForm(forms.Form):
    """One tap of the attendance; its receipt number comes with the page, so a retry is no second tap."""

    client_id = forms.RegexField(_RECEIPT, widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=Presence.choices)
    service = forms.IntegerField(widget=forms.HiddenInput)
    hour = forms.TimeField(required=False)
    oath = forms.BooleanField(required=False)


class CrewForm(forms.Form):
    """Everybody has come."""

    client_id = forms.RegexField(_RECEIPT, widget=forms.HiddenInput)


class UploadForm(forms.Form):
    """A list of people."""

    file = forms.FileField(
        label=_("List (CSV or Excel)"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"})
    )


class SeatFilter(forms.Form):
    """The filter above the list of seats."""

    wilayah = forms.ModelChoiceField(None, label=_("Region"), required=False, empty_label=_("all"))
    badan = forms.ChoiceField(label=_("Body"), required=False)
    keadaan = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all")),
            ("empty", _("empty")),
            ("filled", _("filled")),
            ("unselected", _("not selected")),
            ("untrained", _("not trained")),
            ("unsworn", _("not sworn")),
            ("unfit", _("unfit")),
            ("unchecked", _("health not checked")),
        ],
    )

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["badan"].choices = [("", _("all")), *((k.value, k.short) for k in Kind)]
        self.fields["wilayah"].queryset = regions
        self.fields["wilayah"].label_from_instance = _indented


def receipt() -> str:
    """A receipt number nobody has used."""
    return str(uuid4())


def _indented(region: Region) -> str:
    """A ward under its district, as far as a list of choices can show it."""
    return f"— {region.name}" if region.level == Level.WARD else region.name
