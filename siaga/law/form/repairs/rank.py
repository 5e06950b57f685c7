"""Which of equally small repairs is the likeliest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from siaga.law.form.catalogue import Form
from siaga.law.form.repairs.row import Changes, Row
from siaga.law.form.repairs.slips import Reading, Readings
from siaga.law.form.screen import screen_of
from siaga.law.profiles.model import Profile


@dataclass(frozen=True, slots=True)
class Change:
    """One figure put right.

    ``slip``: what happened to it, such as ``digit_lost+digit_lost`` or ``swapped``.
    """

    field: str
    seen: int
    meant: int
    slip: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to put a row right. ``score``: likelihood of its slips (0 to 1), for comparison within a row.

    ``balances``: whether every error identity holds afterwards, evaluated anew.
    """

    changes: tuple[Change, ...]
    score: float
    slips: int
    balances: bool


def likeliest(
    form: Form, row: Row, slips: int, found: Iterable[Changes], limit: int
) -> tuple[Candidate, ...]:
    """The ``limit`` likeliest repairs, best first; ties in the order of the form."""
    readings = _readings(form.profile)
    scored = sorted((-_likelihood(readings, row.values, changes), changes) for changes in found)
    best: list[tuple[float, Changes]] = []
    for negative, changes in scored:
        if len(best) >= limit and -negative <= best[limit - 1][0]:
            break  # a warning left can only make it less likely than this
        best.append((-negative * _warning_factor(form, row, changes), changes))
        best.sort(key=lambda item: (-item[0], item[1]))
    return tuple(_candidate(readings, row, slips, score, changes) for score, changes in best[:limit])


@lru_cache
def _readings(profile: Profile) -> Readings:
    return Readings(profile.slips)


def _likelihood(readings: Readings, values: Sequence[int], changes: Changes) -> float:
    product = 1.0
    for _, reading in _slips_of(readings, values, changes):
        product *= reading.likelihood
    return product


def _slips_of(readings: Readings, values: Sequence[int], changes: Changes) -> list[tuple[int, Reading]]:
    """What happened at each place; of two figures that changed places the second counts for nothing more."""
    meant = dict(changes)
    found: list[tuple[int, Reading]] = []
    swapped: set[int] = set()
    for place, figure in changes:
        partner = next((q for q in meant if q > place and _exchanged(values, meant, place, q)), None)
        if place in swapped:
            found.append((place, Reading(("swapped",), 1.0)))
        elif partner is not None:
            swapped.add(partner)
            found.append((place, readings.swapped()))
        else:
            found.append((place, readings.of(values[place], figure)))
    return found


def _exchanged(values: Sequence[int], meant: Mapping[int, int], p: int, q: int) -> bool:
    return meant[p] == values[q] and meant[q] == values[p]


def _warning_factor(form: Form, row: Row, changes: Changes) -> float:
    """How much less likely the repair is for the warnings it leaves."""
    values = list(row.values)
    for place, figure in changes:
        values[place] = figure
    warnings = len(screen_of(form, row.system.names).failed(values))
    return (form.profile.slips.warning_left / 100) ** warnings


def _candidate(readings: Readings, row: Row, slips: int, score: float, changes: Changes) -> Candidate:
    names, values = row.system.names, row.values
    made = tuple(
        Change(names[place], values[place], figure, "+".join(reading.kinds))
        for (place, figure), (_, reading) in zip(changes, _slips_of(readings, values, changes), strict=True)
    )
    return Candidate(made, float(f"{score:.6g}"), slips, row.repaired_by(dict(changes)))
