"""Quotas from the numbers of the profiles, and the safe checks of a NIK against a slow reading of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.law import nik
from siaga.law.profiles import available, load
from siaga.law.staffing import BODIES, CREWS, quota

PILKADA = load("pilkada-2024")


@pytest.mark.parametrize(
    ("code", "seats"),
    [("ppk", 5), ("pps", 3), ("kpps", 7), ("linmas", 2), ("panwascam", 3), ("pkd", 1), ("ptps", 1)],
)
def test_the_seats_of_a_place(code: str, seats: int) -> None:
    law = quota(BODIES[code], PILKADA)
    assert law.seats == law.most == law.at(None) == law.at(10_000) == seats
    assert law.bases[0].regulation


@given(st.integers(0, 1_000) | st.none())
def test_a_large_station_has_a_second_enumerator(voters: int | None) -> None:
    law = quota(BODIES["pantarlih"], PILKADA)
    assert law.at(voters) == (2 if voters is not None and voters > 400 else 1)
    assert len(law.bases) == 3


def test_a_number_that_is_not_stated_is_no_quota() -> None:
    assert quota(BODIES["pantarlih"], load("pemilu-2024")) is None


@pytest.mark.parametrize("profile", available())
def test_every_stated_number_of_a_body_belongs_to_one(profile: str) -> None:
    named = {b.parameter for b in BODIES.values()} | {
        p for b in BODIES.values() if b.larger for p in (b.larger.limit, b.larger.parameter)
    }
    stated = {name for name in load(profile).parameters if "_per_" in name or name == "bawaslu_members"}
    assert stated <= named


def test_what_is_unsure_says_so() -> None:
    assert quota(BODIES["panwascam"], PILKADA).unsure
    assert not quota(BODIES["kpps"], PILKADA).unsure


def test_chairs_and_crews() -> None:
    assert [b.code for b in BODIES.values() if b.position(1) == "chair"] == [
        "ppk",
        "pps",
        "kpps",
        "panwascam",
    ]
    assert all(b.position(2) == "member" for b in BODIES.values())
    assert {b.code for b in BODIES.values()} - {b.code for b in CREWS} == {"bawaslu"}


def slowly(number: str) -> bool:
    """Try every day of a leap year, for men and women."""
    if len(number) != 16 or any(c not in "0123456789" for c in number) or number.endswith("0000"):
        return False
    first = date(2024, 1, 1).toordinal()
    days = (date.fromordinal(first + n) for n in range(366))
    return any(number[6:10] in (f"{d:%d%m}", f"{d.day + 40:02d}{d:%m}") for d in days)


@given(
    st.text("0123456789", min_size=14, max_size=17)
    | st.builds(
        "187201{:02d}{:02d}90{:04d}".format, st.integers(0, 99), st.integers(0, 99), st.integers(0, 3)
    )
)
def test_a_nik_is_possible_when_its_day_exists(number: str) -> None:
    assert nik.is_possible(number) == slowly(number)


def test_people_write_numbers_with_spaces() -> None:
    assert nik.digits("187201 450190 0001") == nik.digits("1872.0145-0190.0001") == "1872014501900001"
    assert not nik.is_possible("１８７２０１４５０１９００００１")
