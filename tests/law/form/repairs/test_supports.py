"""Which figures could be wrong together: against every subset, tried one by one."""

from __future__ import annotations

from itertools import combinations

import pytest

from siaga.law.form.catalogue import form_with
from siaga.law.form.repairs.supports import plans
from siaga.law.form.repairs.system import System, system_of
from siaga.law.profiles import load

FORM = form_with(load("pemilu-2024"), (1, 2, 3))
PUBLISHED = tuple(name for name in FORM.names if not name.startswith(("ss_", "disabilitas")))
SYSTEM = system_of(FORM, PUBLISHED, frozenset({"dpt_l"}))


def by_hand(system: System, broken: int, anchor: tuple[int, ...], size: int) -> set[frozenset[int]]:
    """Connected sets with a place of the anchor, in which no closed balance has a single member."""
    found = set()
    for places in combinations(sorted(system.free), size):
        touched = [b for place in places for b in system.columns[place]]
        lonely = any(touched.count(b) == 1 and not broken >> b & 1 for b in touched)
        if not lonely and set(anchor) & set(places) and connected(system, places):
            found.add(frozenset(places))
    return found


def connected(system: System, places: tuple[int, ...]) -> bool:
    reached = {places[0]}
    for _ in places:
        near = {b for place in reached for b in system.columns[place]}
        reached |= {place for place in places if near & set(system.columns[place])}
    return len(reached) == len(places)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("broken", [0, 1, 0b100, 0b1100000000, 0b100100000, 0b11100000])
def test_supports_are_those_found_by_trying_every_subset(broken: int, size: int):
    for anchor in (SYSTEM.members[0], SYSTEM.members[8], (SYSTEM.names.index("peng_total_j"),)):
        found = [frozenset(plan.places) for plan in plans(SYSTEM, broken, anchor, size)]
        assert len(found) == len(set(found))
        assert set(found) == by_hand(SYSTEM, broken, anchor, size)


def test_a_trusted_figure_is_in_no_support():
    trusted = SYSTEM.names.index("dpt_l")
    assert all(trusted not in plan.places for plan in plans(SYSTEM, 1, SYSTEM.members[0], 2))
