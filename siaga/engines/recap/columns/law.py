"""The identities of a rule profile as linear forms over the columns of a table."""

from __future__ import annotations

from collections.abc import Sequence

from siaga.engines.recap.columns.forms import LinearForm
from siaga.law.form.catalogue import form_with, pair_numbers
from siaga.law.form.formulas import Formula
from siaga.law.profiles import Profile


def forms_of(profile: Profile, columns: Sequence[str]) -> list[LinearForm]:
    """The errors of the form's row rules that these columns can show; column names are fields of the profile.

    Left out: warnings, identities that need a figure outside the columns or of the voter register, and those
    with a rounded-up share of a figure, which is not linear.
    """
    at = {name: place for place, name in enumerate(columns)}
    form = form_with(profile, pair_numbers(dict.fromkeys(columns)))
    return [
        _linear(check.formula, at)
        for check in form.checks
        if check.rule.severity == "error"
        and not any(name in at for name in check.rule.only_without)
        and all(name in at for name in check.formula.names())
        and not (check.formula.left.shares or check.formula.right.shares)
    ]


def _linear(formula: Formula, at: dict[str, int]) -> LinearForm:
    """``left - right`` as weights, turned round for ``>=`` so that every bound is an upper one."""
    sign = -1 if formula.relation == ">=" else 1
    weights: dict[int, int] = {}
    for side, way in ((formula.left, sign), (formula.right, -sign)):
        for name in side.figures:
            weights[at[name]] = weights.get(at[name], 0) + way
    constant = sign * (formula.left.constant - formula.right.constant)
    return LinearForm(weights, constant, at_most=formula.relation != "=")
