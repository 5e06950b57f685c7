"""What pages of objections, events, recounts, plenaries and decisions post, read into what services take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.desks.results.levels import decides_at, notes_at
from siaga.desks.results.models import CorrectionLevel, Outcome, Plenary, ResultRow
from siaga.desks.results.queries.events import open_recounts, plenaries_for
from siaga.desks.results.queries.leaves import pairs_of
from siaga.desks.results.services import (
    EventSaid,
    FollowUpSaid,
    ObjectionSaid,
    RecountSaid,
    WithdrawalSaid,
)
from siaga.desks.results.services.adjudication import LEVELS
from siaga.desks.results.services.grounds import level_of
from siaga.desks.results.services.plenaries import PlenaryClosed, PlenaryOpened
from siaga.web.moments import MomentField

_NOTHING = ("", _("— none —"))
_CHOOSE = ("", _("— choose —"))
_AS_PLENARY = ("", _("— that of the plenary chosen —"))


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


def document_field() -> forms.CharField:
    """The number of a decision that was made elsewhere."""
    return forms.CharField(
        label=_("Number of the decision (needed for the province and the Constitutional Court)"),
        required=False,
        max_length=120,
        widget=_line(),
    )


def labelled_levels(levels: Iterable[str]) -> list[tuple[str, Any]]:
    """Levels as choices of a form."""
    return [(level, CorrectionLevel(level).label) for level in levels]


class OfPlenary(Numbered):
    """A form that may name a plenary of the row's district, city or province."""

    plenary = forms.TypedChoiceField(
        label=_("At the plenary"), coerce=int, empty_value=None, required=False, widget=_choice()
    )

    def __init__(self, row: ResultRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {one.pk: one for one in plenaries_for(row)}
        self.fields["plenary"].choices = [_NOTHING, *((pk, _named(one)) for pk, one in self.held.items())]

    def offer_levels(self, levels: Iterable[str]) -> None:
        """Let the person choose one of these levels; left empty, it is that of the plenary they chose."""
        first = [_AS_PLENARY] if self.held else []
        self.fields["level"].choices = [*first, *labelled_levels(levels)]
        self.fields["level"].required = not self.held

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("level") == "":
            said["level"] = chosen_level(self.held, said.get("plenary"))
            if not said["level"]:
                self.add_error("level", LEVEL_MISSING)
        return said


LEVEL_MISSING = _("Choose the level, or the plenary that decided it.")


def chosen_level(held: Mapping[int, Plenary], plenary: int | None) -> str:
    """The level at which the chosen plenary decides; empty without one."""
    return level_of(held[plenary].region) if plenary in held else ""


def _named(one: Plenary) -> str:
    return f"{one.region.name} · {one.opened_at:%d-%m-%Y}"


class ObjectionForm(OfPlenary):
    """An objection of a witness. It stays for good: `sure` says that whoever writes it down has read it
    again.
    """

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
    level = forms.ChoiceField(label=_("Raised at"), widget=_choice())
    witness = forms.CharField(
        label=_("Name of the witness (never public)"), required=False, max_length=120, widget=_line()
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, row: ResultRow, user: Any, wording: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(row, *args, **kwargs)
        pairs = [(p.number, f"{p.number} · {p.name}") for p in pairs_of(row.contest)]
        self.fields["pair"].choices = [_CHOOSE, *pairs]
        self.offer_levels(notes_at(user, row))
        self.fields["field"].choices = [("", _("— the conduct, no figure —")), *wording.items()]
        self.order_fields(["pair", "field", "claimed", "text", "accepted", "plenary", "level", "witness"])

    def read_back(self) -> list[tuple[str, str]]:
        """What a valid form says, in words: label and content of each line that was filled in."""
        said = self.cleaned_data
        lines = [(field.label, _in_words(field, said[field.name])) for field in self.visible_fields()]
        return [(label, words) for label, words in lines if words]

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


def _in_words(field: forms.BoundField, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(getattr(field.field, "choices", ()))
    chosen = choices.get(value, choices.get(str(value)))
    return str(chosen if chosen is not None and value != "" else "" if value is None else value)


class WithdrawalForm(Numbered):
    """Why an objection is taken back by who wrote it down."""

    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=500, widget=_area(2))

    def said(self) -> WithdrawalSaid:
        return WithdrawalSaid(self.number, self.cleaned_data["reason"])


class EventForm(OfPlenary):
    """A special event of a station."""

    happened_at = MomentField(label=_("When it happened"), widget=_moment())
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
    happened_at = MomentField(label=_("When it happened"), widget=_moment())
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
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(one.value, one.label) for one in Outcome if one != Outcome.WITHDRAWN],
        widget=_choice(),
    )
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

    level = forms.ChoiceField(label=_("Decided at"), widget=_choice())
    document = document_field()
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_area(2))
    field_order = ("plenary", "level", "document", "reason")

    def __init__(self, row: ResultRow, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(row, *args, **kwargs)
        self.offer_levels(decides_at(user, row))

    def said(self) -> RecountSaid:
        data = self.cleaned_data
        return RecountSaid(self.number, data["level"], data["reason"], data["plenary"], data["document"])


class PlenaryForm(Numbered):
    """A plenary as it begins."""

    region = forms.ChoiceField(label=_("Region"), widget=_choice())
    presided_by = forms.CharField(label=_("Presided by (name and office)"), max_length=200, widget=_line())
    opened_at = MomentField(label=_("Opened"), widget=_moment())

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
    closed_at = MomentField(label=_("Closed"), widget=_moment())

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
        self.held = {one.pk: one for one in plenaries_for(row)}
        plenaries = [(pk, _named(one)) for pk, one in self.held.items()]
        recounts = [(r.pk, f"{r.get_level_display()} · {r.at:%d-%m-%Y}") for r in open_recounts(row)]
        # no words of a witness: whoever corrects may still be the second reader of the row
        objections = [
            (
                o.pk,
                _("Witness of pair %(pair)d, %(day)s") % {"pair": o.pair.number, "day": f"{o.at:%d-%m-%Y}"},
            )
            for o in row.objections.exclude(followups__outcome=Outcome.WITHDRAWN).select_related("pair")
        ]
        for name, found in (("plenary", plenaries), ("recount", recounts), ("objection", objections)):
            self.fields[name].choices = [_NOTHING, *found]
            if not found:
                del self.fields[name]

    def numbers(self) -> dict[str, int]:
        """The numbers that were chosen, as a submission carries them."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}

    def level(self) -> str:
        """The level at which the chosen plenary decides; empty without one."""
        return chosen_level(self.held, self.cleaned_data.get("plenary"))


class Judgement(forms.Form):
    """Where and why it was decided between two sources."""

    level = forms.ChoiceField(label=_("Decided at"), widget=_choice())
    document = document_field()
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_area())

    def __init__(self, row: ResultRow, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [level for level in decides_at(user, row) if level in LEVELS]
        self.fields["level"].choices = labelled_levels(offered)


class Correction(forms.Form):
    """Where, by which decision and why figures were corrected."""

    level = forms.ChoiceField(label=_("Decided at"), required=False, widget=_choice())
    document = document_field()
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_area())

    def __init__(self, row: ResultRow, user: Any, basis: Basis, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.basis = basis
        first = [_AS_PLENARY] if basis.held else [_CHOOSE]
        self.fields["level"].choices = [*first, *labelled_levels(decides_at(user, row))]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("level") == "":
            said["level"] = self.basis.level() if self.basis.is_valid() else ""
            if not said["level"]:
                self.add_error("level", LEVEL_MISSING)
        return said
