"""What pages of objections, events, recounts, plenaries and decisions post, read into what services take."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.desks.results.models import CorrectionLevel, Outcome, ResultRow
from siaga.desks.results.queries.events import open_recounts, plenaries_for
from siaga.desks.results.queries.leaves import pairs_of
from siaga.desks.results.services import EventSaid, FollowUpSaid, ObjectionSaid, RecountSaid
from siaga.desks.results.services.adjudication import LEVELS
from siaga.desks.results.services.plenaries import PlenaryClosed, PlenaryOpened

_LEVELS = [(level.value, level.label) for level in CorrectionLevel if level != CorrectionLevel.SOURCE]
_NOTHING = ("", _("— none —"))


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(
        attrs={"type": "datetime-local", "class": "form-control"}, format="%Y-%m-%dT%H:%M"
    )


def _choice() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class Numbered(forms.Form):
    """A form with a receipt number of its own, so that sending it twice writes once."""

    client_id = forms.RegexField(r"^[A-Za-z0-9._:-]{8,64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": str(uuid4())} | (kwargs.get("initial") or {})
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)

    @property
    def number(self) -> str:
        return str(self.cleaned_data["client_id"])


class OfPlenary(Numbered):
    """A form that may name a plenary of the row's district, city or province."""

    plenary = forms.TypedChoiceField(
        label=_("At the plenary"), coerce=int, empty_value=None, required=False, widget=_choice()
    )

    def __init__(self, row: ResultRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(one.pk, f"{one.region.name} · {one.opened_at:%d-%m-%Y}") for one in plenaries_for(row)]
        self.fields["plenary"].choices = [_NOTHING, *found]


class ObjectionForm(OfPlenary):
    """An objection of a witness."""

    pair = forms.TypedChoiceField(label=_("Witness of the pair"), coerce=int, widget=_choice())
    field = forms.ChoiceField(label=_("Figure objected to"), required=False, widget=_choice())
    claimed = forms.IntegerField(
        label=_("It should be, says the witness"),
        required=False,
        min_value=0,
        max_value=999_999,
        widget=forms.TextInput(
            attrs={"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )
    text = forms.CharField(label=_("What the witness says"), max_length=2000, widget=_area())
    accepted = forms.BooleanField(
        label=_("Accepted on the spot"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    level = forms.ChoiceField(label=_("Raised at"), choices=_LEVELS, widget=_choice())
    witness = forms.CharField(
        label=_("Name of the witness (never public)"), required=False, max_length=120, widget=_line()
    )

    def __init__(self, row: ResultRow, wording: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(row, *args, **kwargs)
        self.fields["pair"].choices = [(p.number, f"{p.number} · {p.name}") for p in pairs_of(row.contest)]
        self.fields["field"].choices = [("", _("— the conduct, no figure —")), *wording.items()]
        self.order_fields(["pair", "field", "claimed", "text", "accepted", "level", "plenary", "witness"])

    def said(self) -> ObjectionSaid:
        data = self.cleaned_data
        return ObjectionSaid(
            client_id=self.number,
            pair=data["pair"],
            text=data["text"],
            field=data["field"],
            claimed=data["claimed"],
            accepted=data["accepted"],
            level=data["level"],
            witness=data["witness"],
            plenary=data["plenary"],
        )


class EventForm(OfPlenary):
    """A special event of a station."""

    happened_at = forms.DateTimeField(label=_("When it happened"), widget=_moment())
    text = forms.CharField(label=_("What happened"), max_length=2000, widget=_area())
    measure = forms.CharField(
        label=_("What was done about it"), required=False, max_length=2000, widget=_area(2)
    )
    field_order = ("happened_at", "text", "measure", "plenary")

    def said(self) -> EventSaid:
        data = self.cleaned_data
        return EventSaid(self.number, data["text"], data["happened_at"], data["measure"], data["plenary"])


class EventOfPlenaryForm(Numbered):
    """A special event of a plenary itself, in one of its contests."""

    contest = forms.ChoiceField(label=_("Contest"), widget=_choice())
    happened_at = forms.DateTimeField(label=_("When it happened"), widget=_moment())
    text = forms.CharField(label=_("What happened"), max_length=2000, widget=_area())
    measure = forms.CharField(
        label=_("What was done about it"), required=False, max_length=2000, widget=_area(2)
    )

    def __init__(self, contests: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contest"].choices = list(contests.items())

    def said(self) -> EventSaid:
        data = self.cleaned_data
        return EventSaid(self.number, data["text"], data["happened_at"], data["measure"])


class FollowUpForm(OfPlenary):
    """What became of an objection or an event; `of` names it: ``objection-3``, ``event-7``."""

    of = forms.ChoiceField(label=_("Of"), widget=_choice())
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, widget=_choice())
    text = forms.CharField(label=_("In words"), max_length=2000, widget=_area(2))
    field_order = ("of", "outcome", "text", "plenary")

    def __init__(self, row: ResultRow, things: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(row, *args, **kwargs)
        self.fields["of"].choices = list(things.items())

    def said(self) -> FollowUpSaid:
        data = self.cleaned_data
        return FollowUpSaid(self.number, data["outcome"], data["text"], data["plenary"])


class RecountForm(OfPlenary):
    """A recount of the ballots of a station."""

    level = forms.ChoiceField(label=_("Decided at"), choices=_LEVELS, widget=_choice())
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_area(2))
    field_order = ("level", "plenary", "reason")

    def said(self) -> RecountSaid:
        data = self.cleaned_data
        return RecountSaid(self.number, data["level"], data["reason"], data["plenary"])


class PlenaryForm(Numbered):
    """A plenary as it begins."""

    region = forms.ChoiceField(label=_("Region"), widget=_choice())
    presided_by = forms.CharField(label=_("Presided by (name and office)"), max_length=200, widget=_line())
    opened_at = forms.DateTimeField(label=_("Opened"), widget=_moment())

    def __init__(self, regions: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = list(regions.items())

    def said(self) -> PlenaryOpened:
        return PlenaryOpened(self.number, self.cleaned_data["presided_by"], self.cleaned_data["opened_at"])


class MinutesForm(Numbered):
    """The end of a plenary."""

    number_of_minutes = forms.CharField(
        label=_("Number of the minutes (berita acara)"), max_length=100, widget=_line()
    )
    closed_at = forms.DateTimeField(label=_("Closed"), widget=_moment())

    def said(self) -> PlenaryClosed:
        closed: datetime = self.cleaned_data["closed_at"]
        return PlenaryClosed(self.number, self.cleaned_data["number_of_minutes"], closed)


class Basis(forms.Form):
    """What a correction rests on besides its reason: plenary, recount, objection."""

    plenary = forms.TypedChoiceField(
        label=_("At the plenary"), coerce=int, empty_value=None, required=False, widget=_choice()
    )
    recount = forms.TypedChoiceField(
        label=_("Result of the recount"), coerce=int, empty_value=None, required=False, widget=_choice()
    )
    objection = forms.TypedChoiceField(
        label=_("Following the objection"), coerce=int, empty_value=None, required=False, widget=_choice()
    )

    def __init__(self, row: ResultRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plenaries = [(p.pk, f"{p.region.name} · {p.opened_at:%d-%m-%Y}") for p in plenaries_for(row)]
        recounts = [(r.pk, f"{r.get_level_display()} · {r.at:%d-%m-%Y}") for r in open_recounts(row)]
        # no words of a witness: whoever corrects may still be the second reader of the row
        objections = [
            (
                o.pk,
                _("Witness of pair %(pair)d, %(day)s") % {"pair": o.pair.number, "day": f"{o.at:%d-%m-%Y}"},
            )
            for o in row.objections.select_related("pair")
        ]
        for name, found in (("plenary", plenaries), ("recount", recounts), ("objection", objections)):
            self.fields[name].choices = [_NOTHING, *found]
            if not found:
                del self.fields[name]

    def numbers(self) -> dict[str, int]:
        """The numbers that were chosen, as a submission carries them."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class Judgement(forms.Form):
    """Where and why it was decided between two sources."""

    level = forms.ChoiceField(
        label=_("Decided at"), choices=[(level.value, level.label) for level in LEVELS], widget=_choice()
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_area())
