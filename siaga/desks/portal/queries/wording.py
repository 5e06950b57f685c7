"""The identities of a form in the wording of its figures, for readers who do not know their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siaga.law.form.catalogue import form_with
from siaga.law.form.formulas import Formula, Side
from siaga.law.profiles import Profile, Rule

_RELATIONS = {"=": "=", "<=": "≤", ">=": "≥"}
_TWO_PAIRS = (1, 2)
"""How many pairs a rule is told for where no contest is at hand."""

_ACROSS: Mapping[str, Any] = {
    "R13": gettext_lazy("Tally marks, number and words of the votes of a pair say the same"),
    "R14": gettext_lazy(
        "Both ballots of a station have the same register, and the wider contest has no fewer voters"
    ),
    "R15": gettext_lazy("Every column of a recapitulation sheet is the sum of its forms, after corrections"),
    "R16": gettext_lazy(
        "The figures of a region are the sums of its parts, and every expected station is in"
    ),
}
"""The rules that compare several papers, in words."""


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A rule of the profile: what it says of one line of the form, and of how many more it says the same."""

    rule: Rule
    words: str
    more: int


def worded(formula: Formula, labels: Mapping[str, str]) -> str:
    """A formula in the wording of the figures: Valid and invalid votes = Valid votes + Invalid votes."""
    left, right = (_side(side, labels) for side in (formula.left, formula.right))
    return f"{left} {_RELATIONS[formula.relation]} {right}"


def rules_in_words(profile: Profile, severity: str, language: str) -> tuple[RuleInWords, ...]:
    """The rules of a severity as they hold for a ballot with two pairs, in the order of the profile."""
    form = form_with(profile, _TWO_PAIRS)
    labels = {name: label.in_language(language) for name, label in form.labels.items()}
    told = {id(rule): list(found) for rule, found in groupby(form.checks, key=lambda check: check.rule)}
    return tuple(
        _rule(rule, [worded(check.formula, labels) for check in told.get(id(rule), ())])
        for rule in profile.rules
        if rule.severity == severity
    )


def _rule(rule: Rule, told: list[str]) -> RuleInWords:
    words = told[0] if told else str(_ACROSS.get(rule.id, rule.formula))
    return RuleInWords(rule, words, max(len(told) - 1, 0))


def _side(side: Side, labels: Mapping[str, str]) -> str:
    parts = [labels.get(name) or _of_register(name, labels) for name in side.figures]
    parts += [_share(share, labels.get(name) or _of_register(name, labels)) for share, name in side.shares]
    if side.constant or not parts:
        parts.append(number_format(side.constant, force_grouping=True))
    return " + ".join(parts)


def _share(share: Fraction, label: str) -> str:
    percent = number_format(float(share * 100), decimal_pos=None)
    return _("%(percent)s %% of %(figure)s, rounded up") % {"percent": percent, "figure": f"“{label}”"}


def _of_register(name: str, labels: Mapping[str, str]) -> str:
    """A figure of the voter register in the wording of the form's own."""
    own = name.removeprefix("register.")
    return _("%(figure)s, as the voter register has it") % {"figure": labels.get(own, own)}
