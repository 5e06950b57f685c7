"""Recruiting, the steps to duty, replacing, attendance: who may, in which order, and never twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from siaga.desks.elections.days import today_in
from siaga.desks.staff import rights
from siaga.desks.staff.errors import Clashed, NotNow, Refused, SamePerson, SeatTaken, SitsElsewhere
from siaga.desks.staff.models import Attendance, EndReason, Person, Presence, Service
from siaga.desks.staff.services import (
    Advance,
    Candidate,
    Step,
    Tap,
    advance,
    confirm_replacement,
    correct_person,
    end_service,
    note_crew,
    note_presence,
    propose_replacement,
    recruit,
    refuse_replacement,
    reveal,
)
from siaga.desks.staff.services.replacement import Change
from siaga.desks.trail.models import Entry
from tests.kit.city import CITY, DISTRICTS, VOTING_DAY, WARDS
from tests.kit.staff import OTHER, STATION, Crewed, crewed_city, step
from tests.kit.stated import states

pytestmark = pytest.mark.django_db
NIK, OTHER_NIK = "1872014501900001", "1872010101800002"
BUDI = Candidate("Budi")


@pytest.fixture
def city() -> Crewed:
    return crewed_city()


@pytest.fixture
def day(city: Crewed):
    """Today is voting day."""
    return crewed_city_on_the_day(city)


def crewed_city_on_the_day(city: Crewed) -> Crewed:
    city.election.voting_date = today_in(city.election)
    city.election.save(update_fields=["voting_date"])
    return city


# --- who appoints whom

ALLOWED = {
    ("commission_staff", CITY): {"ppk", "pps", "kpps", "linmas", "pantarlih"},
    ("district_committee", DISTRICTS[0]): {"kpps", "linmas", "pantarlih"},
    ("ward_committee", WARDS[0]): {"kpps", "linmas", "pantarlih"},
    ("supervisor", CITY): {"panwascam", "pkd", "ptps"},
    ("district_supervisor", DISTRICTS[0]): {"pkd", "ptps"},
    ("commissioner", CITY): set(),
    ("forum_member", CITY): set(),
    ("auditor", CITY): set(),
}
CONFIRMS = {
    ("commissioner", CITY): {"ppk", "pps", "kpps", "linmas", "pantarlih"},
    ("commission_staff", CITY): {"kpps", "linmas", "pantarlih"},
    ("district_committee", DISTRICTS[0]): {"kpps", "linmas", "pantarlih"},
    ("ward_committee", WARDS[0]): set(),
    ("supervisor", CITY): {"panwascam", "pkd", "ptps"},
    ("district_supervisor", DISTRICTS[0]): set(),
    ("secretariat", CITY): set(),
}
PLACE = {"ppk": DISTRICTS[0], "panwascam": DISTRICTS[0], "pps": WARDS[0], "pkd": WARDS[0]}


@pytest.mark.parametrize(("action", "table"), [(rights.EDIT, ALLOWED), (rights.CONFIRM, CONFIRMS)])
def test_each_side_and_level_keeps_its_own(city: Crewed, action: str, table: dict) -> None:
    for (role, code), kinds in table.items():
        user = city.user(role, code)
        found = {k.value for k in rights.Kind if rights.may_on(user, action, k.value, PLACE.get(k, STATION))}
        assert found == kinds, (role, action)


def test_the_filter_says_the_same_as_the_question(city: Crewed) -> None:
    from siaga.desks.staff.models import Post

    for role, code in {*ALLOWED, *CONFIRMS, ("station_officer", STATION), ("station_supervisor", STATION)}:
        user = city.user(role, code)
        for action in (rights.EDIT, rights.CONFIRM, rights.ATTEND):
            listed = set(Post.objects.filter(rights.seats_on(user, action)))
            asked = {p for p in Post.objects.all() if rights.may_on(user, action, p.kind, p.place)}
            assert listed == asked, (role, action)


def test_nobody_recruits_for_the_other_side_or_elsewhere(city: Crewed) -> None:
    for user in (city.supervisor, city.user("ward_committee", WARDS[2]), city.user("auditor")):
        with pytest.raises(PermissionDenied):
            recruit(user, city.post(), BUDI, city.long_ago)
    with pytest.raises(PermissionDenied):
        recruit(city.staff, city.post("ptps"), BUDI, city.long_ago)
    assert not Person.objects.exists()


# --- recruiting


def test_a_seat_has_one_holder(city: Crewed) -> None:
    city.seat()
    with pytest.raises(SeatTaken):
        recruit(city.ward, city.post(), BUDI, city.long_ago)


def test_one_person_is_not_kpps_and_ptps(city: Crewed) -> None:
    city.seat(nik=NIK)
    with pytest.raises(SitsElsewhere) as refusal:
        recruit(city.supervisor, city.post("ptps"), Candidate("Siti", nik=NIK), city.long_ago)
    assert "KPPS" not in str(refusal.value)
    assert Person.objects.count() == 1


def test_the_day_after_an_end_the_person_may_serve_again(city: Crewed) -> None:
    service = city.seat(city.post("pantarlih"), nik=NIK)
    end_service(city.staff, service, EndReason.COMPLETED, city.long_ago + timedelta(days=3))
    with pytest.raises(SitsElsewhere):
        recruit(city.staff, city.post(), Candidate("S", nik=NIK), city.long_ago + timedelta(days=3))
    again = recruit(city.staff, city.post(), Candidate("S", nik=NIK), city.long_ago + timedelta(days=4))
    assert again.person == service.person


def test_what_was_a_mistake_never_was(city: Crewed) -> None:
    service = city.seat(nik=NIK)
    end_service(city.staff, service, EndReason.MISTAKE, city.long_ago)
    recruit(city.staff, city.post(number=2), Candidate("S", nik=NIK), city.long_ago)
    recruit(city.staff, city.post(), BUDI, city.long_ago)


@pytest.mark.parametrize(
    "wrong",
    [Candidate(""), Candidate("1872014501900001"), Candidate("Budi", nik="123"), Candidate("A 0812345")],
)
def test_what_cannot_be_a_person_is_refused_without_repeating_it(city: Crewed, wrong: Candidate) -> None:
    with pytest.raises(Refused) as refusal:
        recruit(city.staff, city.post(), wrong, city.long_ago)
    assert not any(char.isdigit() for char in str(refusal.value))


def test_the_database_and_the_trail_hold_no_number_and_no_name(city: Crewed) -> None:
    service = city.seat(nik=NIK, phone="081234567890", name="Siti Aminah")
    step(city.commissioner, service, Step.SELECT, city.long_ago)
    end_service(city.staff, service, EndReason.RESIGNED, city.long_ago)
    kept = str(Person.objects.values().get())
    assert NIK not in kept
    assert "081234567890" not in kept
    told = " ".join(Entry.objects.values_list("canonical", flat=True))
    assert "Aminah" not in told
    assert not states(r"0812\d*", told)


# --- the steps


def test_the_steps_in_their_order(city: Crewed) -> None:
    service = city.seat()
    assert step(city.staff, service, Step.TRAIN, city.long_ago).done == 0
    assert step(city.staff, service, Step.SWEAR, city.long_ago).done == 0
    assert step(city.commissioner, service, Step.SELECT, city.long_ago).done == 1
    assert step(city.staff, service, Step.TRAIN, city.long_ago).done == 1
    assert step(city.staff, service, Step.SWEAR, city.long_ago - timedelta(days=1)).done == 0
    assert step(city.staff, service, Step.SWEAR, city.long_ago).done == 1
    assert step(city.staff, service, Step.FIT, city.long_ago).done == 1
    service.refresh_from_db()
    assert (service.stage, service.sworn_document, service.health) == ("sworn", "BA-1", "fit")


def test_nobody_selects_whom_they_recruited(city: Crewed) -> None:
    service = city.seat(by=city.district)
    assert step(city.district, service, Step.SELECT, city.long_ago) == advance_answer(0, 1)
    assert step(city.staff, service, Step.SELECT, city.long_ago).done == 1


def advance_answer(done: int, own: int):
    from siaga.desks.staff.services import Taken

    return Taken(done, own)


def test_a_whole_district_is_sworn_in_one_act(city: Crewed) -> None:
    for number in range(1, 8):
        service = city.seat(city.post(number=number))
        step(city.commissioner, service, Step.SELECT, city.long_ago)
    city.seat(city.post(station=OTHER))
    asked = Advance(Step.SWEAR, city.long_ago, kind="kpps", region=DISTRICTS[0], document="BA-7/2024")
    before = Entry.objects.count()
    assert advance(city.district, city.election, asked).done == 7
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("index").after["services"] == 7
    assert advance(city.district, city.election, asked).done == 0
    assert advance(city.user("ward_committee", WARDS[2]), city.election, asked).done == 0


def test_a_step_for_many_needs_a_place_an_oath_its_record_and_no_future(city: Crewed) -> None:
    for wrong in (
        Advance(Step.TRAIN, city.long_ago),
        Advance(Step.SWEAR, city.long_ago, kind="kpps", region=CITY),
        Advance(Step.TRAIN, today_in(city.election) + timedelta(days=1), kind="kpps", region=CITY),
    ):
        with pytest.raises(Refused):
            advance(city.staff, city.election, wrong)


# --- replacement


def test_before_voting_day_a_replacement_waits_for_a_second_person(city: Crewed) -> None:
    service = city.sworn()
    change = propose_replacement(city.ward, service, BUDI, Change(EndReason.ILL))
    service.refresh_from_db()
    assert (change.state, service.ended_on) == ("proposed", None)
    with pytest.raises(PermissionDenied):
        confirm_replacement(city.ward, change)
    with pytest.raises(NotNow):
        propose_replacement(city.staff, service, Candidate("C"), Change(EndReason.ILL))
    change = confirm_replacement(city.district, change)
    service.refresh_from_db()
    assert (service.end_reason, service.ended_on) == ("ill", today_in(city.election))
    assert (change.incoming.person.name, change.incoming.selected_by) == ("Budi", city.district)


def test_nobody_confirms_their_own_proposal(city: Crewed) -> None:
    change = propose_replacement(city.district, city.sworn(), BUDI, Change(EndReason.ILL))
    with pytest.raises(SamePerson):
        confirm_replacement(city.district, change)
    with pytest.raises(SamePerson):
        refuse_replacement(city.district, change, "tidak")


def test_a_refusal_leaves_the_holder_and_says_why(city: Crewed) -> None:
    service = city.sworn()
    change = propose_replacement(city.ward, service, BUDI, Change(EndReason.ILL))
    with pytest.raises(Refused):
        refuse_replacement(city.district, change, " ")
    refuse_replacement(city.district, change, "sehat")
    service.refresh_from_db()
    assert service.ended_on is None
    with pytest.raises(NotNow):
        confirm_replacement(city.staff, change)
    propose_replacement(city.ward, service, BUDI, Change(EndReason.DIED))


def test_on_voting_day_it_takes_effect_at_once_and_is_confirmed_after(day: Crewed) -> None:
    service = day.sworn()
    change = propose_replacement(day.ward, service, BUDI, Change(EndReason.ILL, sworn=True))
    service.refresh_from_db()
    assert (change.state, service.end_reason) == ("effective", "ill")
    new = change.incoming
    assert (new.emergency, new.selected_by, new.sworn_on) == (True, None, today_in(day.election))
    note_presence(day.ward, new, Tap(Presence.ARRIVED, "tap-00000001"))
    confirm_replacement(day.district, change)
    new.refresh_from_db()
    assert (new.selected_by, change.incoming_id) == (day.district, new.pk)


def test_an_objection_after_voting_day_keeps_the_facts(day: Crewed) -> None:
    change = propose_replacement(day.ward, day.sworn(), BUDI, Change(EndReason.ILL, sworn=True))
    refuse_replacement(day.district, change, "tidak dilaporkan")
    change.incoming.refresh_from_db()
    assert change.incoming.ended_on is None
    assert Service.objects.get(pk=change.incoming_id).selected_by is None


def test_who_already_serves_cannot_replace(city: Crewed) -> None:
    city.seat(city.post(station=OTHER), nik=NIK)
    with pytest.raises(SitsElsewhere):
        propose_replacement(city.ward, city.sworn(), Candidate("S", nik=NIK), Change(EndReason.ILL))
    with pytest.raises(Refused):
        propose_replacement(city.ward, city.sworn(city.post(number=2)), BUDI, Change(EndReason.REPLACED))


# --- attendance


def test_a_tap_twice_is_one_tap(day: Crewed) -> None:
    service, tap = day.sworn(), Tap(Presence.ARRIVED, "tap-00000001")
    first = note_presence(day.ward, service, tap)
    entries = Entry.objects.count()
    assert note_presence(day.ward, service, tap) == first
    assert (Attendance.objects.count(), Entry.objects.count()) == (1, entries)
    assert first.at is not None


def test_the_same_receipt_with_another_content_is_kept_and_does_not_count(day: Crewed) -> None:
    service = day.sworn()
    note_presence(day.ward, service, Tap(Presence.ARRIVED, "tap-00000001"))
    for _again in range(2):
        with pytest.raises(Clashed):
            note_presence(day.ward, service, Tap(Presence.ABSENT, "tap-00000001"))
    service.refresh_from_db()
    assert service.presence == Presence.ARRIVED
    assert Attendance.objects.filter(clash=True).count() == 1


def test_the_newest_tap_counts(day: Crewed) -> None:
    service = day.sworn()
    note_presence(day.ward, service, Tap(Presence.ABSENT, "tap-00000001"))
    note_presence(day.ward, service, Tap(Presence.LATE, "tap-00000002"))
    service.refresh_from_db()
    assert service.presence == Presence.LATE


def test_no_duty_without_an_oath(day: Crewed) -> None:
    service = day.seat()
    with pytest.raises(Refused):
        note_presence(day.ward, service, Tap(Presence.ARRIVED, "tap-00000001"))
    with pytest.raises(Refused):
        note_presence(day.ward, service, Tap(Presence.ARRIVED, "tap-00000002", oath=True))
    step(day.commissioner, service, Step.SELECT, day.long_ago)
    with pytest.raises(PermissionDenied):
        note_presence(
            day.user("station_officer", STATION), service, Tap(Presence.ARRIVED, "tap-00000003", oath=True)
        )
    note_presence(day.ward, service, Tap(Presence.ARRIVED, "tap-00000004", oath=True))
    service.refresh_from_db()
    assert service.sworn_on == day.election.voting_date


def test_not_before_voting_day(city: Crewed) -> None:
    service = city.sworn()
    city.election.voting_date = today_in(city.election) + timedelta(days=1)
    city.election.save()
    with pytest.raises(NotNow):
        note_presence(city.ward, service, Tap(Presence.ABSENT, "tap-00000001"))


def test_an_hour_that_nobody_stated_stays_unknown(city: Crewed) -> None:
    assert city.election.voting_date == VOTING_DAY
    noted = note_presence(city.ward, city.sworn(), Tap(Presence.ARRIVED, "tap-00000001"))
    assert noted.at is None


def test_the_chair_ticks_the_crew_of_the_own_station_and_the_supervisor_himself(day: Crewed) -> None:
    crew = [day.sworn(day.post(number=n)) for n in (1, 2)]
    guard, watcher = day.sworn(day.post("linmas")), day.sworn(day.post("ptps"))
    chair, ptps = day.user("station_officer", STATION), day.user("station_supervisor", STATION)
    assert note_crew(chair, day.election, crew[0].post.station, "crew-0001") == 3
    assert note_crew(ptps, day.election, crew[0].post.station, "crew-0002") == 1
    assert note_crew(chair, day.election, crew[0].post.station, "crew-0003") == 0
    with pytest.raises(PermissionDenied):
        note_presence(chair, watcher, Tap(Presence.ABSENT, "tap-00000009"))
    with pytest.raises(PermissionDenied):
        note_presence(day.user("station_officer", OTHER), guard, Tap(Presence.ABSENT, "tap-00000010"))


# --- personal data


def test_a_reveal_has_a_purpose_and_an_entry(city: Crewed) -> None:
    service = city.seat(phone="0812 3456", nik=NIK)
    with pytest.raises(Refused):
        reveal(city.ward, service, "")
    for stranger in (city.supervisor, city.user("forum_member"), city.user("auditor")):
        with pytest.raises(PermissionDenied):
            reveal(stranger, service, "ingin tahu")
    shown = reveal(city.ward, service, "menghubungi untuk pelatihan")
    assert (shown.phone, shown.nik_last4) == ("0812 3456", "0001")
    entry = Entry.objects.latest("index")
    assert (entry.action, entry.reason) == ("staff.person.reveal", "menghubungi untuk pelatihan")
    assert not states("0812", entry.canonical)
    assert not states(r"(0812)?3456", entry.canonical)


def test_a_correction_tells_the_fields_and_not_their_content(city: Crewed) -> None:
    service = city.seat(name="Siti Amina", nik=NIK)
    other = city.seat(city.post(number=2), nik=OTHER_NIK)
    correct_person(city.ward, service, Candidate("Siti Aminah", phone="0811"), "salah ketik")
    entry = Entry.objects.latest("index")
    assert entry.after == {"fields": ["name", "phone_sealed"]}
    assert "Aminah" not in entry.canonical
    with pytest.raises(Refused):
        correct_person(city.ward, service, Candidate("Siti Aminah"), "salah ketik")
    with pytest.raises(Refused):
        correct_person(city.ward, other, Candidate("X", nik=NIK), "salah ketik")
