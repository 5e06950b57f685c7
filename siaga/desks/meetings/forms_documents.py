"""What people type about papers, checked before a service sees it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.models import IssuedDocument, Letterhead, Meeting, PaperKind, Template, Visibility
from siaga.desks.meetings.queries.papers import issuers
from siaga.desks.meetings.services.documents import Numbering, Order
from siaga.desks.offices.access import today
from siaga.desks.offices.forms import no_personal_number
from siaga.desks.offices.models import Institution, Office
from siaga.engines.documents import Language

_LETTER = ("subject", "nature", "attachments", "addressees", "addressee_place", "closing", "copies")
PARTS = {
    PaperKind.INVITATION: (*_LETTER, "paragraphs", "notes"),
    PaperKind.ATTENDANCE: ("blank", "taken"),
    PaperKind.MINUTES: (),
    PaperKind.REPORT: ("subject", "paragraphs", "copies"),
    PaperKind.LETTER: (*_LETTER, "paragraphs"),
    PaperKind.CIRCULAR: ("subject", "addressees", "addressee_place", "paragraphs", "closing", "copies"),
    PaperKind.BRIEF: ("subject", "language"),
}
"""Which further fields a kind has, in the order in which they are asked."""

WITHOUT_MEETING = (PaperKind.LETTER, PaperKind.CIRCULAR)
"""Kinds that may stand alone."""

_PARAGRAPHS = {
    PaperKind.INVITATION: (_("Opening sentence"), _("Empty: from the basis and the purpose of the meeting.")),
    PaperKind.REPORT: (_("Closing words"), _("Section E. Empty: one usual sentence.")),
    PaperKind.LETTER: (_("Text"), _("An empty line begins a new paragraph.")),
    PaperKind.CIRCULAR: (
        _("Text"),
        _("An empty line begins a new section; its first line is the title, each further line a point."),
    ),
}
_REQUIRED = {
    PaperKind.LETTER: ("subject", "addressees", "paragraphs"),
    PaperKind.CIRCULAR: ("subject", "addressees", "paragraphs"),
}


def lines(text: str) -> tuple[str, ...]:
    """One entry for each line that says something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def paragraphs(text: str) -> tuple[str, ...]:
    """What is parted by empty lines."""
    blocks = "\n".join(line.rstrip() for line in text.splitlines()).split("\n\n")
    return tuple(block.strip() for block in blocks if block.strip())


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


class OrderForm(forms.Form):
    """The order for a paper of one kind, about a meeting or alone."""

    institution = forms.ModelChoiceField(
        label=_("Issued by"), queryset=Institution.objects.none(), empty_label=_("choose")
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        help_text=_("The paper holds what these readers may know of the meeting, and nothing else."),
    )
    day = forms.DateField(
        label=_("Date of the paper"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    signer = forms.ModelChoiceField(
        label=_("Signed by"),
        queryset=Office.objects.none(),
        required=False,
        empty_label=_("nobody in particular"),
        help_text=_("The title and name of that day stand under the paper; empty: room for both."),
    )
    nip = forms.CharField(label=_("NIP"), max_length=30, required=False)
    on_behalf_of = forms.ModelChoiceField(
        label=_("On behalf of"), queryset=Office.objects.none(), required=False, empty_label=_("nobody")
    )
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    nature = forms.CharField(label=_("Nature"), max_length=40, required=False, initial="Biasa")
    attachments = forms.CharField(label=_("Attachments"), max_length=60, required=False)
    addressees = forms.CharField(
        label=_("Addressees"), required=False, widget=_area(3), help_text=_("One on each line.")
    )
    addressee_place = forms.CharField(label=_("Place of the addressees"), max_length=60, required=False)
    paragraphs = forms.CharField(label=_("Text"), required=False, widget=_area(8), max_length=20000)
    notes = forms.CharField(
        label=_("Notes"), required=False, widget=_area(3), help_text=_("One on each line.")
    )
    closing = forms.CharField(label=_("Closing"), required=False, widget=_area(2), max_length=1000)
    copies = forms.CharField(
        label=_("Copies to"), required=False, widget=_area(3), help_text=_("One on each line.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(Language.INDONESIAN, "Bahasa Indonesia"), (Language.ENGLISH, "English")],
    )
    blank = forms.IntegerField(label=_("Empty lines"), min_value=0, max_value=200, required=False, initial=10)
    taken = forms.BooleanField(
        label=_("As it was taken"),
        required=False,
        help_text=_("Shows who came, in place of room to sign."),
    )

    def __init__(self, *args: Any, user: Any, kind: str, meeting: Meeting | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.meeting = PaperKind(kind), meeting
        self._offer(issuers(user))
        self._keep_parts()
        for field in self.fields.values():
            css = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            css = "form-check-input" if isinstance(field, forms.BooleanField) else css
            field.widget.attrs["class"] = css

    def _offer(self, bodies: list[Institution]) -> None:
        """The institutions one issues for, and the offices in and above them."""
        numbers = [body.pk for body in bodies]
        self.fields["institution"].queryset = Institution.objects.filter(pk__in=numbers)
        offices = Office.objects.filter(institution__in=numbers).select_related("institution")
        for name in ("signer", "on_behalf_of"):
            self.fields[name].queryset = offices
        self.initial.setdefault("day", today())
        convenes = [body for body in bodies if self.meeting and body.pk == self.meeting.series.convener_id]
        if usual := convenes or (bodies if len(bodies) == 1 else []):
            self.initial.setdefault("institution", usual[0])

    def _keep_parts(self) -> None:
        signed = (
            () if self.kind in (PaperKind.MINUTES, PaperKind.BRIEF) else ("signer", "nip", "on_behalf_of")
        )
        kept = ("institution", "visibility", "day", *PARTS[self.kind], *signed)
        self.order_fields(kept)
        for name in set(self.fields) - set(kept):
            del self.fields[name]
        for name in _REQUIRED.get(self.kind, ()):
            self.fields[name].required = True
        if self.kind in _PARAGRAPHS:
            self.fields["paragraphs"].label, self.fields["paragraphs"].help_text = _PARAGRAPHS[self.kind]

    def clean(self) -> dict[str, Any]:
        """No identity number goes into a paper by way of its free text."""
        said = super().clean() or {}
        for name in ("paragraphs", "closing", "notes", "copies", "addressees", "subject"):
            if said.get(name):
                try:
                    no_personal_number(said[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return said

    def order(self, replaces: IssuedDocument | None = None) -> Order:
        """The order a valid form describes."""
        said = self.cleaned_data
        split = {"paragraphs": paragraphs, "addressees": lines, "notes": lines, "copies": lines}
        texts = {name: split[name](said[name]) if name in split else said[name] for name in PARTS[self.kind]}
        if texts.get("blank", 0) is None:
            texts["blank"] = 0
        if "language" in texts:
            texts["language"] = Language(texts["language"])
        return Order(
            kind=self.kind,
            institution=said["institution"],
            visibility=said["visibility"],
            day=said["day"],
            meeting=self.meeting,
            signer=said.get("signer"),
            nip=said.get("nip", ""),
            on_behalf_of=said.get("on_behalf_of"),
            replaces=replaces,
            texts=texts,
        )


class PaperFilter(forms.Form):
    """The filter above the list of papers."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *PaperKind.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *IssuedDocument.State.choices]
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    words = forms.CharField(label=_("Words"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            css = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = f"{css} {css}-sm"


class IssueForm(forms.Form):
    """What the number needs beyond the usual."""

    classification = forms.CharField(
        label=_("Classification"),
        max_length=20,
        required=False,
        help_text=_("Empty: the usual one of this institution."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


class VoidForm(forms.Form):
    """Why a paper becomes void."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_area(2))


class _OwnForm(forms.Form):
    """A form about an institution one issues for."""

    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.none(), empty_label=_("choose")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [body.pk for body in issuers(user)]
        self.fields["institution"].queryset = Institution.objects.filter(pk__in=numbers)
        for field in self.fields.values():
            css = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = css


class SchemeForm(_OwnForm):
    """How papers of a kind are numbered."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all other kinds")), *PaperKind.choices]
    )
    pattern = forms.CharField(
        label=_("Pattern"),
        max_length=120,
        initial="{klasifikasi}/{urut:03}/{unit}/{bulan_romawi}/{tahun}",
        help_text=_("Fields: {klasifikasi} {urut} {urut:03} {unit} {bulan} {bulan_romawi} {tahun}"),
    )
    classification = forms.CharField(label=_("Classification"), max_length=20, required=False)
    unit = forms.CharField(label=_("Unit of the institution"), max_length=40, required=False)

    def numbering(self) -> Numbering:
        said = self.cleaned_data
        return Numbering(said["kind"], said["pattern"].strip(), said["classification"], said["unit"])


class LetterheadForm(_OwnForm):
    """What stands on the head of the sheets."""

    superior = forms.CharField(label=_("Line above the name"), max_length=120, required=False)
    name = forms.CharField(label=_("Name"), max_length=160)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    contact = forms.CharField(label=_("Telephone, mail, site"), max_length=200, required=False)
    place = forms.CharField(label=_("Place of signing"), max_length=60, required=False)
    paper = forms.ChoiceField(label=_("Paper size"), choices=Letterhead.Paper.choices)

    def lines(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "institution"}


class TemplateForm(_OwnForm):
    """A template to be taken into use; its format is told from the ending of its name."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PaperKind.choices)
    file = forms.FileField(
        label=_("Template"), help_text=_("A Word file (.docx) or a typst source (.typ), at most 2 MB.")
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.name.rsplit(".", 1)[-1].lower() not in Template.Format.values:
            raise forms.ValidationError(_("Send a Word file (.docx) or a typst source (.typ)."))
        return upload

    @property
    def format(self) -> str:
        """The format of a valid form's file."""
        return self.cleaned_data["file"].name.rsplit(".", 1)[-1].lower()
