"""Registers beside published figures; doubts; the trail under signature."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from siaga.desks.places.models import PollingStation
from siaga.desks.readiness.queries.crosschecks import Check, checks, crosschecks_light, light_of
from siaga.desks.readiness.queries.doubts import doubts_light
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.readiness.queries.trail import Signed, trail_light
from siaga.desks.readiness.queries.trail import light_of as trail_light_of
from siaga.desks.trail.models import Entry
from tests.kit.city import tiny_city, tiny_pack

NOW = datetime(2024, 11, 27, 15, tzinfo=UTC)


@pytest.mark.django_db
class TestRegisters:
    def test_a_sum_that_is_not_stated_makes_no_comparison(self) -> None:
        election = tiny_city().election  # one station states no voters, so the DPT cannot be compared
        assert [(c.published, c.ours) for c in checks(election)] == [(7, 7)]
        assert crosschecks_light(election).shade == Shade.GOOD

    def test_a_difference_is_named_first(self) -> None:
        election = tiny_city().election
        PollingStation.objects.filter(voters_total=None).update(voters_total=1)
        light = crosschecks_light(election)
        assert light.shade == Shade.BAD
        ours = sum(PollingStation.objects.values_list("voters_total", flat=True))
        assert [c.value for c in light.records.rows[0]][2:4] == [2940, ours]

    def test_nothing_published_nothing_compared(self) -> None:
        assert crosschecks_light(tiny_city(tiny_pack(published_totals=())).election).shade == Shade.NONE

    def test_closed_stations_are_not_counted(self) -> None:
        election = tiny_city().election
        PollingStation.objects.filter(code="1872021001002").update(closed_at=NOW)
        assert {(c.published, c.ours) for c in checks(election)} == {(7, 6), (2940, 2940)}


def test_the_difference_is_ours_minus_published() -> None:
    check = Check("Metro", "DPT", 10, 7, "x")
    assert check.difference == -3
    assert light_of([check]).shade == Shade.BAD


@pytest.mark.django_db
def test_every_doubt_of_the_pack_is_listed_word_for_word() -> None:
    light = doubts_light(tiny_city().election)
    assert light.shade == Shade.WARN
    listed = {(row[2].value, row[3].value) for row in light.records.rows}
    assert ("14.447", "Tercetak 14.447; jumlahnya 14.477.") in listed
    assert light.inputs[0].value == len(light.records.rows)


@pytest.mark.parametrize(
    ("facts", "shade"),
    [
        (Signed(0, 0, None, None), Shade.NONE),
        (Signed(9, 9, NOW, None), Shade.GOOD),
        (Signed(9, 4, NOW, NOW - timedelta(hours=24)), Shade.GOOD),
        (Signed(9, 4, NOW, NOW - timedelta(hours=24, seconds=1)), Shade.WARN),
        (Signed(9, 0, None, NOW - timedelta(days=3)), Shade.WARN),
    ],
)
def test_an_entry_should_be_signed_within_a_day(facts: Signed, shade: Shade) -> None:
    assert trail_light_of(facts, NOW).shade == shade


@pytest.mark.django_db
def test_the_oldest_unsigned_entry_is_the_first_after_the_signature() -> None:
    tiny_city()
    light = trail_light()
    assert [i.value for i in light.inputs] == [Entry.objects.count(), 0, None, Entry.objects.get(index=0).at]
