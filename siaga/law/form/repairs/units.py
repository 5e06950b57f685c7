"""Repairs of one or two slips, found by meeting in the middle.

The packed differences of a row are a syndrome: a slip adds its own packed effect to it, and slips repair the
row when their effects cancel it. One slip is a look-up away; two slips are a loop over the slips that touch a
broken identity, each with a look-up of the partner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from siaga.law.form.repairs.row import Changes, Row
from siaga.law.form.repairs.slips import distance, one_slip_away, slips_away
from siaga.law.form.repairs.system import System

Unit = tuple[int, Changes]
"""The effect of one slip on the packed differences, and its changes."""


def repairs_of_one_slip(row: Row) -> set[Changes]:
    """Every repair by a single digit slip or swap."""
    fitting = (changes for effect, changes in units_at(row, row.anchor()) if effect == -row.packed)
    return {changes for changes in fitting if not row.unguarded(dict(changes))}


def repairs_of_two_slips(row: Row) -> set[Changes]:
    """Every repair by exactly two slips: two in one figure, or any two slips of different figures."""
    partners: dict[int, list[Changes]] = {}
    for effect, changes in units_at(row, sorted(row.system.free)):
        partners.setdefault(effect, []).append(changes)
    found = set(_two_in_one_figure(row))
    for effect, changes in units_at(row, row.anchor()):
        for others in partners.get(-row.packed - effect, ()):
            if not {p for p, _ in changes} & {p for p, _ in others}:
                found.add(tuple(sorted(changes + others)))
    return {changes for changes in found if not row.unguarded(dict(changes))}


def units_at(row: Row, places: Iterable[int]) -> list[Unit]:
    """Every single slip that changes one of these places; a swap inside them comes once."""
    places = tuple(places)
    units = swaps_among(row, places)
    for place in places:
        units += _digit_slips(row.system, place, row.values[place], row.most[place])
    return units


def swaps_among(row: Row, places: Iterable[int]) -> list[Unit]:
    """Every swap of one of these places with any other free place, once."""
    swaps: list[Unit] = []
    others = set(row.system.free)
    for place in places:
        others.discard(place)
        swaps += _swaps(row, place, others)
    return swaps


@lru_cache(maxsize=1 << 11)
def _digit_slips(system: System, place: int, value: int, most: int) -> tuple[Unit, ...]:
    """Every digit slip of one figure; small figures come again and again, so they are remembered."""
    column = system.packed[place]
    return tuple(
        ((meant - value) * column, ((place, meant),)) for meant in one_slip_away(value) if meant <= most
    )


def _swaps(row: Row, place: int, others: Iterable[int]) -> list[Unit]:
    values, most, packed = row.values, row.most, row.system.packed
    here, ceiling, column = values[place], most[place], packed[place]
    return [
        (
            (there - here) * (column - packed[other]),
            ((place, there), (other, here)) if place < other else ((other, here), (place, there)),
        )
        for other in others
        if (there := values[other]) != here and there <= ceiling and here <= most[other]
    ]


def _two_in_one_figure(row: Row) -> Iterator[Changes]:
    for place in row.anchor():
        value, most, column = row.values[place], row.most[place], row.system.packed[place]
        if not column:
            if not row.broken:
                yield from (((place, meant),) for meant in slips_away(value, 2, most))
            continue
        change, rest = divmod(-row.packed, column)
        if rest == 0 and 0 <= value + change <= most and distance(value, value + change) == 2:
            yield ((place, value + change),)
