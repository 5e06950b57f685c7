"""A small form for the oracle, and the oracle: every assignment of every figure, weighed one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np

from siaga.engines.reading.decoding.priors import Priors, priors_of
from siaga.engines.reading.model import Kind, Witness
from siaga.law.form.catalogue import Check, Form, form_with
from siaga.law.form.check import stated_figures
from siaga.law.profiles import load

VALUES = 20
"""Figures of the small form run from 0 to 19."""
VOTES = ("paslon1", "paslon2", "suara_sah", "suara_tidak_sah", "suara_total")
FORM: Form = form_with(load("pemilu-2024"), (1, 2))

PRIORS: Priors = priors_of(
    {
        "identities": [
            {"rule": rule, "severity": severity, "broken": share}
            for rule, severity, share in (
                ("R1", "error", 0.02),
                ("R2", "error", 0.02),
                ("R3", "error", 0.03),
                ("R4", "error", 0.01),
                ("R5", "error", 0.04),
                ("R6", "warning", 0.2),
                ("R7", "error", 0.03),
                ("R8", "error", 0.05),
                ("R9", "error", 0.02),
                ("R10", "error", 0.02),
                ("R10", "warning", 0.02),
                ("R11", "error", 0.01),
                ("R12", "error", 0.002),
            )
        ],
        "off": {
            "equal": {"units": 0.4, "tens": 0.15, "hundreds": 0.1, "other": 0.35},
            "limit": {"units": 0.3, "tens": 0.1, "hundreds": 0.1, "other": 0.5},
        },
    },
    {
        "witnesses": {
            kind: {"temperature": temperature, "outlier": outlier}
            for kind, temperature, outlier in (
                ("digits", 1.0, 0.002),
                ("bubbles", 1.5, 0.02),
                ("rows", 1.0, 0.05),
                ("words", 2.0, 0.05),
            )
        },
        "faint": {"clarity": 4.75},
        "thresholds": {"certain": {"value": 0.99}, "clear": {"value": 0.99}, "form": {"value": 0.98}},
    },
)


def brute_force(
    witnesses: Sequence[Witness], register: Mapping[str, int] | None = None, form: Form = FORM
) -> dict[str, np.ndarray]:
    """By figure: (values,) its probabilities, from the table of all assignments of all witnessed figures."""
    names = [name for name in form.names if any(w.field == name for w in witnesses)]
    own = [_own([w for w in witnesses if w.field == name]) for name in names]
    known = stated_figures(form, {}, register)
    grids = np.meshgrid(*(np.arange(len(odds)) for odds in own), indexing="ij")
    figures = {**dict(zip(names, grids, strict=True)), **known}
    weights = reduce(np.multiply.outer, own)
    for check in form.checks:
        if _usable(check, {*figures}):
            weights = weights * _weight(check, figures)
    axes = range(len(names))
    sums = [weights.sum(axis=tuple(other for other in axes if other != axis)) for axis in axes]
    return {name: found / found.sum() for name, found in zip(names, sums, strict=True)}


def _own(witnesses: Sequence[Witness]) -> np.ndarray:
    total = np.ones(len(witnesses[0].odds))
    for witness in witnesses:
        trust = PRIORS.trust[witness.kind]
        each = np.exp(witness.odds)
        each[0] += np.exp(witness.blank)
        each **= 1 / trust.temperature
        total *= (1 - trust.outlier) * each / each.sum() + trust.outlier / len(each)
    return total / total.sum()


def _usable(check: Check, names: set[str]) -> bool:
    return set(check.formula.names()) <= names and not set(check.rule.only_without) & names


def _weight(check: Check, figures: Mapping[str, Any]) -> np.ndarray:
    """The prior of one identity, written out once more from its description."""
    broken = PRIORS.broken[check.rule.id, check.rule.severity]
    difference = check.formula.left.value(figures) - check.formula.right.value(figures)
    equal = check.formula.relation == "="
    shares, sides = (PRIORS.off_equal, 2) if equal else (PRIORS.off_limit, 1)
    off = abs(difference)
    tens, hundreds = off % 10 == 0, off % 100 == 0
    cases = [off < 10, tens & (off < 100), hundreds & (off < 1000)]
    density = np.select(cases, [share / 9 for share in shares[:3]], shares[3] / (999 - 27))
    sign = {"=": off > 0, "<=": difference > 0, ">=": difference < 0}[check.formula.relation]
    return np.where(sign, broken * density / sides, 1 - broken)


def witness(field: str, odds: Mapping[int, float], kind: Kind = "digits", values: int = VALUES) -> Witness:
    """A witness with these probabilities, and one in a million for every other value."""
    table = np.full(values, 1e-6)
    for value, probability in odds.items():
        table[value] = probability
    return Witness(field, kind, np.log(table))


def boxes(field: str, value: int, sure: float = 0.9999, digits: int = 3) -> Witness:
    """Digit boxes that show this figure, each digit with this probability, the others alike."""
    odds = np.zeros(1)
    for digit in f"{value:0{digits}d}":
        each = np.full(10, np.log((1 - sure) / 9))
        each[int(digit)] = np.log(sure)
        odds = np.add.outer(odds, each).ravel()
    return Witness(field, "digits", odds)
