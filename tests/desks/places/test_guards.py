"""Raw SQL against the map: what the database refuses, whatever the Python above does."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from siaga.desks.places.models import PollingStation, Region, StationCorrection
from tests.kit.city import tiny_city
from tests.kit.people import person

pytestmark = pytest.mark.django_db


@contextmanager
def refused():
    with pytest.raises(DatabaseError), transaction.atomic():
        yield


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def city():
    return tiny_city()


@pytest.mark.parametrize(
    "change",
    [
        "level = 'city'",
        "level = 'planet'",
        "parent_id = '18'",
        "parent_id = NULL",
        "parent_id = '18.72.02'",
        "code = '18.72.01.10'",
        "code = '19.72.01'",
    ],
)
def test_a_district_keeps_its_form_level_and_parent(city, change):
    with refused():
        sql(f"UPDATE places_region SET {change} WHERE code = '18.72.01'")
        connection.check_constraints()


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("18", "city", None),
        ("99", "province", "18"),
        ("1A", "province", None),
        ("18.73", "city", None),
        ("18.73.01", "district", "18"),
        ("18.72.01.9", "ward", "18.72.01"),
        ("18.72.09.1001", "ward", "18.72.01"),
        ("18.72.09.1001", "ward", "18.72"),
        ("18-72-09", "district", "18.72"),
    ],
)
def test_a_region_out_of_order_is_refused(city, code, level, parent):
    with refused():
        Region(code=code, name="x", level=level, parent_id=parent).save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [
        "ward_id = '18.72.01'",
        "ward_id = '18.72.01.1002'",
        "code = '1872011001009'",
        "code = '187201100100'",
        "code = '18720110010O1'",
        "number = 3",
        "number = 0",
        "kind = 'floating'",
        "latitude = NULL",
        "longitude = 181",
        "voters_total = 1",
        "voters_men = -1",
    ],
)
def test_a_station_keeps_code_ward_number_and_sums(city, change):
    with refused():
        sql(f"UPDATE places_pollingstation SET {change} WHERE code = '1872011001002'")


def test_a_code_stands_once_on_a_map(city):
    with refused():
        sql(
            "UPDATE places_pollingstation SET code = '1872011001002', number = 2 WHERE code = '1872011001003'"
        )


@pytest.mark.parametrize("table", ["places_region", "places_stationmap", "places_pollingstation"])
def test_nothing_on_the_map_is_ever_deleted(city, table):
    with refused():
        sql(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        with refused():
            sql(f"TRUNCATE {table} CASCADE")
    else:
        with refused():
            sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
    assert PollingStation.objects.count() == 7


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite can replace a row by updating")
def test_no_row_is_moved_over_another(city):
    first, second = (station.pk for station in city.stations[:2])
    for key in ("id", "rowid"):
        with refused():
            sql(f"UPDATE OR REPLACE places_pollingstation SET {key} = {second} WHERE id = {first}")
    with refused():
        sql("UPDATE OR REPLACE places_region SET rowid = 1 WHERE rowid = 2")
    assert PollingStation.objects.count() == 7


@pytest.fixture
def correction(city):
    return StationCorrection.objects.create(
        station=city.stations[0],
        before={"address": ""},
        after={"address": "Jalan Baru"},
        reason="Papan nama di lapangan",
        valid_from=timezone.localdate(),
        proposed_by=person("commission_staff", "18.72"),
        proposed_at=timezone.now(),
    )


@pytest.mark.parametrize(
    "change",
    [
        "state = 'applied', decided_by_id = proposed_by_id, decided_at = proposed_at",
        "state = 'applied'",
        "state = 'maybe'",
        "state = 'refused', decided_at = proposed_at, decided_by_id = {other}",
        "reason = ''",
        "reason = 'another'",
        'after = \'{{"address": "elsewhere"}}\'',
        "proposed_by_id = {other}",
        "station_id = station_id + 1",
    ],
)
def test_a_correction_takes_two_people_and_stays_as_proposed(correction, change):
    other = person("commission_staff", "18.72")
    with refused():
        sql(f"UPDATE places_stationcorrection SET {change.format(other=other.pk)}")


def test_a_decided_correction_never_changes(correction):
    other = person("commission_staff", "18.72")
    decide = "state = 'applied', decided_at = proposed_at, decided_by_id = %s"
    sql(f"UPDATE places_stationcorrection SET {decide}", other.pk)
    with refused():
        sql("UPDATE places_stationcorrection SET state = 'proposed', decided_at = NULL, decided_by_id = NULL")
    with refused():
        sql("DELETE FROM places_stationcorrection")


def test_one_open_correction_per_station(correction):
    correction.pk = None
    with refused():
        correction.save(force_insert=True)
