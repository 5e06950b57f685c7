"""The identities of one form with a given set of candidate pairs, ready to be evaluated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from siaga.law.form.formulas import Figures, Formula, expand
from siaga.law.profiles.model import Field, Profile, Rule, Text

_PAIR = re.compile(r"paslon([1-9]\d?)")


@dataclass(frozen=True, slots=True)
class Check:
    """One identity of the form. ``message`` still has the holes {left}, {right} and {difference}."""

    rule: Rule
    formula: Formula
    message: Text

    @property
    def is_error(self) -> bool:
        return self.rule.severity == "error"


@dataclass(frozen=True, eq=False)
class Form:
    """The figures and identities of one form. Compared by identity: `form_with` returns the same object."""

    profile: Profile
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The figures of the form, in its order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def labels(self) -> dict[str, Text]:
        return {field.name: field.label for field in self.fields}


def pair_numbers(figures: Figures) -> tuple[int, ...]:
    """The candidate pairs this row has a figure for (a figure not stated counts), ascending."""
    found = (_PAIR.fullmatch(name) for name in figures if name.startswith("paslon"))
    return tuple(sorted(int(match[1]) for match in found if match))


def form_of(profile: Profile, figures: Figures) -> Form:
    """The form this row was written on."""
    return form_with(profile, pair_numbers(figures))


@lru_cache
def form_with(profile: Profile, pairs: tuple[int, ...]) -> Form:
    """The form of a contest with these pair numbers. Raises ProfileError when a rule cannot be read."""
    fields = profile.form_fields(pairs)
    labels = {field.name: field.label for field in fields}
    checks = (
        Check(rule, formula, _worded(rule.message, formula, labels))
        for rule in profile.rules
        if rule.scope == "row"
        for formula in expand(profile, rule, fields)
    )
    return Form(profile, fields, tuple(checks))


def _worded(message: Text, formula: Formula, labels: dict[str, Text]) -> Text:
    """The message with the labels filled in, the figures still open."""
    left, right = (_label(side.names(), labels) for side in (formula.left, formula.right))
    return Text(
        message.id.replace("{label}", left.id).replace("{label_right}", right.id),
        message.en.replace("{label}", left.en).replace("{label_right}", right.en),
    )


def _label(names: tuple[str, ...], labels: dict[str, Text]) -> Text:
    return labels.get(names[0].removeprefix("register."), Text("", "")) if names else Text("", "")
