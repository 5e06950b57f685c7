"""The identities of a form as plain data for the browser, which evaluates them while somebody types.

The browser only helps; the server decides by `figures.judge`. A browser test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from siaga.desks.results.figures import Paper
from siaga.law.form import Finding
from siaga.law.form.catalogue import Check, form_with
from siaga.law.form.check import stated_figures
from siaga.law.form.formulas import Side
from siaga.law.form.repairs import repairs


@dataclass(frozen=True, slots=True)
class Slip:
    """One figure that may have been meant otherwise."""

    label: str
    seen: int
    meant: int


@dataclass(frozen=True, slots=True)
class Hint:
    """A smallest repair: look at these figures on the paper. Never applied by itself."""

    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """The likeliest smallest repairs; `unique` when there is exactly one so small."""

    found: tuple[Hint, ...]
    unique: bool


def identities(paper: Paper) -> list[dict[str, Any]]:
    """Every identity of the form: rule, severity, both sides as sums, relation, wording with holes."""
    return [_identity(check) for check in form_with(paper.profile, paper.pairs).checks]


def trusted(paper: Paper, register: Mapping[str, int]) -> dict[str, int]:
    """What the register of the station says, and what follows from it, under the names the identities use."""
    return stated_figures(form_with(paper.profile, paper.pairs), {}, register)


def hints(
    paper: Paper, figures: Mapping[str, int], register: Mapping[str, int], labels: Mapping[str, str]
) -> Hints:
    """The three likeliest smallest repairs of figures that do not add up; none for figures that do."""
    whole = {name: figures.get(name) for name in paper.names}
    found = repairs(paper.profile, whole, limit=3, register=register)
    return Hints(
        tuple(
            Hint(tuple(Slip(labels.get(c.field, c.field), c.seen, c.meant) for c in candidate.changes))
            for candidate in found.candidates
        ),
        found.unique,
    )


def explained(finding: Finding) -> dict[str, Any]:
    """A finding for a page in the language of the reader."""
    return {
        "rule": finding.rule,
        "error": finding.is_error,
        "message": finding.message.in_language(get_language() or "id"),
        "formula": finding.formula,
        "inputs": [(name, value) for name, value in finding.inputs.items()],
        "difference": finding.difference,
        "basis": finding.basis,
    }


def _identity(check: Check) -> dict[str, Any]:
    return {
        "rule": check.rule.id,
        "error": check.rule.severity == "error",
        "left": _side(check.formula.left),
        "relation": check.formula.relation,
        "right": _side(check.formula.right),
        "names": list(check.formula.names()),
        "onlyWithout": list(check.rule.only_without),
        "formula": check.formula.text,
        "message": check.message.in_language(get_language() or "id"),
    }


def _side(side: Side) -> dict[str, Any]:
    shares = [[share.numerator, share.denominator, name] for share, name in side.shares]
    return {"figures": list(side.figures), "shares": shares, "constant": side.constant}
