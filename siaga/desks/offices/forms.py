"""Forms of this desk: what people type, checked before a service sees it."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices import access, roles
from siaga.desks.offices.models import Institution, User
from siaga.desks.offices.models.people import USERNAME
from siaga.desks.offices.roles import Role
from siaga.desks.offices.services.invitations import DAYS, Terms
from siaga.desks.places.models import PollingStation
from siaga.desks.trail.plain import without_personal_numbers


def no_personal_number(text: str) -> None:
    """Refuse text with a NIK or KK number in it: what is written here is kept for ever."""
    if without_personal_numbers(text) != text:
        raise ValidationError(_("Leave out the 16-digit number: it must not be kept here."))


class SignInForm(LoginForm):
    """The library's form without its link to a password reset by mail: accounts have no mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class InstitutionFilter(forms.Form):
    """The filter above the list of institutions; every field may stay empty."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    region = forms.ModelChoiceField(None, label=_("Region"), required=False, empty_label=_("all"))
    words = forms.CharField(label=_("Name"), required=False, max_length=100)

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("all")), *Institution.Kind.choices]
        self.fields["region"].queryset = regions


class MembershipFilter(forms.Form):
    """The filter above the list of accounts."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all")),
            ("valid", _("valid today")),
            ("not_yet", _("not yet valid")),
            ("ended", _("ended")),
        ],
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    words = forms.CharField(label=_("Name"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("all")), *Role.choices]


class DayForm(forms.Form):
    """The day for which a page answers who held an office."""

    on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class InvitationForm(forms.Form):
    """What is offered to the invited person; the choices are those within the inviter's own region."""

    full_name = forms.CharField(label=_("Full name"), max_length=120, validators=[no_personal_number])
    institution = forms.ModelChoiceField(None, label=_("Institution"), empty_label=_("choose"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("choose")), *Role.choices])
    region = forms.ModelChoiceField(
        None,
        label=_("Region"),
        required=False,
        empty_label=_("the institution's own"),
        help_text=_("The role holds here and in everything below."),
    )
    station_code = forms.RegexField(
        r"\A[0-9]{13}\Z",
        label=_("Polling station"),
        required=False,
        help_text=_("Thirteen digits; only for KPPS and station supervisors, who act at this station alone."),
        error_messages={"invalid": _("The code of a polling station has thirteen digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    ends = forms.DateField(
        label=_("Last day of the term"),
        required=False,
        help_text=_("Leave empty when the term has no agreed end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    days = forms.TypedChoiceField(
        label=_("The link is good for (days)"), coerce=int, choices=[(n, n) for n in DAYS], initial=7
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = access.within(user, "accounts.invite", "region")
        self.fields["institution"].queryset = Institution.objects.filter(inside).order_by("name")
        self.fields["region"].queryset = access.regions(user, "accounts.invite")

    def clean_ends(self) -> Any:
        ends = self.cleaned_data["ends"]
        if ends and ends < access.today():
            raise ValidationError(_("The last day of the term is over."))
        return ends

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("station_code"):
            self._find_station(data)
        elif data.get("role") in roles.STATION_ROLES:
            self.add_error("station_code", _("This role acts at one polling station: give its code."))
        if data.get("institution") and not data.get("region"):
            data["region"] = data["institution"].region
        return data

    def terms(self) -> Terms:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return Terms(
            full_name=data["full_name"],
            institution=data["institution"],
            role=data["role"],
            region=data["region"],
            station_code=data["station_code"],
            ends=data["ends"],
        )

    def _find_station(self, data: dict[str, Any]) -> None:
        """A station role belongs to the ward of its station, whatever region was chosen."""
        station = PollingStation.objects.filter(code=data["station_code"]).select_related("ward").first()
        if station is None:
            self.add_error("station_code", _("There is no polling station with this code."))
        else:
            data["region"] = station.ward


class ListForm(forms.Form):
    """A list of people to invite: a file, or the rows of one that was checked just now."""

    file = forms.FileField(
        label=_("List (CSV or Excel)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["rows"] = str(self.data.get("rows", ""))
        if not given.get("file") and not given["rows"] and not self.errors:
            self.add_error("file", _("Choose the file with the list."))
        return given


class UsernameField(forms.CharField):
    """A username, brought to lower case first: telephones like to begin with a capital letter."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()


class AcceptForm(forms.Form):
    """The invited person's choice of username and password."""

    username = UsernameField(
        label=_("Username"),
        max_length=60,
        validators=[USERNAME, no_personal_number],
        help_text=_("You sign in with this name. Lower-case letters and digits."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 10 characters. Three or four words are easier to remember than signs."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, full_name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_name = full_name

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        if password:
            self._check(password, data.get("username", ""))
        return data

    def _check(self, password: str, username: str) -> None:
        try:
            validate_password(password, User(username=username, full_name=self.full_name))
        except ValidationError as error:
            self.add_error("password", error)


class EndForm(forms.Form):
    """Why a role ends."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        validators=[no_personal_number],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the trail for ever. Leave out personal numbers."),
    )
