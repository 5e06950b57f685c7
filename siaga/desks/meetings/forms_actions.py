"""What people type about actions, checked before a service sees it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.forms_meetings import SeveralField
from siaga.desks.meetings.models import Action, Meeting, Progress, Verdict, Visibility
from siaga.desks.meetings.queries.actions import Wanted
from siaga.desks.meetings.reading import items_for, reader_of
from siaga.desks.meetings.services.actions import Plan
from siaga.desks.meetings.services.channels import Wish
from siaga.desks.meetings.services.evidence import Shown
from siaga.desks.offices.forms import no_personal_number
from siaga.desks.offices.models import Institution
from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.services.files import FileRefused, keep

ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx"
_DAY = {"type": "date", "class": "form-control"}


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **more
    )


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class ActionFilter(forms.Form):
    """The filter above the list; values that mean nothing do not narrow."""

    owner = forms.ChoiceField(label=_("Owner"), required=False)
    series = forms.ChoiceField(label=_("Series"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *Progress.choices])
    late = forms.ChoiceField(
        label=_("What is wrong"),
        required=False,
        choices=[
            ("", _("all")),
            ("overdue", _("Overdue")),
            ("due", _("Without a due day")),
            ("owner", _("Without an owner")),
        ],
    )
    priority = forms.ChoiceField(
        label=_("Priority"), required=False, choices=[("", _("all")), *Action.Priority.choices]
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it"), required=False, choices=[("", _("all")), *Visibility.choices]
    )

    def __init__(self, *args: Any, owners: Any, series: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("all")), *owners]
        self.fields["series"].choices = [("", _("all")), *series]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select form-select-sm"

    def wanted(self) -> Wanted:
        """What was asked for, without the parts that mean nothing."""
        self.full_clean()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        late = asked.pop("late", "")
        return Wanted(**asked, overdue=late == "overdue", lacks=late if late in ("due", "owner") else "")


class PlanForm(forms.Form):
    """An action as the secretariat writes it; what nobody named stays empty."""

    title = forms.CharField(
        label=_("What is to be done"),
        max_length=300,
        validators=[no_personal_number],
        widget=_text(2),
    )
    conclusion = forms.ModelChoiceField(
        None, label=_("Follows from"), required=False, empty_label=_("no conclusion"), widget=_select()
    )
    owner = forms.ModelChoiceField(
        Institution.objects.order_by("name"),
        label=_("Owner"),
        required=False,
        empty_label=_("not stated"),
        widget=_select(),
    )
    partners = SeveralField(
        Institution.objects.order_by("name"),
        label=_("Together with"),
        required=False,
        help_text=_("They show evidence too, and cannot confirm it."),
        widget=forms.SelectMultiple(attrs={"class": "form-select", "size": 5}),
    )
    due = _day(_("Due"), help_text=_("Leave empty when nobody named a day: it is then “not stated”."))
    event_day = _day(_("Takes place on"), help_text=_("The day of a visit or a drill, which is no deadline."))
    priority = forms.ChoiceField(
        label=_("Priority"),
        choices=Action.Priority.choices,
        initial=Action.Priority.NORMAL,
        widget=_select(),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        initial=Visibility.INTERNAL,
        help_text=_("Never more open than its meeting."),
        widget=_select(),
    )

    def __init__(self, *args: Any, user: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = ("addressee__institution",)
        readable = meeting.conclusions.filter(items_for(reader_of(user), own=own), withdrawn=False)
        self.fields["conclusion"].queryset = readable
        self.fields["conclusion"].label_from_instance = lambda c: f"{c.number}. {c.text[:90]}"

    def plan(self, kept: Action | None = None) -> Plan:
        """What was typed, as the service takes it; `kept` gives what the form does not ask for."""
        data = self.cleaned_data
        return Plan(
            title=data["title"].strip(),
            owner=data["owner"],
            partners=tuple(data["partners"]),
            due=data["due"],
            due_printed=kept.due_printed if kept else "",
            event_day=data["event_day"],
            priority=data["priority"],
            visibility=data["visibility"],
            conclusion=data.get("conclusion"),
        )


class ChangeForm(PlanForm):
    """The same with a reason; the conclusion an action follows from never changes."""

    reason = forms.CharField(
        label=_("Why it changes"), max_length=500, validators=[no_personal_number], widget=_text(2)
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["conclusion"]


class ReasonForm(forms.Form):
    """Why an action is cancelled, opened again or put before the chair."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, validators=[no_personal_number], widget=_text(3)
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class EvidenceForm(forms.Form):
    """What was done, with a photo taken on the spot or a file."""

    text = forms.CharField(
        label=_("What was done"),
        max_length=4000,
        validators=[no_personal_number],
        widget=_text(4),
        help_text=_("What, where, how many, who was there. No identity numbers."),
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/*", "capture": "environment", "class": "form-control"}
        ),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "form-control"}),
    )
    link = forms.URLField(
        label=_("Address of a page that shows it"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "form-control"}),
    )
    done_on = _day(_("Done on"))
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_id", uuid4())
        self.fields["file"].help_text = _("PDF, picture, Word or Excel, up to %(n)d MB.") % {
            "n": settings.SIAGA_MAX_FILE_MB
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("photo") and data.get("file"):
            self.add_error("file", _("Send one of the two; the other one as evidence of its own."))
        return data

    def shown(self) -> Shown | None:
        """What was typed, its file kept on the disk; None after noting beside the field why it was not."""
        data = self.cleaned_data
        field = "photo" if data["photo"] else "file"
        try:
            stored = self._kept(data[field])
        except FileRefused as refusal:
            self.add_error(field, refusal.sentence)
            return None
        return Shown(data["text"], data["client_id"], stored, data["link"], data["done_on"])

    def _kept(self, upload: Any) -> StoredFile | None:
        return keep(upload) if upload else None


class JudgeForm(forms.Form):
    """The word on a piece of evidence."""

    outcome = forms.ChoiceField(
        label=_("Your word"), choices=Verdict.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        validators=[no_personal_number],
        widget=_text(3),
        help_text=_("Needed when you send it back: what is missing."),
    )
    evidence = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def _clock(label: Any, usual: str) -> forms.TimeField:
    clock = forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M")
    return forms.TimeField(label=label, initial=usual, widget=clock)


class ChannelForm(forms.Form):
    """A channel on which one wants to be called."""

    label = forms.CharField(label=_("Name of the channel"), max_length=60, validators=[no_personal_number])
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        strip=True,
        help_text=_("It may hold a password or a token: it is never shown again whole."),
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"},
        ),
    )
    quiet_from = _clock(_("Quiet from"), "21:00")
    quiet_until = _clock(_("Quiet until"), "06:00")
    urgent_breaks_quiet = forms.BooleanField(label=_("Urgent ones also in the quiet hours"), required=False)

    def wish(self) -> Wish:
        """What was typed, as the service takes it."""
        return Wish(**self.cleaned_data)
