"""Forms of series and meetings: what people type, checked before a service sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import LegalBasis, Regime
from siaga.desks.meetings.models import Meeting, Series, Visibility
from siaga.desks.meetings.services.meetings import Frame, Guest
from siaga.desks.meetings.services.series import SeriesPlan
from siaga.desks.offices import access, roles
from siaga.desks.offices.forms import no_personal_number
from siaga.desks.offices.models import Institution, Membership, Office, User
from siaga.desks.places.models import Level, Region
from siaga.desks.places.queries import inside
from siaga.web.templatetags.siaga import ZONE_NAMES

ZONES = [(zone, f"{name} ({zone.rpartition('/')[2]})") for zone, name in ZONE_NAMES.items()]
_LONGEST_NUMBER = 18
"""Digits of a row's number; 2⁶³ has 19."""
VISIBILITY_HELP = _("Public: everyone once published. Internal: the room. Restricted: who sits at the table.")


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows, by their numbers. A number that no database holds Django knows for one row; for several
    it asks the database, which breaks off.
    """

    def clean(self, value: Any) -> Any:
        for number in value or ():
            if isinstance(number, str) and len(number) > _LONGEST_NUMBER:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    "invalid_choice",
                    {"value": number[:_LONGEST_NUMBER]},
                )
        return super().clean(value)


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """An optional day as the browser's own calendar gives it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, help_text=help_text, widget=widget)


def time_field(label: Any, help_text: Any = "") -> forms.TimeField:
    """An optional hour."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, help_text=help_text, widget=widget)


def text_field(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    """Text of several lines in which no NIK or KK number may stand."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, validators=[no_personal_number], widget=widget, **more)


def line_field(label: Any, length: int, **more: Any) -> forms.CharField:
    """One line of text in which no NIK or KK number may stand."""
    return forms.CharField(label=label, max_length=length, validators=[no_personal_number], **more)


def visibility_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        initial=Visibility.INTERNAL,
        help_text=VISIBILITY_HELP,
    )


class MeetingFilter(forms.Form):
    """The filter above the list of meetings; every field may stay empty."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    series = forms.ModelChoiceField(None, label=_("Series"), required=False, empty_label=_("all"))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *Series.Kind.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *Meeting.State.choices]
    )
    institution = forms.ModelChoiceField(None, label=_("Institution"), required=False, empty_label=_("all"))
    since = day_field(_("From"))
    until = day_field(_("Until"))

    def __init__(self, *args: Any, series: QuerySet[Series], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = series
        self.fields["institution"].queryset = Institution.objects.order_by("name")


class PeriodFilter(forms.Form):
    """Kind of meeting and period, for reports."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *Series.Kind.choices])
    since = day_field(_("From"))
    until = day_field(_("Until"))


class SeriesForm(forms.Form):
    """A series of meetings; the places are those in which the person may convene."""

    name = line_field(_("Name"), 160)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("choose")), *Series.Kind.choices])
    convener = forms.ModelChoiceField(None, label=_("Convening institution"), empty_label=_("choose"))
    region = forms.ModelChoiceField(None, label=_("Region"), empty_label=_("choose"))
    visibility = visibility_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = access.within(user, "meetings.write", "region")
        self.fields["convener"].queryset = Institution.objects.filter(mine).order_by("name")
        self.fields["region"].queryset = Region.objects.filter(
            pk__in=access.regions(user, "meetings.write")
        ).order_by("code")

    def plan(self) -> SeriesPlan:
        return SeriesPlan(**self.cleaned_data)


class FrameForm(forms.Form):
    """When, where and under whom; what is not settled stays empty."""

    title = line_field(_("Title"), 200)
    day = day_field(_("Day"))
    starts = time_field(_("Begins"))
    ends = time_field(_("Ends"), _("Leave empty when it is open."))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)
    venue = line_field(_("Place"), 200, required=False)
    chair = forms.ModelChoiceField(
        None,
        label=_("Chair"),
        required=False,
        empty_label=_("not decided yet"),
        help_text=_("The office; who holds it on the day, and under which title, is looked up."),
    )
    chair_for = forms.ModelChoiceField(
        None, label=_("Chairs on behalf of"), required=False, empty_label=_("nobody")
    )
    moderator = forms.ModelChoiceField(None, label=_("Moderator"), required=False, empty_label=_("nobody"))
    note_taker = forms.ModelChoiceField(
        None, label=_("Note-taker"), required=False, empty_label=_("not decided yet")
    )
    legal_basis = forms.ModelChoiceField(
        None, label=_("Legal basis"), required=False, empty_label=_("none stated")
    )
    regime = forms.ChoiceField(label=_("Kind of election"), choices=Regime.choices)
    purpose = text_field(_("Purpose"), required=False, max_length=4000)
    visibility = visibility_field()
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.select_related("institution").order_by("institution__name", "title")
        for name in ("chair", "chair_for", "moderator"):
            self.fields[name].queryset = offices
            self.fields[name].label_from_instance = lambda office: f"{office.title} · {office.institution}"
        self.fields["note_taker"].queryset = note_takers(series)
        self.fields["legal_basis"].queryset = LegalBasis.objects.order_by("title")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The end lies before the beginning."))
        if data.get("chair") and data.get("chair") == data.get("chair_for"):
            self.add_error("chair_for", _("Nobody chairs on their own behalf."))
        return data

    def frame(self) -> Frame:
        return Frame(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})

    @staticmethod
    def first(meeting: Meeting) -> dict[str, Any]:
        """What the form begins with for a meeting that exists."""
        names = [name for name in FrameForm.base_fields if name != "revision"]
        return {name: getattr(meeting, name) for name in names} | {"revision": meeting.revision}


def note_takers(series: Series) -> QuerySet[User]:
    """Who may keep minutes in the region of a series today."""
    writers = [role for role, actions in roles.ACTIONS.items() if "meetings.write" in actions]
    held = Membership.objects.filter(role__in=writers, ended_at=None).select_related("user")
    able = {m.user_id for m in held if access.may(m.user, "meetings.write", series.region_id)}
    return User.objects.filter(pk__in=able).order_by("full_name")


@dataclass(frozen=True, slots=True)
class Folder:
    """Boxes to be ticked of one level of region; shown at once, or when it is opened."""

    label: Any
    boxes: Sequence[Any]
    is_open: bool


class InviteForm(forms.Form):
    """Whom to invite: institutions, and single offices of them."""

    institutions = SeveralField(
        None, label=_("Institutions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    offices = SeveralField(
        None, label=_("Single offices"), required=False, widget=forms.CheckboxSelectMultiple
    )
    speakers = SeveralField(
        None,
        label=_("Of these, as resource persons"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = meeting.series.region_id
        city = place if place.count(".") < 2 else place.rsplit(".", 1)[0]
        bodies = Institution.objects.filter(inside("region__code", city) | Q(pk=meeting.series.convener_id))
        invited = meeting.attendance.filter(withdrawn=False)
        whole = bodies.exclude(pk__in=invited.filter(office=None).values("institution"))
        offices = Office.objects.filter(institution__in=bodies).exclude(pk__in=invited.values("office"))
        whole = whole.select_related("region").order_by("name")
        self.fields["institutions"].queryset = whole
        self.fields["offices"].queryset = offices.select_related("institution__region").order_by(
            "institution__name", "title"
        )
        self.fields["offices"].label_from_instance = lambda o: f"{o.title} · {o.institution}"
        self.fields["speakers"].queryset = whole

    def sections(self) -> Iterator[tuple[forms.BoundField, list[Folder]]]:
        """Each question with its boxes by level of region, so that a city's eighty bodies fit a telephone."""
        for field in self:
            yield field, list(self._folders(field))

    @staticmethod
    def _folders(field: forms.BoundField) -> Iterator[Folder]:
        boxes = [(box, box.data["value"].instance) for box in field.subwidgets]
        for level in Level:
            ours = [box for box, row in boxes if getattr(row, "institution", row).region.level == level]
            upper = field.name == "institutions" and level in (Level.PROVINCE, Level.CITY)
            if ours:
                yield Folder(level.label, ours, upper or any(box.data["selected"] for box in ours))

    def guests(self) -> Iterable[Guest]:
        data = self.cleaned_data
        speakers = set(data["speakers"])
        for institution in [*data["institutions"], *(s for s in speakers if s not in data["institutions"])]:
            yield Guest(institution, as_speaker=institution in speakers)
        for office in data["offices"]:
            yield Guest(office.institution, office, office.institution in speakers)


class ActForm(forms.Form):
    """An act that needs no more than a look, the revision that was seen and, for most, a reason."""

    reason = text_field(_("Reason"), max_length=1000, help_text=_("It stays with the meeting for ever."))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs_reason: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError(_("State the reason."))
        return reason
