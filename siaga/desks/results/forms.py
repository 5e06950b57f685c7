"""What pages post, read into what services take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from siaga.desks.results.figures import read_figures
from siaga.desks.results.models import Channel
from siaga.desks.results.services import Reading, Submission
from siaga.desks.results.states import Act

DECISIONS = [
    (Act.RELEASE, _("Release: the figures stand, a second person confirms them")),
    (Act.RETURN, _("Send back: enter the form again from the paper")),
    (Act.HOLD, _("Hold: take it out of the count until the paper has been looked at")),
]


class Ticket(forms.Form):
    """What every posting carries: the sender's receipt number and the revision of the row that was on
    screen.
    """

    client_id = forms.RegexField(r"^[A-Za-z0-9._:-]{8,64}$", widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def fresh(cls, revision: int) -> Ticket:
        """A ticket nobody has used."""
        return cls(initial={"client_id": str(uuid4()), "revision": revision})


class Declaration(forms.Form):
    """Why figures that do not add up are sent all the same: the paper reads so."""

    declared = forms.CharField(
        label=_("The paper really reads so, because"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class Decision(forms.Form):
    """What the desk decides about a row, and why."""

    act = forms.ChoiceField(label=_("Decision"), choices=DECISIONS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"})
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def limit_to(self, acts: set[str]) -> Decision:
        """Offer only what may be done to the row now."""
        self.fields["act"].choices = [(act, label) for act, label in DECISIONS if act in acts]
        return self


class PublicationDecision(forms.Form):
    """What the second person says to a prepared publication."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("confirm", _("Confirm: sign it and open it to everyone")),
            ("return", _("Send back: it stays unpublished, for this reason")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason, when it is sent back"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        if said.get("outcome") == "return" and not str(said.get("reason", "")).strip():
            self.add_error("reason", _("State the reason; it stays beside the publication."))
        return said


@dataclass(frozen=True, slots=True)
class Posted:
    """The figures of a posted form, as read."""

    figures: dict[str, int]
    client_id: str
    revision: int

    def as_entry(self, declared: str) -> Submission:
        return Submission(
            self.figures, self.client_id, self.revision, declared=declared.strip(), channel=Channel.WEB
        )

    def as_correction(self, said: Mapping[str, str], basis: Mapping[str, int] | None = None) -> Submission:
        """With level, reason and number of the decision, and what it rests on besides."""
        return Submission(
            self.figures,
            self.client_id,
            self.revision,
            channel=Channel.WEB,
            level=said["level"],
            reason=said["reason"].strip(),
            document=said["document"].strip(),
            basis=basis or {},
        )

    def as_reading(self) -> Reading:
        return Reading(self.figures, self.client_id, self.revision)


class DamagedPage(ValueError):  # noqa: N818 - the sender's page, not our code, is at fault
    """The hidden fields of a page are missing or changed: the page must be opened again."""


def posted(data: QueryDict, names: tuple[str, ...]) -> Posted:
    """Read a posted form. Raises DamagedPage and BadFigures."""
    ticket = Ticket(data)
    if not ticket.is_valid():
        raise DamagedPage
    figures = read_figures(data, names)
    return Posted(figures, ticket.cleaned_data["client_id"], ticket.cleaned_data["revision"])
