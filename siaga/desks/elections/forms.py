"""What the pages of the stages post."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import StageVerdict
from siaga.engines.packs import cells
from siaga.engines.packs.parcel import LARGEST_PARCEL, Sent
from siaga.engines.packs.schema import REGION, TIME_ZONES
from siaga.engines.packs.skeleton import Plan
from siaga.law import profiles


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


class ManyFiles(forms.FileInput):
    """Several files chosen at once."""

    allow_multiple_selected = True


class ParcelField(forms.FileField):
    """One archive, or the files of a pack: a list of what was sent, not larger than a parcel may be."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Sent]:
        uploads: Iterable[UploadedFile | None] = data if isinstance(data, list) and data else [None]
        cleaned = [super(ParcelField, self).clean(upload, initial) for upload in uploads]
        if sum(upload.size for upload in cleaned) > LARGEST_PARCEL:
            raise ValidationError(
                _("Together the files are larger than %(n)d MB.") % {"n": LARGEST_PARCEL // 1_000_000}
            )
        return [Sent(upload.name, upload.read()) for upload in cleaned]


class ParcelForm(forms.Form):
    """A city pack as its officer has it: zipped, or file by file."""

    files = ParcelField(
        label=_("City pack"),
        allow_empty_file=True,
        help_text=_("One .zip, or all files of the pack chosen together: pack.yaml and its tables."),
        widget=ManyFiles(attrs={"accept": ".zip,.yaml,.csv,.xlsx,.geojson,.md,.txt"}),
    )


class TemplateForm(forms.Form):
    """What a new pack is about; the address of the template carries it."""

    kota = forms.CharField(label=_("Code of the city"), max_length=13, help_text=_("For example 18.72."))
    nama = forms.CharField(label=_("Name of the city"), max_length=80)
    hari = forms.DateField(
        label=_("Voting day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    zona = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in TIME_ZONES])
    aturan = forms.ChoiceField(label=_("Rule profile"), choices=[(p, p) for p in profiles.available()])

    def clean_kota(self) -> str:
        return str(_parsed(REGION, self.cleaned_data["kota"], _("This is no code of a city, such as 18.72.")))

    def clean_nama(self) -> str:
        name = self.cleaned_data["nama"]
        _parsed(cells.guard, name, _("Write the name in letters."))
        if not slugify(name):
            raise ValidationError(_("Write the name in letters."))
        return str(cells.text(name))

    @property
    def pack(self) -> str:
        """The name of the folder, made of that of the city."""
        return slugify(self.cleaned_data["nama"]).replace("_", "-")

    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(said["nama"], said["kota"], said["hari"], said["zona"], said["aturan"])


def _parsed(parse: cells.Parser, value: str, sentence: Any) -> object:
    """What a parser of the packs makes of a value, or the sentence for the screen."""
    try:
        return parse(value)
    except cells.CellError:
        raise ValidationError(sentence) from None
