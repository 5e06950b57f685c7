"""Raw SQL against every rule of the desk, on the database at hand: it refuses, whatever the Python says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from siaga.desks.elections.days import today_in
from siaga.desks.staff.models import Attendance, EndReason, Person, Post, Presence, Replacement, Service
from siaga.desks.staff.services import Candidate, Tap, note_presence, propose_replacement, refuse_replacement
from siaga.desks.staff.services.replacement import Change
from siaga.desks.trail.triggers import missing
from tests.kit.city import CITY, DISTRICTS, WARDS
from tests.kit.staff import OTHER, STATION, Crewed, crewed_city

pytestmark = pytest.mark.django_db
TABLES = ("staff_post", "staff_person", "staff_service", "staff_replacement", "staff_attendance")


@pytest.fixture
def city() -> Crewed:
    city = crewed_city()
    city.election.voting_date = today_in(city.election)
    city.election.save()
    return city


def run(sql: str, **values: object) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(sql: str, says: str = "", **values: object) -> None:
    with pytest.raises(DatabaseError, match=says or None):
        run(sql, **values)


def copy_of(row, **changed: object) -> tuple[str, dict[str, object]]:
    """A statement that inserts a row once more with some columns changed."""
    values = type(row).objects.filter(pk=row.pk).values().get() | changed
    del values["id"]
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f"%({name})s" for name in values)
    return f"INSERT INTO {row._meta.db_table} ({names}) VALUES ({places})", values


def insert_refused(row, says: str = "", **changed: object) -> None:
    sql, values = copy_of(row, **changed)
    refused(sql, says, **values)
    if connection.vendor == "sqlite":  # which would otherwise remove what is in the way
        refused(sql.replace("INSERT", "INSERT OR REPLACE", 1), "", **values)


def test_every_promised_trigger_is_there() -> None:
    assert missing(connection) == set()


def test_the_healthy_statements_pass(city: Crewed) -> None:
    """Otherwise the refusals below could be refusals of the statements themselves."""
    service = city.sworn()
    other = Person.objects.create(name="Lain", added_at=service.recruited_at)
    sql, values = copy_of(service, post_id=city.post(number=2).pk, person_id=other.pk)
    assert run(sql, **values) == 1
    sql, values = copy_of(city.post(), number=8)
    assert run(sql, **values) == 1
    noted = note_presence(city.ward, service, Tap(Presence.ABSENT, "tap-00000001"))
    sql, values = copy_of(noted, client_id="tap-00000002")
    assert run(sql, **values) == 1
    change = propose_replacement(city.ward, city.sworn(city.post(number=3)), Candidate("B"), Change("ill"))
    confirmed = "state = 'confirmed', decided_by_id = %(by)s, decided_at = proposed_at"
    assert (
        run(f"UPDATE staff_replacement SET {confirmed} WHERE id = %(id)s", by=city.staff.pk, id=change.pk)
        == 1
    )


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted(city: Crewed, table: str) -> None:
    service = city.sworn()
    note_presence(city.ward, service, Tap(Presence.ABSENT, "tap-00000001"))
    propose_replacement(city.ward, service, Candidate("B"), Change("ill"))
    assert run(f"SELECT 1 FROM {table}") != 0
    refused(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")


def test_a_seat_has_one_holder(city: Crewed) -> None:
    service = city.seat()
    other = Person.objects.create(name="Lain", added_at=service.recruited_at)
    insert_refused(service, "", person_id=other.pk)
    insert_refused(service, "another holder", person_id=other.pk, starts=today_in(city.election))
    past = {"starts": city.long_ago - timedelta(days=9), "ended_on": city.long_ago + timedelta(days=1)}
    ended = {"end_reason": "ill", "ended_by_id": city.staff.pk}
    insert_refused(service, "another holder", person_id=other.pk, **past, **ended)


def test_a_person_has_one_seat_a_day(city: Crewed) -> None:
    service = city.seat()
    ptps = city.post("ptps").pk
    insert_refused(service, "another seat", post_id=ptps)
    run("UPDATE staff_service SET ended_on = %(day)s, end_reason = 'ill', ended_by_id = recruited_by_id",
        day=city.long_ago + timedelta(days=3))  # fmt: skip
    fresh = {"ended_on": None, "end_reason": "", "ended_by_id": None, "post_id": ptps}
    insert_refused(service, "another seat", **fresh, starts=city.long_ago + timedelta(days=3))
    sql, values = copy_of(service, **fresh, starts=city.long_ago + timedelta(days=4))
    assert run(sql, **values) == 1


def test_an_ended_service_cannot_come_back_over_another(city: Crewed) -> None:
    service = city.seat()
    refused("UPDATE staff_service SET ended_on = %(d)s, end_reason = 'ill'", d=city.long_ago)
    refused("UPDATE staff_service SET ended_on = %(d)s, end_reason = 'ill', ended_by_id = recruited_by_id",
            d=city.long_ago - timedelta(days=1))  # fmt: skip
    run("UPDATE staff_service SET ended_on = %(d)s, end_reason = 'ill', ended_by_id = recruited_by_id",
        d=city.long_ago)  # fmt: skip
    for change in ("ended_on = NULL, end_reason = '', ended_by_id = NULL", "end_reason = 'mistake'"):
        refused(f"UPDATE staff_service SET {change} WHERE id = %(id)s", "stays ended", id=service.pk)


@pytest.mark.parametrize(
    "change",
    [
        "post_id = post_id + 1",
        "person_id = person_id + 1",
        "starts = '2020-01-01'",
        "recruited_by_id = %(other)s",
        "emergency = TRUE",
    ],
)
def test_what_a_service_is_does_not_change(city: Crewed, change: str) -> None:
    city.seat()
    refused(f"UPDATE staff_service SET {change}", "", other=city.commissioner.pk)


def test_two_people_select(city: Crewed) -> None:
    service = city.seat()
    day = {"d": city.long_ago}
    refused("UPDATE staff_service SET selected_on = %(d)s, selected_by_id = recruited_by_id", "", **day)
    refused("UPDATE staff_service SET selected_on = %(d)s", "", **day)
    refused("UPDATE staff_service SET selected_by_id = %(u)s", "", u=city.commissioner.pk)
    sworn = city.sworn(city.post(number=2))
    refused("UPDATE staff_service SET selected_by_id = %(u)s WHERE id = %(id)s", "not rewritten",
            u=city.ward.pk, id=sworn.pk)  # fmt: skip
    insert_refused(service, "", post_id=city.post(number=3).pk, emergency=True, selected_on=city.long_ago)


def test_the_oath_before_the_duty(city: Crewed) -> None:
    service = city.seat()
    refused("UPDATE staff_service SET sworn_on = %(d)s", "", d=city.long_ago)
    refused("UPDATE staff_service SET trained_on = %(d)s", "", d=city.long_ago)
    refused("UPDATE staff_service SET presence = 'arrived'", "")
    Attendance.objects.create(
        service=service, state="arrived", noted_by=city.ward, noted_at=service.recruited_at,
        client_id="tap-00000001", digest="0" * 64,
    )  # fmt: skip
    refused("UPDATE staff_service SET presence = 'arrived'", "")
    sworn = city.sworn(city.post(number=2))
    refused("UPDATE staff_service SET presence = 'arrived' WHERE id = %(id)s", "newest entry", id=sworn.pk)
    refused("UPDATE staff_service SET sworn_on = NULL WHERE id = %(id)s", "", id=sworn.pk)


def test_attendance_is_append_only_and_each_receipt_counts_once(city: Crewed) -> None:
    noted = note_presence(city.ward, city.sworn(), Tap(Presence.ARRIVED, "tap-00000001"))
    refused("UPDATE staff_attendance SET state = 'absent'")
    insert_refused(noted, "", digest="1" * 64)
    insert_refused(noted, "")
    ppk = city.seat(Post.objects.get(kind="ppk", region=DISTRICTS[0], number=1))
    insert_refused(noted, "polling stations", client_id="tap-00000002", service_id=ppk.pk)


def test_seats_keep_their_place_and_lie_on_the_map(city: Crewed) -> None:
    post = city.post()
    for change in ("number = 9", "kind = 'linmas'", "station_id = station_id + 1", "position = 'member'"):
        refused(f"UPDATE staff_post SET {change} WHERE id = %(id)s", "", id=post.pk)
    insert_refused(post)
    insert_refused(post, "", number=9, kind="ppk")
    insert_refused(post, "map", number=9, region_id=WARDS[2])
    insert_refused(post, "", number=9, station_id=None)
    ppk = Post.objects.get(kind="ppk", region=DISTRICTS[0], number=1)
    insert_refused(ppk)
    insert_refused(ppk, "level", region_id=CITY)
    insert_refused(ppk, "", number=0)


def test_a_closed_seat_takes_nobody(city: Crewed) -> None:
    service = city.seat(city.post(number=2))
    post = city.post()
    run("UPDATE staff_post SET closed_at = %(at)s WHERE id = %(id)s", at=service.recruited_at, id=post.pk)
    other = Person.objects.create(name="Lain", added_at=service.recruited_at)
    insert_refused(service, "closed", post_id=post.pk, person_id=other.pk)


def test_a_replacement_is_decided_once_by_another(city: Crewed) -> None:
    service = city.sworn()
    change = propose_replacement(city.ward, service, Candidate("B"), Change(EndReason.ILL, sworn=True))
    assert change.state == "effective"
    decided = "decided_at = proposed_at, decision_note = 'x', state = 'refused'"
    refused(f"UPDATE staff_replacement SET {decided}, decided_by_id = proposed_by_id")
    refused("UPDATE staff_replacement SET person_id = person_id + 1")
    refused("UPDATE staff_replacement SET incoming_id = NULL")
    refused("UPDATE staff_replacement SET state = 'confirmed'")
    insert_refused(change, "")
    refuse_replacement(city.district, change, "tidak")
    refused("UPDATE staff_replacement SET state = 'confirmed'", "stands")


def test_before_voting_day_nothing_is_in_effect_unconfirmed(city: Crewed) -> None:
    city.election.voting_date = today_in(city.election) + timedelta(days=1)
    city.election.save()
    first, second = city.sworn(), city.sworn(city.post(number=2))
    change = propose_replacement(city.ward, first, Candidate("B"), Change(EndReason.ILL))
    insert_refused(change, "", outgoing_id=second.pk, state="effective", incoming_id=first.pk)
    insert_refused(change, "", outgoing_id=second.pk, state="confirmed", incoming_id=first.pk,
                   decided_by_id=city.staff.pk, decided_at=change.proposed_at)  # fmt: skip


def test_a_nik_is_kept_as_a_fingerprint_once(city: Crewed) -> None:
    person = city.seat(nik="1872014501900001").person
    insert_refused(person)
    for change in ("nik_hash = '1872014501900001'", "nik_last4 = '450190'", "name = '1872014501900001'"):
        refused(f"UPDATE staff_person SET {change}")
    assert Replacement.objects.count() == 0
    assert Service.objects.get().post.station.code == STATION != OTHER
