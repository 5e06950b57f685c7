"""The filters above the lists of the claims ledger; values that mean nothing do not narrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.queries.ledger import Line, Subject

_ALL = ("", _("all"))


class SubjectFilter(forms.Form):
    """Which subjects are shown; without a choice all that were named at a meeting, twice, or are in doubt."""

    q = forms.CharField(label=_("Words"), required=False)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("spoken of, named twice or doubtful")), ("doubt", _("in doubt")), ("all", _("all"))],
    )

    def kept(self, subjects: Iterable[Subject]) -> list[Subject]:
        """The subjects that pass."""
        self.is_valid()
        words = self.cleaned_data.get("q", "").casefold()
        show = self.cleaned_data.get("show", "")
        return [s for s in subjects if words in s.label.casefold() and _shown(s, show)]


def _shown(subject: Subject, show: str) -> bool:
    if show == "all":
        return True
    return (
        bool(subject.open)
        if show == "doubt"
        else bool(subject.doubts or subject.spoken or len(subject.figures) > 1)
    )


class DoubtFilter(forms.Form):
    """Which doubts, or checks, are shown."""

    rule = forms.ChoiceField(label=_("Rule"), required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)
    settled = forms.ChoiceField(
        label=_("Settled"), required=False, choices=[_ALL, ("no", _("not settled")), ("yes", _("settled"))]
    )
    weight = forms.ChoiceField(
        label=_("Weight"),
        required=False,
        choices=[
            _ALL,
            ("error", _("Contradicts a rule or a record")),
            ("warning", _("Calls for a look")),
            ("note", _("Good to know")),
        ],
    )

    def __init__(self, data: Any, *, lines: Sequence[Line]) -> None:
        super().__init__(data)
        rules = {line.finding.rule: line.title for line in lines}
        institutions = {line.institution: line.institution for line in lines if line.institution}
        meetings = {str(line.meeting.pk): line.meeting.title for line in lines if line.meeting}
        for name, known in (("rule", rules), ("institution", institutions), ("meeting", meetings)):
            self.fields[name].choices = [_ALL, *sorted(known.items(), key=lambda item: item[1])]

    def kept(self, lines: Iterable[Line]) -> list[Line]:
        """The lines that pass."""
        self.is_valid()
        return [line for line in lines if self._passes(line)]

    def _passes(self, line: Line) -> bool:
        asked = self.cleaned_data
        meeting = str(line.meeting.pk) if line.meeting else ""
        state = "yes" if line.settled else "no"
        found = {
            "rule": line.finding.rule,
            "institution": line.institution,
            "meeting": meeting,
            "settled": state,
            "weight": line.severity.value,
        }
        return all(not asked.get(name) or asked[name] == value for name, value in found.items())
