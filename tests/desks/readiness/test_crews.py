"""The light of the crews: no data, empty seats, oaths, all in order; and what each opens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siaga.desks.elections.queries.staffing import units_of
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.readiness.queries.staff import NEAR, crews_light, light_of
from siaga.desks.staff.kinds import Kind
from siaga.desks.staff.queries.overview import BodyLine, Rule
from siaga.desks.staff.queries.tallies import Tally
from siaga.law.profiles import load
from siaga.law.staffing import BODIES, quota
from tests.kit.staff import crewed_city


def lines(**counts: int) -> list[BodyLine]:
    rule = Rule(quota(BODIES["kpps"], load("pilkada-2024")), "station", 2, 0)
    return [BodyLine(Kind.KPPS, rule, Tally(seats=14, **counts), None)]


@pytest.mark.parametrize(
    ("counts", "days", "shade"),
    [
        ({}, 5, Shade.NONE),
        ({"filled": 13, "sworn": 13}, NEAR + 1, Shade.WARN),
        ({"filled": 13, "sworn": 13}, NEAR, Shade.BAD),
        ({"filled": 14, "sworn": 10}, 1, Shade.BAD),
        ({"filled": 14, "sworn": 14, "fit": 13, "unfit": 1}, 1, Shade.WARN),
        ({"filled": 14, "sworn": 14}, 1, Shade.GOOD),
    ],
)
def test_what_the_light_says(counts: dict[str, int], days: int, shade: Shade) -> None:
    assert light_of(lines(**counts), days).shade == shade


def test_the_record_shows_the_formula() -> None:
    [record] = light_of(lines(filled=3), 1).records.rows
    assert record[1].value.replace("\N{NO-BREAK SPACE}", " ") == "7 × 2 = 14"
    assert (record[2].value, record[3].value) == (3, 11)


@pytest.mark.django_db
def test_on_the_real_seats() -> None:
    city = crewed_city()
    election, units = city.election, units_of(city.election)
    assert crews_light(election, units, election.voting_date).shade == Shade.NONE
    city.sworn()
    near = crews_light(election, units, election.voting_date - timedelta(days=1))
    assert near.shade == Shade.BAD
    assert near.link == "/personel/"
