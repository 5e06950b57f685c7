"""The smallest repairs, against brute force, against the paper, and for their own properties."""

from __future__ import annotations

import csv
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.law.form import check_row
from siaga.law.form.repairs import Candidate, repairs
from siaga.law.profiles import load
from tests.kit import forms
from tests.kit.shared import data_file
from tests.law.form.repairs import oracle

PEMILU = load("pemilu-2024")
FIGURES = tuple(field.name for field in PEMILU.form_fields((1, 2, 3)))


def repaired(figures: forms.Row, candidate: Candidate) -> forms.Row:
    return figures | {change.field: change.meant for change in candidate.changes}


def changes_of(candidate: Candidate) -> frozenset[tuple[str, int]]:
    return frozenset((change.field, change.meant) for change in candidate.changes)


def spoilt_rows(count: int) -> list[forms.Row]:
    """Broken rows with one or two slips; blocks are missing in many, as in life."""
    rng = random.Random(20240214)
    rows: list[forms.Row] = []
    while len(rows) < count:
        row = forms.valid_row(rng, pairs=rng.choice((2, 3, 3, 4)))
        missing = rng.choice(
            ((), ("ss_", "disabilitas"), ("ss_", "disabilitas"), ("peng_", "dpt"), ("paslon",))
        )
        row = forms.with_slips(rng, forms.without(row, *missing) if missing else row, rng.choice((1, 2, 2)))
        if any(finding.is_error for finding in check_row(PEMILU, row)):
            rows.append(row)
    return rows


@pytest.mark.slow
def test_brute_force_finds_the_same_smallest_repairs_on_500_rows():
    compared = 0
    for row in spoilt_rows(500):
        stated = {name: value for name, value in row.items() if value is not None}
        slips, expected = oracle.smallest_repairs(stated, oracle.vouched(stated))
        found = repairs(PEMILU, row, limit=100_000)
        smallest = {changes_of(candidate) for candidate in found.candidates if candidate.slips == found.slips}
        if slips:
            compared += 1
            assert (found.slips, smallest) == (slips, expected), row
            assert found.unique == (len(expected) == 1)
        elif 0 < found.slips <= 2:  # the figures that vouched for each other were both wrong
            assert (found.slips, smallest) == oracle.smallest_repairs(stated, set()), row
    assert compared > 400


def test_the_oracle_and_the_catalogue_agree_on_what_is_broken():
    rng = random.Random(7)
    for _ in range(300):
        row = forms.with_slips(rng, forms.valid_row(rng), rng.randint(0, 3))
        broken = any(finding.is_error for finding in check_row(PEMILU, row))
        assert broken != oracle.keeps_identities(row), row


DEPOK_SPLITS = [(first, 85 - first) for first in (5, 20, 33, 42, 50, 61, 78)]


DEPOK_KNOWN = [
    ({"dpt_j": 236, "ss_diterima": 241}, None),
    ({"ss_diterima": 241}, {"dpt_j": 236}),
    ({"dpt_j": 236}, {"dpt_j": 236}),
    ({"dpt_j": 236}, None),
]


@pytest.mark.parametrize(("first", "third"), DEPOK_SPLITS)
@pytest.mark.parametrize(("known", "register"), DEPOK_KNOWN)
def test_depok_013_is_stopped_and_its_true_figures_come_among_the_first_three(
    first: int, third: int, known: forms.Row, register: dict[str, int] | None
):
    """TPS 013 Kalibaru, Cilodong, Depok, February 2024; true: 204 users, 117 for pair 2, 202 valid votes.

    How pairs 1 and 3 shared their 85 votes is made up here. Where nothing bounds the users by the ballots,
    the smallest repair leaves their surplus as a warning, and the one that settles it follows.
    """
    shown: forms.Row = known | {
        "peng_total_j": 301,
        "paslon1": first,
        "paslon2": 617,
        "paslon3": third,
        "suara_sah": 2,
        "suara_tidak_sah": 2,
        "suara_total": 204,
    }
    errors = {finding.rule for finding in check_row(PEMILU, shown) if finding.is_error}
    assert {"R8", "R9", "R12"} <= errors
    found = repairs(PEMILU, shown, register=register)
    true = shown | {"peng_total_j": 204, "paslon2": 117, "suara_sah": 202}
    assert true in [repaired(shown, candidate) for candidate in found.candidates[:3]]
    assert found.slips == (5 if register or "ss_diterima" in known else 3)


def test_every_broken_row_of_metro_is_found_and_repaired_where_its_block_was_read():
    rows = metro()
    broken = {code: row for code, row in rows.items() if any(f.is_error for f in check_row(PEMILU, row))}
    plain = {code: {n: v for n, v in row.items() if v is not None} for code, row in rows.items()}
    assert set(broken) == {code for code, row in plain.items() if not oracle.keeps_identities(row)}
    assert len(rows) == 462
    assert len(broken) == 33
    unread = {code for code, row in broken.items() if row["dpt_j"] == row["peng_total_j"] == 0}
    for code, row in broken.items():
        found = repairs(PEMILU, row)
        assert bool(found.candidates) == (code not in unread), code
        for candidate in found.candidates:
            assert candidate.balances
            assert oracle.keeps_identities(repaired(row, candidate))


def metro() -> dict[str, forms.Row]:
    with data_file("sirekap-2024/kota_metro_pilpres2024_tps.csv").open() as file:
        return {
            row["kode_tps"]: {name: int(row[name]) if row[name] else None for name in FIGURES if name in row}
            for row in csv.DictReader(file)
        }


@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_every_candidate_balances_and_is_no_larger_than_what_happened(rng: random.Random, slips: int):
    row = forms.valid_row(rng)
    spoilt = forms.with_slips(rng, row, slips)
    found = repairs(PEMILU, spoilt, limit=20)
    if slips <= 2 and not oracle.keeps_identities(spoilt) and not oracle.vouched(spoilt):
        assert 0 < found.slips <= slips
    for candidate in found.candidates:
        assert candidate.balances
        assert candidate.slips >= found.slips
        assert oracle.keeps_identities(repaired(spoilt, candidate))
    scores = [candidate.score for candidate in found.candidates if candidate.slips == found.slips]
    assert scores == sorted(scores, reverse=True)


@given(forms.valid_rows())
def test_a_row_that_breaks_nothing_gets_no_repair(row: forms.Row):
    assert repairs(PEMILU, row) == repairs(PEMILU, row, limit=1)
    assert not repairs(PEMILU, row).candidates
    assert not repairs(PEMILU, row).unique


@given(st.randoms(use_true_random=False))
def test_trusted_figures_are_never_changed(rng: random.Random):
    spoilt = forms.with_slips(rng, forms.valid_row(rng), 2)
    trusted = frozenset(rng.sample(sorted(spoilt), 6))
    for candidate in repairs(PEMILU, spoilt, trusted).candidates:
        assert not {change.field for change in candidate.changes} & trusted


def test_the_register_pulls_the_dpt_to_its_figure():
    row = forms.without(forms.valid_row(random.Random(3)), "peng_", "ss_", "dpt_l", "dpt_p")
    wrong = row | {"dpt_j": int(f"{row['dpt_j']}"[:2])}
    found = repairs(PEMILU, wrong, register={"dpt_j": row["dpt_j"] or 0})
    assert found.unique
    assert repaired(wrong, found.candidates[0]) == row
    assert found.candidates[0].changes[0].slip == "digit_lost"


def test_a_likelier_slip_comes_first():
    """Three pairs could each be ten too few; 3 read as 8 is KPU's own example, so that pair leads."""
    row: forms.Row = {"paslon1": 40, "paslon2": 80, "paslon3": 60, "suara_sah": 130, "suara_tidak_sah": 0}
    found = repairs(PEMILU, row | {"suara_total": 130})
    first = found.candidates[0].changes[0]
    assert (first.field, first.seen, first.meant, first.slip) == ("paslon2", 80, 30, "digit_changed")
    assert not found.unique


def test_a_column_read_as_zero_is_a_chain_of_many_slips():
    """TPS 014 of the first ward of Metro: the whole line of totals was published as zero."""
    code = "1872011004014"
    found = repairs(PEMILU, metro()[code])
    assert found.unique
    meant = {change.field: change.meant for change in found.candidates[0].changes}
    assert meant == {"peng_total_l": 142, "peng_total_p": 152, "peng_total_j": 294}


def test_a_figure_too_large_to_be_one_gets_no_repair():
    row = forms.valid_row(random.Random(1)) | {"suara_sah": 10**15}
    assert repairs(PEMILU, row).candidates == ()
