"""Forms of the record: points, attendance, statements, conclusions, passages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.forms_meetings import (
    day_field,
    line_field,
    text_field,
    time_field,
    visibility_field,
)
from siaga.desks.meetings.models import Attendance, Conclusion, Meeting, Wording
from siaga.desks.meetings.queries.meeting_page import agenda_of
from siaga.desks.meetings.reading import Reader
from siaga.desks.meetings.services.agenda import Point
from siaga.desks.meetings.services.attendance import Taken
from siaga.desks.meetings.services.record import Held, Said
from siaga.desks.meetings.services.wording import LONGEST, Draft
from siaga.desks.offices.forms import no_personal_number
from siaga.desks.offices.models import Institution, Office

Presence = Attendance.Presence


class PointForm(forms.Form):
    """A point of the agenda."""

    title = line_field(_("Point"), 200)
    note = text_field(_("Note"), 2, required=False, max_length=2000)
    presenter = forms.ModelChoiceField(
        None, label=_("Presented by"), required=False, empty_label=_("nobody in particular")
    )
    visibility = visibility_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"].queryset = Institution.objects.order_by("name")

    def point(self) -> Point:
        return Point(**self.cleaned_data)


class LineForm(forms.Form):
    """One line of the attendance list."""

    presence = forms.ChoiceField(
        label=_("Presence"), choices=[c for c in Presence.choices if c[0] != Presence.NOT_STATED]
    )
    person = line_field(_("Who came"), 120, required=False)
    represented_by = line_field(_("Represented by"), 160, required=False)
    reason = line_field(_("Reason of absence"), 300, required=False)
    arrived = time_field(_("Came late, at"))
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("presence") == Presence.REPRESENTED and not data.get("represented_by"):
            self.add_error("represented_by", _("State who came in their stead."))
        if data.get("presence") == Presence.EXCUSED and not data.get("reason"):
            self.add_error("reason", _("State the reason of the absence."))
        if data.get("presence") == Presence.EXPECTED and data.get("was") not in ("", Presence.EXPECTED):
            self.add_error("presence", _("Presence that was taken can be corrected, but not taken back."))
        return data

    def taken(self) -> Taken:
        return Taken(**self.cleaned_data)

    @staticmethod
    def first(row: Attendance) -> dict[str, Any]:
        names = ("presence", "person", "represented_by", "reason", "arrived")
        return {name: getattr(row, name) for name in names} | {"was": row.presence}


class StatementForm(forms.Form):
    """Who said what, about which point, and who may read it."""

    institution = forms.ModelChoiceField(
        None, label=_("Institution"), required=False, empty_label=_("not stated")
    )
    person = line_field(_("Said by"), 120, required=False)
    topic = line_field(_("Topic"), 120, required=False)
    agenda_item = forms.ModelChoiceField(None, label=_("Point"), required=False, empty_label=_("none"))
    text = text_field(_("What was said"), 4, max_length=LONGEST)
    visibility = visibility_field()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, meeting: Meeting, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited = meeting.attendance.filter(withdrawn=False).values("institution")
        self.fields["institution"].queryset = Institution.objects.filter(pk__in=invited).order_by("name")
        self.fields["agenda_item"].queryset = agenda_of(meeting, reader).filter(withdrawn=False)
        self.fields["visibility"].initial = meeting.visibility

    def said(self) -> Said:
        names = ("topic", "institution", "person", "agenda_item", "visibility")
        return Said(**{name: self.cleaned_data[name] for name in names})


class ConclusionForm(forms.Form):
    """What the meeting held, whom it addresses, from when, and who may read it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Conclusion.Kind.choices)
    text = text_field(_("Wording"), 4, max_length=LONGEST)
    addressee = forms.ModelChoiceField(
        None, label=_("Addressed to"), required=False, empty_label=_("everyone present")
    )
    day = day_field(_("Holds from"))
    visibility = visibility_field()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, meeting: Meeting, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.select_related("institution").order_by("institution__name", "title")
        self.fields["addressee"].queryset = offices
        self.fields["addressee"].label_from_instance = lambda o: f"{o.title} · {o.institution}"
        self.fields["visibility"].initial = meeting.visibility

    def held(self) -> Held:
        names = ("kind", "addressee", "day", "visibility")
        return Held(**{name: self.cleaned_data[name] for name in names})


class PassageForm(forms.Form):
    """One save of one passage, from the page or from its script."""

    passage = forms.ChoiceField(choices=Wording.Passage.choices, widget=forms.HiddenInput)
    passage_id = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    upon_sent = forms.BooleanField(required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        validators=[no_personal_number],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def draft(self) -> Draft:
        return Draft(**self.cleaned_data)
