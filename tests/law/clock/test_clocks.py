"""The clocks of the profile, on days that newspapers printed."""

from datetime import date
from fractions import Fraction

import pytest

from siaga.law.clock import Calendar, run
from siaga.law.profiles import ProfileError, load
from siaga.law.profiles.clocks import read_clock
from siaga.law.profiles.model import Basis

PILKADA = load("pilkada-2024").clocks
PLAIN = Calendar({}, date(2023, 1, 1), date(2026, 12, 31))
BASIS = Basis("PKPU 1", "V")


@pytest.mark.parametrize(
    ("place", "proposed", "due"),
    [
        ("Ngawi", date(2025, 1, 16), date(2025, 4, 16)),
        ("Karanganyar", date(2025, 1, 10), date(2025, 4, 10)),
    ],
)
def test_the_rest_goes_back_three_months_after_the_proposal(place, proposed, due):
    deadline = run(PILKADA["grant-return"], proposed, PLAIN)
    assert deadline.day == due, place
    assert (deadline.basis.article, deadline.unsure) == ("Pasal 26 ayat (1)", False)


def test_the_second_tranche_is_due_five_months_before_voting():
    deadline = run(PILKADA["grant-tranche-2"], date(2024, 11, 27), PLAIN)
    assert deadline.day == date(2024, 6, 27)
    assert deadline.formula.id == "hari pemungutan suara − 5 bulan"


def test_the_first_tranche_is_due_fourteen_working_days_after_signing():
    assert run(PILKADA["grant-tranche-1"], date(2023, 11, 10), PLAIN).day == date(2023, 11, 30)


def test_a_day_the_law_lays_down_needs_no_event():
    deadline = run(PILKADA["grant-disbursement-report"], None, PLAIN)
    assert (deadline.day, deadline.start, deadline.period) == (date(2024, 7, 10), None, None)


def test_the_shares_of_the_tranches_make_the_whole():
    assert [c.share for c in PILKADA.values() if c.share] == [Fraction(2, 5), Fraction(3, 5)]


def test_what_is_from_memory_says_so():
    deadline = run(PILKADA["grant-accountability"], date(2025, 1, 16), PLAIN)
    assert deadline.unsure
    assert deadline.plain()["basis"]["confidence"] == "M"


def test_a_clock_without_its_event_is_refused():
    with pytest.raises(ValueError, match="grant-return is counted from a day: proposal"):
        run(PILKADA["grant-return"], None, PLAIN)


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"period": {"days": 3}, "fixed": date(2024, 1, 1)},
        {"fixed": "soon"},
        {"period": {"weeks": 3}},
        {"period": {"days": 3, "months": 1}},
        {"period": {"days": 0}},
        {"period": {"days": True}},
        {"period": {"days": 3, "direction": "sideways"}},
        {"period": {"days": 3, "roll": "over"}},
        {"period": {"days": 3}, "share": "1.5"},
    ],
)
def test_a_misshapen_clock_is_refused_with_its_name(raw):
    with pytest.raises(ProfileError, match="p, clock c"):
        read_clock("c", {"id": "a", "en": "b"} | raw, BASIS, "p")
