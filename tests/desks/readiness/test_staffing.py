"""Staffing arithmetic: the figures of Kota Metro, and whatever else a source may claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.elections.models import StaffingClaim
from siaga.desks.elections.queries.staffing import staffing_lines, units_of
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.readiness.queries.staffing import light_of, staffing_light
from siaga.law.profiles import load
from tests.kit.city import tiny_city

PROFILE = load("pilkada-2024")
METRO = {"city": 1, "district": 5, "ward": 22, "station": 235}


def claims(**numbers: int | None) -> list[StaffingClaim]:
    return [
        StaffingClaim(pk=n, code=code, role=code.upper(), claimed=v)
        for n, (code, v) in enumerate(numbers.items(), 1)
    ]


def supervisors(**numbers: int | None) -> list[StaffingClaim]:
    whole = StaffingClaim(pk=100, code="supervisors", role="Pengawas", claimed=275)
    parts = claims(**numbers)
    for part in parts:
        part.part_of, part.inferred = whole, True
    return [whole, *parts]


def test_the_numbers_of_kota_metro() -> None:
    found = {
        p.code: (p.needed, p.agrees)
        for p in staffing_lines(claims(ppk=25, pps=66, kpps=1645, linmas=470), PROFILE, METRO)
    }
    assert found == {"ppk": (25, True), "pps": (66, True), "kpps": (1645, True), "linmas": (470, True)}


def test_275_supervisors_are_a_sum_that_no_source_prints() -> None:
    found = staffing_lines(supervisors(ptps=235, pkd=22, panwascam=15, bawaslu=3), PROFILE, METRO)
    whole = next(p for p in found if p.code == "supervisors")
    assert (whole.needed, whole.agrees, whole.inferred, whole.unsure) == (275, True, True, True)
    assert whole.formula.replace("\N{NO-BREAK SPACE}", " ") == "235 + 22 + 15 + 3 = 275"


def test_the_formula_names_what_is_multiplied() -> None:
    [post] = staffing_lines(claims(ppk=25), PROFILE, METRO)
    assert post.formula.replace("\N{NO-BREAK SPACE}", " ") == "5 × 5 = 25"


@given(st.integers(0, 2000))
def test_any_other_number_is_told_with_its_difference(claimed: int) -> None:
    light = light_of(staffing_lines(claims(kpps=claimed), PROFILE, METRO), METRO)
    assert light.shade == (Shade.GOOD if claimed == 1645 else Shade.BAD)
    if claimed != 1645:
        assert f"{claimed - 1645:+d}" in str(light.records.rows[0][4].value)


def test_a_number_nobody_claims_is_no_fault() -> None:
    [post] = staffing_lines(claims(ppk=None), PROFILE, METRO)
    assert post.agrees


def test_a_body_without_a_rule_is_left_out() -> None:
    assert staffing_lines(claims(relawan=12), PROFILE, METRO) == []
    assert light_of([], METRO).shade == Shade.NONE


@given(st.integers(1, 50), st.integers(1, 300), st.integers(1, 3000))
def test_needs_grow_with_the_city(districts: int, wards: int, stations: int) -> None:
    units = {"city": 1, "district": districts, "ward": wards, "station": stations}
    needed = {p.code: p.needed for p in staffing_lines(claims(ppk=0, pps=0, kpps=0, ptps=0), PROFILE, units)}
    assert needed == {"ppk": 5 * districts, "pps": 3 * wards, "kpps": 7 * stations, "ptps": stations}


@pytest.mark.django_db
def test_units_and_light_of_a_loaded_city() -> None:
    election = tiny_city().election
    assert units_of(election) == {"city": 1, "district": 2, "ward": 3, "station": 7}
    light = staffing_light(election, units_of(election))
    assert light.shade == Shade.BAD  # the tiny pack claims 13 supervisors, its stations need 7
    by_role = {row[0].value: (row[2].value, row[3].value) for row in light.records.rows}
    assert by_role == {"PPK": (10, 10), "Pengawas": (7, 13), "PTPS": (7, None)}
