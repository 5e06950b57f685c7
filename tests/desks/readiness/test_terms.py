"""Office-holders on voting day: successions, gaps, open ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.offices.models import Institution, Office, OfficeHolder
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.readiness.queries.terms import endings, holds, light_of, terms_light
from tests.kit.city import tiny_city

DAY = date(2024, 11, 27)
BODY = Institution(pk=1, name="Pemerintah Kota")
MAYOR = Office(pk=1, title="Wali Kota", institution=BODY)


def holder(person: str, starts: date | None, ends: date | None, office: Office = MAYOR) -> OfficeHolder:
    return OfficeHolder(office=office, person=person, starts=starts, ends=ends)


def test_the_mayor_of_metro_before_and_on_the_day() -> None:
    line = [
        holder("Wahdi", date(2021, 2, 26), date(2024, 9, 24)),
        holder("Descatama", date(2024, 9, 25), date(2024, 11, 23)),
        holder("Wahdi", date(2024, 11, 24), None),
    ]
    [ending] = endings(line, DAY)
    assert ending.holder.person == "Descatama"
    assert [h.person for h in ending.on_the_day] == ["Wahdi"]
    assert light_of(line, DAY).shade == Shade.WARN


def test_nobody_after_is_a_call_to_act() -> None:
    light = light_of([holder("Fitri", None, date(2024, 11, 20))], DAY)
    assert light.shade == Shade.BAD
    assert [i.value for i in light.inputs] == [DAY, 1, 1, 1]


def test_five_seats_that_end_together_are_five_endings() -> None:
    board = [holder(str(n), date(2019, 11, 21), date(2024, 11, 20)) for n in range(5)]
    assert len(endings(board, DAY)) == 5


@pytest.mark.parametrize(
    ("starts", "ends", "there"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (DAY + timedelta(1), None, False),
        (None, DAY - timedelta(1), False),
        (None, DAY, True),
    ],
)
def test_both_ends_are_included_and_open_is_open(starts, ends, there: bool) -> None:
    assert holds(holder("x", starts, ends), DAY) is there


@given(st.lists(st.tuples(st.dates(), st.integers(0, 4000)), max_size=6))
def test_the_light_agrees_with_a_count_by_hand(terms: list[tuple[date, int]]) -> None:
    holders = []
    for start, length in terms:
        end = min(date.max.toordinal(), start.toordinal() + length)
        holders.append(holder("x", start, date.fromordinal(end)))
    gone = [h for h in holders if h.ends < DAY]
    there = [h for h in holders if h.starts <= DAY <= h.ends]
    expected = Shade.NONE if not holders else Shade.GOOD if not gone else Shade.WARN if there else Shade.BAD
    assert light_of(holders, DAY).shade == expected


@pytest.mark.django_db
def test_offices_of_other_cities_are_not_ours() -> None:
    election = tiny_city().election
    assert terms_light(election).inputs[1].value == 1
    from siaga.desks.places.models import Region

    Institution.objects.update(region=Region.objects.get(code="18"))
    assert terms_light(election).shade == Shade.NONE
