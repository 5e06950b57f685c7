"""The calendar of a person: valid, stable, in the right hours, without a word of what is restricted."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from siaga.desks.meetings.models import CalendarKey, Meeting
from siaga.desks.meetings.services import actions as services
from siaga.desks.meetings.services.actions import Plan
from siaga.desks.meetings.services.calendar import new_key, revoke_key
from siaga.desks.offices.access import today
from siaga.desks.trail.models import Entry
from tests.kit.actions import Room, now, small_room
from tests.kit.people import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return small_room()


def feed(room: Room, who: str = "owner") -> Calendar:
    answer = Client().get(f"/tindak-lanjut/kalender/{new_key(room.people[who])}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "private, no-store"
    return Calendar.from_ical(answer.content)


def events(calendar: Calendar, kind: str) -> list[Any]:
    return [event for event in calendar.walk("VEVENT") if event["UID"].startswith(f"{kind}-")]


def hour(meeting: Meeting, **fields: Any) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(revision=meeting.revision + 1, **fields)


def test_every_event_has_what_the_standard_asks(room: Room) -> None:
    room.action(title="Penertiban; APK, semua\nkecamatan")
    calendar = feed(room)
    assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True)
    found = list(calendar.walk("VEVENT"))
    assert len(found) == 3
    for event in found:
        assert event["UID"]
        assert event["DTSTAMP"].dt.tzinfo is not None
        assert isinstance(event["SEQUENCE"], int)
        assert event["DTSTART"]
        assert "DURATION" not in event
    assert len({event["UID"] for event in found}) == 3
    assert calendar.walk("VEVENT")[0].errors == []


def test_a_due_day_is_a_whole_day(room: Room) -> None:
    room.action(title="Penertiban", due=date(2026, 12, 31))
    room.action(title="Tanpa tenggat", due=None)
    (event,) = events(feed(room), "action")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert "Penertiban" in event["SUMMARY"]


def test_the_identity_stays_and_the_sequence_grows(room: Room) -> None:
    action = room.action()
    (first,) = events(feed(room), "action")
    plan = Plan(action.title, action.owner, due=today() + timedelta(1))
    services.change(action, room.people["secretary"], plan, "x")
    (second,) = events(feed(room), "action")
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)


def test_what_is_settled_or_not_ones_own_is_left_out(room: Room) -> None:
    room.done()
    services.cancel(room.action(), room.people["secretary"], "x")
    room.action(owner=room.bodies["health"])
    assert events(feed(room), "action") == []


def test_who_works_with_the_owner_has_it_too(room: Room) -> None:
    room.action(partners=(room.bodies["health"],))
    assert len(events(feed(room, "partner"), "action")) == 1


def test_a_meeting_in_the_hours_of_its_own_zone(room: Room) -> None:
    hour(room.ahead, starts=time(9), ends=time(11), time_zone="Asia/Jayapura", venue="Balai Kota")
    calendar = feed(room)
    (event,) = [e for e in events(calendar, "meeting") if e["DTSTART"].dt != room.held.day]
    assert event["DTSTART"].dt.astimezone(UTC).hour == 0
    assert event["DTSTART"].params["TZID"] == "Asia/Jayapura"
    assert "Asia/Jayapura" in [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
    assert event["LOCATION"] == "Balai Kota"


def test_a_meeting_without_an_hour_is_a_whole_day(room: Room) -> None:
    days = {event["DTSTART"].dt for event in events(feed(room), "meeting")}
    assert days == {room.held.day, room.ahead.day}


def test_a_meeting_called_off_says_so(room: Room) -> None:
    hour(room.ahead, state="cancelled", cancel_reason="x")
    states = {str(event["STATUS"]) for event in events(feed(room), "meeting")}
    assert states == {"CANCELLED", "CONFIRMED"}


def test_the_uninvited_have_no_meetings(room: Room) -> None:
    assert events(feed(room, "army"), "meeting") == []


def test_restricted_ones_are_a_day_without_a_word(room: Room) -> None:
    member(room.people["owner"], "forum_member", institution=room.bodies["satpolpp"])
    room.action(title="Rahasia Alfa", visibility="restricted")
    hour(room.ahead, visibility="restricted", title="Rahasia Beta", venue="Rahasia Gamma", starts=time(9))
    text = feed(room).to_ical().decode()
    assert "Rahasia" not in text
    assert text.count("SUMMARY") == 3


def test_who_may_not_read_it_has_not_even_the_day(room: Room) -> None:
    hour(room.ahead, visibility="restricted")
    assert {event["DTSTART"].dt for event in events(feed(room), "meeting")} == {room.held.day}


def test_the_calendar_of_a_person_who_left_is_empty(room: Room) -> None:
    room.action()
    gone = room.people["owner"].memberships.get()
    type(gone).objects.filter(pk=gone.pk).update(
        ended_at=datetime.now(UTC), ended_by=room.people["mayor"], end_reason="Pindah."
    )
    assert list(feed(room).walk("VEVENT")) == []


def test_a_new_key_ends_the_old_one_and_a_key_can_be_taken_away(room: Room) -> None:
    user, visitor = room.people["owner"], Client()
    old, new = new_key(user), new_key(user)
    address = "/tindak-lanjut/kalender/{}.ics"
    assert visitor.get(address.format(old)).status_code == 404
    assert visitor.get(address.format(new)).status_code == 200
    assert revoke_key(user)
    assert visitor.get(address.format(new)).status_code == 404
    assert not revoke_key(user)


def test_the_key_is_shown_once_and_kept_nowhere(room: Room) -> None:
    client = signed_in(room.people["owner"])
    page = client.post("/tindak-lanjut/kalender/").content.decode()
    keys = [part.split(".ics")[0] for part in page.split("/tindak-lanjut/kalender/") if ".ics" in part]
    (key,) = keys
    assert Client().get(f"/tindak-lanjut/kalender/{key}.ics").status_code == 200
    assert key not in client.get("/tindak-lanjut/saluran/").content.decode()
    assert key not in CalendarKey.objects.get().key_hash
    assert key not in "".join(Entry.objects.values_list("canonical", flat=True))


def test_a_made_up_key_opens_nothing() -> None:
    assert Client().get("/tindak-lanjut/kalender/x.ics").status_code == 404
    assert Client().get(f"/tindak-lanjut/kalender/{'0' * 64}.ics").status_code == 404


def test_the_visit_of_a_calendar_changes_nothing(room: Room) -> None:
    action = room.action()
    feed(room)
    assert now(action).revision == 0
