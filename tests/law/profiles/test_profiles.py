"""The profiles as data: complete, dated, marked, and refused when they are not."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from siaga.law.profiles import ProfileError, available, load
from siaga.law.profiles.model import UNSURE
from siaga.law.profiles.reader import read_profile, read_slips

PARAMETERS = {
    "max_voters": (300, 600),
    "spare_share": (Fraction(2, 100), Fraction(25, 1000)),
    "kpps_per_station": (7, 7),
    "ppk_per_district": (5, 5),
    "pps_per_ward": (3, 3),
    "station_supervisors_per_station": (1, 1),
    "ward_supervisors_per_ward": (1, 1),
    "district_supervisors_per_district": (3, 3),
    "bawaslu_members": (3, 3),
    "order_officers_per_station": (2, 2),
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_numbers_of_the_law(name: str):
    assert (load("pemilu-2024").value(name), load("pilkada-2024").value(name)) == PARAMETERS[name]


@pytest.mark.parametrize("profile_id", available())
def test_every_rule_of_the_catalogue_is_there_with_basis_and_both_wordings(profile_id: str):
    profile = load(profile_id)
    assert {rule.id for rule in profile.rules} == {f"R{number}" for number in range(1, 17)}
    for rule in profile.rules:
        assert rule.basis.regulation
        assert rule.message.id != rule.message.en
        assert rule.message.id and rule.message.en


@pytest.mark.parametrize("profile_id", available())
def test_what_is_unsure_says_so(profile_id: str):
    profile = load(profile_id)
    bases = [parameter.basis for parameter in profile.parameters.values()] + [
        rule.basis for rule in profile.rules
    ]
    assert any(basis.unsure for basis in bases)
    assert all(basis.unsure == (basis.confidence in UNSURE) for basis in bases)


def test_profiles_are_dated_and_loaded_once():
    assert load("pemilu-2024").valid_on(date(2024, 2, 14))
    assert load("pilkada-2024").valid_on(date(2024, 11, 27))
    assert not load("pemilu-2024").valid_on(date(2024, 11, 27))
    assert load("pilkada-2024") is load("pilkada-2024")


def test_the_fields_expand_over_the_pairs_in_form_order():
    names = [field.name for field in load("pilkada-2024").form_fields((2, 1))]
    assert names.index("paslon1") + 1 == names.index("paslon2")
    assert names[-3:] == ["suara_sah", "suara_tidak_sah", "suara_total"]
    assert "peng_dpph_j" in names
    assert "peng_dpk_j" not in names


def test_an_unknown_profile_is_refused_with_those_there_are():
    with pytest.raises(ProfileError, match="pilkada-2024"):
        load("pilkada-1999")


def test_a_profile_with_a_gap_is_refused_with_its_name():
    with pytest.raises(ProfileError, match=r"draft: incomplete.*regime"):
        read_profile({"id": "draft"}, SLIPS)


def test_an_unsure_value_without_its_flag_is_refused():
    wrong = SLIPS | {"other": {"weight": 5, "confidence": "M"}}
    with pytest.raises(ProfileError, match="unsure"):
        read_slips(wrong)
    with pytest.raises(ProfileError, match="none of"):
        read_slips(SLIPS | {"other": {"weight": 5, "confidence": "sure"}})


@pytest.mark.parametrize("profile", ["pilkada-2024", "pemilu-2024"])
def test_decisions_from_above_are_the_citys_to_write_down_with_their_number(profile: str):
    levels = load(profile).corrections
    assert list(levels) == ["station", "district", "city", "province", "court"]
    assert {level for level, rule in levels.items() if rule.document} == {"province", "court"}
    of_district = {level for level, rule in levels.items() if rule.written_by == "district"}
    assert of_district == {"station", "district"}


SLIPS = {
    "id": "slips",
    "kinds": {"digit_changed": {"weight": 60, "confidence": "V"}},
    "confusions": [{"meant": 3, "seen": 8, "weight": 100, "confidence": "V"}],
    "other": {"weight": 5, "confidence": "V"},
    "warning_left": {"weight": 5, "confidence": "V"},
}


def test_slips_of_kpus_own_account_are_the_likeliest():
    confusions = load("pemilu-2024").slips.confusions
    assert confusions["3", "8"] == confusions["2", "7"] == max(confusions.values())
