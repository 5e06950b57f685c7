"""From witnesses to figures: value as written, how sure, and what the arithmetic of the form says to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from siaga.engines.reading.decoding.evidence import Own, combined
from siaga.engines.reading.decoding.joint import posterior
from siaga.engines.reading.decoding.priors import Priors, Thresholds, standard
from siaga.engines.reading.model import FieldReading, Odds, State, Witness
from siaga.law.form.catalogue import Form
from siaga.law.form.check import Finding, check_row, stated_figures
from siaga.law.form.screen import screen_of

SHOWN = 4
"""Alternatives named for a figure."""
LEAST_SHOWN = 1e-4
"""Probability from which an alternative is named."""
_MISSING = FieldReading(None, 0.0, "missing")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`fields`: every figure of the form and every other witnessed one; `findings`: the rules that the
    figures as read break, so that a paper that is wrong in itself is told apart from one read wrongly."""

    fields: Mapping[str, FieldReading]
    findings: tuple[Finding, ...]

    @property
    def figures(self) -> dict[str, int | None]:
        return {name: reading.value for name, reading in self.fields.items()}


def decode(
    form: Form,
    witnesses: Iterable[Witness],
    register: Mapping[str, int] | None = None,
    missing: Collection[str] = (),
    priors: Priors | None = None,
) -> Decoded:
    """The figures of a form as they stand in the boxes.

    `register`: trusted figures of the voter register, such as ``{"dpt_j": 236}``. `missing`: figures whose
    page was not photographed; those without a witness are missing as well, and identities with a missing
    figure are not used. A figure that is not of the form is read by its own witnesses alone.
    Raises ValueError when a witness cannot be used.
    """
    priors = priors or standard()
    own = {name: said for name, said in combined(witnesses, priors.trust).items() if name not in missing}
    known = stated_figures(form, {}, register)
    weighed = {name: _weighed(name, said.odds, priors) for name, said in own.items()}
    mine = {name: weighed[name] for name in form.names if name in own}
    checks = screen_of(form, (*mine, *known)).checks
    joint = posterior(mine, checks, known, priors)
    alone = {name: _listed(odds) for name, odds in weighed.items() if name not in joint}
    read = {name: _reading(said, (joint | alone)[name], priors.thresholds) for name, said in own.items()}
    values = {name: reading.value for name, reading in read.items() if name in mine}
    findings = tuple(check_row(form.profile, {**dict.fromkeys(form.names), **values}, register))
    fields = {name: read.get(name, _MISSING) for name in dict.fromkeys((*form.names, *own, *missing))}
    return Decoded(_doubting_blanks(fields, own, findings), findings)


def _weighed(name: str, odds: Odds, priors: Priors) -> Odds:
    """A figure's own probabilities together with what is usual for it."""
    both = odds * priors.before(name, len(odds))
    shares: Odds = both / both.sum()
    return shares


def _reading(own: Own, likely: Mapping[int, float], thresholds: Thresholds) -> FieldReading:
    """`likely`: values with their probability, all things considered."""
    value = max(likely, key=likely.__getitem__)
    if clear := _overruled(own, value, thresholds.clear):
        value = own.best
    probability = min(1.0, likely.get(value, 0.0))
    state: State = "doubt"
    if not clear and probability >= thresholds.certain:
        state = "certain" if own.odds[value] >= thresholds.certain else "arithmetic"
    return FieldReading(value, probability, state, _alternatives(likely, value))


def _listed(odds: Odds) -> dict[int, float]:
    top = np.argsort(-odds, kind="stable")[: SHOWN + 1]
    return {int(value): float(odds[value]) for value in top}


def _overruled(own: Own, value: int, clear: float) -> bool:
    """Whether this value contradicts a digit, or a whole figure, that was clearly read."""
    if value != own.best and own.odds[own.best] >= clear:
        return True
    boxes = len(str(len(own.odds) - 1))
    if len(own.odds) != 10**boxes:
        return False
    cube = own.odds.reshape((10,) * boxes)
    for box, digit in enumerate(f"{value:0{boxes}d}"):
        shares = cube.sum(axis=tuple(axis for axis in range(boxes) if axis != box))
        if shares.max() >= clear and shares.argmax() != int(digit):
            return True
    return False


def _alternatives(likely: Mapping[int, float], value: int) -> tuple[tuple[int, float], ...]:
    others = [(v, p) for v, p in likely.items() if v != value and p >= LEAST_SHOWN]
    return tuple(sorted(others, key=lambda each: -each[1])[:SHOWN])


def _doubting_blanks(
    fields: Mapping[str, FieldReading], own: Mapping[str, Own], findings: Iterable[Finding]
) -> dict[str, FieldReading]:
    """An empty figure counts as 0 unless a sum says otherwise: then it may have been left out."""
    entangled = {name for finding in findings if finding.is_error for name in finding.inputs}
    return {
        name: FieldReading(reading.value, reading.probability, "doubt", reading.alternatives)
        if reading.value == 0 and name in entangled and own[name].blank > 0.5
        else reading
        for name, reading in fields.items()
    }
