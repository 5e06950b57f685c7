"""Repairs of three slips and more, against every possible set of figures of a small form."""

from __future__ import annotations

import random

import numpy as np
import pytest

from siaga.law.form.repairs import Repairs, repairs
from siaga.law.profiles import load
from tests.kit import forms
from tests.law.form.repairs.oracle import edit_distance

PEMILU = load("pemilu-2024")
VOTES = ("paslon1", "paslon2", "suara_tidak_sah", "suara_sah", "suara_total")
VOTERS, BALLOTS = 115, 118
"""So few voters that every form with their votes can be looked at: 118 ballots are due to 115 voters."""


def cheapest_forms(row: forms.Row) -> tuple[int, set[tuple[int, ...]]]:
    """The fewest digit slips from any sound form, and the sound forms (in the order of VOTES) with so few."""
    figures = np.arange(BALLOTS + 1)
    slips = {
        name: np.array(
            [edit_distance(str(row[name]), str(figure)) for figure in figures] + [99] * 2 * BALLOTS
        )
        for name in VOTES
    }
    first, second, invalid = (axis for axis in np.meshgrid(figures, figures, figures, indexing="ij"))
    valid, total = first + second, first + second + invalid
    cost = slips["paslon1"][first] + slips["paslon2"][second] + slips["suara_tidak_sah"][invalid]
    cost = cost + slips["suara_sah"][valid] + slips["suara_total"][total]
    least = int(cost.min())
    where = cost == least
    return least, set(
        zip(*(axis[where].tolist() for axis in (first, second, invalid, valid, total)), strict=True)
    )


def found_without_swaps(row: forms.Row, found: Repairs) -> set[tuple[int, ...]]:
    plain = [c for c in found.candidates if not any("swapped" in change.slip for change in c.changes)]
    repaired = [row | {change.field: change.meant for change in candidate.changes} for candidate in plain]
    return {tuple(form[name] or 0 for name in VOTES) for form in repaired}


def spoilt_votes(count: int, slips: int) -> list[forms.Row]:
    rng = random.Random(slips)
    rows = []
    while len(rows) < count:
        users = rng.randint(20, BALLOTS)
        invalid = rng.randint(0, 9)
        first = rng.randint(0, users - invalid)
        sound = (first, users - invalid - first, invalid, users - invalid, users)
        row = forms.with_slips(rng, dict(zip(VOTES, sound, strict=True)), slips)
        if cheapest_forms(row)[0]:
            rows.append(row)
    return rows


@pytest.mark.parametrize("slips", [1, 2, 3, 4])
def test_up_to_three_slips_every_nearest_form_is_found_and_no_farther_one(slips: int):
    for row in spoilt_votes(25, slips):
        least, nearest = cheapest_forms(row)
        found = repairs(PEMILU, row, limit=100_000, register={"dpt_j": VOTERS})
        plain = found_without_swaps(row, found)
        if found.slips == least <= 3:
            assert plain == nearest, row
        elif least <= 3:
            assert 0 < found.slips < least, row
            assert not plain, row


def test_beyond_three_slips_what_is_found_is_sound_and_mostly_nearest():
    nearest_found = looked_at = 0
    for row in spoilt_votes(60, 5):
        least, nearest = cheapest_forms(row)
        found = repairs(PEMILU, row, limit=100_000, register={"dpt_j": VOTERS})
        if least > 3:
            looked_at += 1
            nearest_found += 0 < found.slips <= least
            if found.slips == least:
                assert found_without_swaps(row, found) <= nearest, row
    assert looked_at > 10
    assert nearest_found > looked_at / 2
