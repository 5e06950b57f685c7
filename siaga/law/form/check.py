"""Does a result row keep the identities of its own form?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from siaga.law.form.catalogue import Check, Form, form_of
from siaga.law.form.formulas import Figures, share_rounded_up
from siaga.law.form.screen import LARGEST, screen_of
from siaga.law.profiles.model import Basis, Profile, Severity, Text

Completeness = Literal["complete", "incomplete", "empty"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken identity, with everything needed to explain it.

    ``inputs``: every figure and parameter used, by name. ``difference``: left side minus right side.
    """

    rule: str
    severity: Severity
    formula: str
    inputs: Mapping[str, int | Fraction]
    difference: int
    message: Text
    basis: Basis

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def check_row(profile: Profile, figures: Figures, register: Mapping[str, int] | None = None) -> list[Finding]:
    """The identities this row breaks, in catalogue order.

    ``figures``: form field → count ≥ 0, or None for "not stated"; other keys are ignored. An identity that
    needs a figure not stated is not evaluated. ``register``: trusted figures of the voter register, such as
    ``{"dpt_j": 236}``.
    Raises ValueError for a negative figure.
    """
    form = form_of(profile, figures)
    stated = stated_figures(form, figures, register)
    values = list(stated.values())
    if values and min(values) < 0:
        raise ValueError(f"a figure of a form is a count, not negative: {stated}")
    screen = screen_of(form, tuple(stated))
    checks = screen.checks if values and max(values) >= LARGEST else screen.failed(values)
    return [finding for check in checks if (finding := _evaluate(check, stated))]


def stated_figures(form: Form, figures: Figures, register: Mapping[str, int] | None = None) -> dict[str, int]:
    """The stated figures in the order of the form, then those of the register as ``register.<name>``.

    A registered DPT brings ``register.ss_diterima`` along: the ballots the station is due for it.
    """
    stated = {name: value for name in form.names if (value := figures.get(name)) is not None}
    if register:
        stated.update((f"register.{name}", value) for name, value in register.items())
        if "dpt_j" in register:
            share = Fraction(form.profile.value("spare_share"))
            stated["register.ss_diterima"] = register["dpt_j"] + share_rounded_up(share, register["dpt_j"])
    return stated


def completeness(profile: Profile, figures: Figures) -> Completeness:
    """Whether the figures an identity of votes needs are all there; "incomplete" is not "broken".

    A row is complete when every pair's votes and the three figures of block V are stated, empty when no
    figure is.
    """
    form = form_of(profile, figures)
    stated = [figures.get(field.name) is not None for field in form.fields if field.block in ("IV", "V")]
    if all(stated):
        return "complete"
    return "incomplete" if any(figures.get(name) is not None for name in form.names) else "empty"


def _evaluate(check: Check, stated: Mapping[str, int]) -> Finding | None:
    formula = check.formula
    left, right = formula.left.value(stated), formula.right.value(stated)
    if formula.holds(left - right):
        return None
    numbers = {"left": left, "right": right, "difference": left - right}
    return Finding(
        rule=check.rule.id,
        severity=check.rule.severity,
        formula=formula.text,
        inputs={name: stated[name] for name in formula.names()} | dict(formula.parameters),
        difference=left - right,
        message=Text(check.message.id.format(**numbers), check.message.en.format(**numbers)),
        basis=check.rule.basis,
    )
