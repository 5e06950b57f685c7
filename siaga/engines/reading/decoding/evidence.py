"""What the witnesses of one figure say together, before any arithmetic.

A figure whose boxes are all crossed out or empty counts as 0, which is what crews of 2024 meant by it almost
always; `Own.blank` remembers how likely that is, so that nothing is built on an empty figure that does not
add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from siaga.engines.reading.decoding.priors import Trust
from siaga.engines.reading.model import Kind, Odds, Witness


@dataclass(frozen=True, slots=True)
class Own:
    """One figure by its own witnesses. `odds`: (values,) probability of every value; `blank`: probability
    that nothing is written in its boxes, by the digits alone."""

    odds: Odds
    blank: float = 0.0

    @property
    def best(self) -> int:
        return int(self.odds.argmax())


def probabilities(witness: Witness, trust: Trust) -> Odds:
    """(values,) probability of every value by one witness alone, the chance that it is worthless included."""
    odds = np.array(witness.odds, np.float64)
    odds[0] = np.logaddexp(odds[0], witness.blank)
    odds /= trust.temperature * witness.temperature
    each = np.exp(odds - odds.max())
    told: Odds = (1 - trust.outlier) * each / each.sum() + trust.outlier / len(odds)
    return told


def combined(witnesses: Iterable[Witness], trust: Mapping[Kind, Trust]) -> dict[str, Own]:
    """Every figure that has a witness, all its witnesses taken as independent of one another.

    Raises ValueError when a witness speaks of no value at all, or two speak of boxes of different number.
    """
    together: dict[str, Odds] = {}
    blank: dict[str, float] = {}
    for witness in witnesses:
        _refuse_unusable(witness, together.get(witness.field))
        said = np.log(probabilities(witness, trust[witness.kind]))
        together[witness.field] = together.get(witness.field, 0.0) + said
        if witness.kind == "digits":
            blank[witness.field] = _blank(witness)
    return {name: Own(_normalised(odds), blank.get(name, 0.0)) for name, odds in together.items()}


def _blank(witness: Witness) -> float:
    """Share of the digits' belief that no box has a digit."""
    written = np.logaddexp.reduce(witness.odds)
    return float(np.exp(witness.blank - np.logaddexp(written, witness.blank)))


def _refuse_unusable(witness: Witness, other: Odds | None) -> None:
    odds = witness.odds
    if not len(odds) or np.isnan(odds).any() or odds.max() == np.inf:
        raise ValueError(f"the {witness.kind} of {witness.field} are no odds")
    if odds.max() == witness.blank == -np.inf:
        raise ValueError(f"the {witness.kind} of {witness.field} say nothing")
    if other is not None and len(other) != len(odds):
        raise ValueError(f"the witnesses of {witness.field} differ: {len(other)} and {len(odds)} values")


def _normalised(odds: Odds) -> Odds:
    each = np.exp(odds - odds.max())
    shares: Odds = each / each.sum()
    return shares
