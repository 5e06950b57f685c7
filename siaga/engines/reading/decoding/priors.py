"""What is believed before a form is looked at: how often crews add badly, how often a witness fails.

The numbers are data, each with where it comes from: `identities.yaml`, measured on published station rows by
`training/identities.py`, and `witnesses.yaml`, fitted on stations that are not evaluated by
`training/witnesses.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from siaga.engines.reading.model import Kind
from siaga.law.form.catalogue import Check

SHAPE = ("units", "tens", "hundreds", "other")
"""By how much a broken identity is off: 1–9; 10, 20 … 90; 100, 200 … 900; anything else below 1000."""

_SIZES = (9, 9, 9, 999 - 27)


class PriorsError(ValueError):
    """Priors that cannot be used; the message names what is wrong."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How one kind of witness is believed. `temperature` divides its odds; with probability `outlier` the
    witness has nothing to do with the figure (bubbles of another number, a row left out)."""

    temperature: float
    outlier: float


@dataclass(frozen=True, slots=True)
class Faint:
    """Where doubt of ink begins: below this `clarity` (of printed ink over noise, in its deviations) odds are
    divided by how many times fainter it is, whatever the witness."""

    clarity: float

    def temperature(self, clarity: float) -> float:
        """1 where ink is clear, more the fainter it is."""
        return max(1.0, self.clarity / max(clarity, 1e-3))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`certain`: a figure is settled from this probability on; `clear`: boxes read this surely are never
    overruled by arithmetic; `form`: all vote figures together must be right with this probability."""

    certain: float
    clear: float
    form: float


@dataclass(frozen=True, eq=False)
class Priors:
    """`broken`: share of papers on which an identity does not hold, by rule and severity; `off_equal`,
    `off_limit`: probability of each of the four sizes of `SHAPE`, once broken; `sizes`: by figure of the
    administration, share of stations where it has one, two, three digits. Votes have no such prior."""

    broken: Mapping[tuple[str, str], float]
    off_equal: tuple[float, ...]
    off_limit: tuple[float, ...]
    trust: Mapping[Kind, Trust]
    thresholds: Thresholds
    faint: Faint = Faint(0.0)
    sizes: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    any_size = 1 / (2 * 999 + 1)
    """Probability of one difference when nothing is known of it: -999 … 999."""

    def weights(self, check: Check, differences: NDArray[np.int64]) -> NDArray[np.float64]:
        """Probability of each left − right of an identity; the true side of a limit weighs the same
        throughout."""
        broken = self.broken_share(check)
        off = np.abs(differences)
        if check.formula.relation == "=":
            wrong, density = off > 0, _density(self.off_equal, sides=2)
        else:
            wrong = differences > 0 if check.formula.relation == "<=" else differences < 0
            density = _density(self.off_limit, sides=1)
        return np.where(wrong, broken * density[np.minimum(off, 1000)], 1.0 - broken)

    def before(self, name: str, values: int) -> NDArray[np.float64]:
        """(values,) probability of every value of a figure before the form is looked at, up to a factor."""
        if name not in self.sizes:
            return np.ones(values)
        shares = np.repeat(np.array(self.sizes[name]) / (10, 90, 900), (10, 90, 900))
        return np.pad(shares, (0, max(0, values - 1000)), mode="edge")[:values]

    def blind_weights(self, check: Check) -> NDArray[np.float64]:
        """(3,) weight of an identity of which 0, 1, 2 or more figures have a value that is not looked at.

        One stranger breaks a sum, since the value that would keep it is looked at; several keep it as
        often as chance has it. A limit says nothing of strangers.
        """
        broken = self.broken_share(check)
        if check.formula.relation != "=":
            return np.full(3, 1.0 - broken)
        return np.array([0.0, broken * self.any_size, self.any_size])

    def broken_share(self, check: Check) -> float:
        key = (check.rule.id, check.rule.severity)
        if key not in self.broken:
            raise PriorsError(
                f"identities.yaml does not say how often {key[0]} ({key[1]}) is broken on paper"
            )
        return self.broken[key]


@lru_cache(maxsize=1)
def standard() -> Priors:
    """The priors that come with the package."""
    return priors_of(packaged("identities.yaml"), packaged("witnesses.yaml"))


def packaged(name: str) -> dict[str, Any]:
    """The content of a YAML file of this package."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    return document


def priors_of(identities: Mapping[str, Any], witnesses: Mapping[str, Any]) -> Priors:
    """Priors from the content of the two YAML files. Raises PriorsError."""
    try:
        return Priors(
            {(e["rule"], e["severity"]): _share(e["broken"]) for e in identities["identities"]},
            _shape(identities["off"]["equal"]),
            _shape(identities["off"]["limit"]),
            {kind: _trust(entry) for kind, entry in witnesses["witnesses"].items()},
            Thresholds(**{name: _share(entry["value"]) for name, entry in witnesses["thresholds"].items()}),
            _faint(witnesses["faint"]),
            {name: tuple(map(_share, shares)) for name, shares in identities.get("digits", {}).items()},
        )
    except (KeyError, TypeError) as fault:
        raise PriorsError(f"priors of reading: {fault!r} is missing or of another form") from fault


def _trust(entry: Mapping[str, Any]) -> Trust:
    temperature = float(entry["temperature"])
    if not temperature > 0:
        raise PriorsError(f"a temperature is above 0, not {temperature}")
    return Trust(temperature, _share(entry["outlier"]))


def _faint(entry: Mapping[str, Any]) -> Faint:
    faint = Faint(float(entry["clarity"]))
    if faint.clarity < 0:
        raise PriorsError(f"the clarity of ink is not below 0, unlike {faint.clarity}")
    return faint


def _share(value: Any) -> float:
    if not 0 < float(value) < 1:
        raise PriorsError(f"a probability lies between 0 and 1, not {value!r}")
    return float(value)


def _shape(entry: Mapping[str, float]) -> tuple[float, ...]:
    shares = tuple(_share(entry[name]) for name in SHAPE)
    if abs(sum(shares) - 1) > 1e-6:
        raise PriorsError(f"the sizes of a broken identity add up to 1, not {sum(shares)}")
    return shares


@lru_cache(maxsize=8)
def _density(shape: tuple[float, ...], sides: int) -> NDArray[np.float64]:
    """(1001,) probability of being off by exactly 0 … 999 to one side; from 1000 on as any other size."""
    each = np.array(shape) / np.array(_SIZES) / sides
    density = np.full(1001, each[3])
    density[:1000:100], density[:100:10], density[:10] = each[2], each[1], each[0]
    return density
