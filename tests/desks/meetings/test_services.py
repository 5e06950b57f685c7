"""A meeting from the plan to the signed minutes, and everything that is refused on the way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from siaga.desks.meetings.errors import Clashed, NotNow, NotYours, ReasonMissing, Refused, Stale
from siaga.desks.meetings.models import Attendance, Meeting, Signature, Statement, Wording
from siaga.desks.meetings.services import agenda, attendance, meetings, publishing, record, signing, wording
from siaga.desks.meetings.services.attendance import Taken
from siaga.desks.meetings.services.content import content_of, digest_of
from siaga.desks.meetings.services.wording import Draft
from siaga.desks.offices.access import today
from siaga.desks.trail.models import Entry
from tests.kit.meetings import Table, coordination, fresh
from tests.kit.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Table:
    return coordination()


def acts() -> list[str]:
    return [e.action for e in Entry.objects.order_by("index") if e.action.startswith("meetings.")]


def draft(item: Statement, text: str, base: int = 1, **more) -> Draft:
    return Draft("statement", item.pk, base, text, more.pop("client_id", None) or uuid4(), **more)


def test_from_plan_to_signature(table: Table) -> None:
    meeting = table.signed()
    assert meeting.state == "signed"
    assert acts() == [
        *("meetings.plan", "meetings.invite", "meetings.guests", "meetings.hold", "meetings.lay"),
        *("meetings.signature", "meetings.signature", "meetings.sign"),
    ]
    chair = Signature.objects.get(capacity="chair")
    assert (chair.name, chair.office) == ("Sekda", "Pjs Wali Kota Metro, Descatama")


def test_who_may_not_write(table: Table) -> None:
    for user in (table.chair, table.police_member, table.agency, person("auditor")):
        with pytest.raises(PermissionDenied):
            meetings.plan(table.series, user, table.frame())
    elsewhere = person("secretariat", "18.71")
    with pytest.raises(PermissionDenied):
        meetings.plan(table.series, elsewhere, table.frame())


def test_a_stale_page_changes_nothing(table: Table) -> None:
    meeting = table.planned()
    meetings.change(meeting, table.writer, table.frame(venue="Ruang lain"), 0)
    with pytest.raises(Stale):
        meetings.change(meeting, table.second_writer, table.frame(venue="Lapangan"), 0)
    assert fresh(meeting).venue == "Ruang lain"


def test_inviting_twice_invites_once(table: Table) -> None:
    meeting = table.invited()
    key = meeting.door_key
    assert meetings.invite(meeting, table.writer, [meetings.Guest(table.city)]) == []
    assert fresh(meeting).door_key == key
    assert meeting.attendance.count() == 3


def test_inviting_needs_a_day_and_somebody(table: Table) -> None:
    with pytest.raises(Refused):
        meetings.invite(table.planned(day=None), table.writer, [meetings.Guest(table.city)])
    with pytest.raises(Refused):
        meetings.invite(table.planned(), table.writer, [])


def test_a_withdrawn_invitation_opens_nothing(table: Table) -> None:
    stranger = person("forum_member", "18.71")
    meeting = table.invited()
    guest = meetings.Guest(stranger.memberships.get().institution)
    row = meetings.invite(meeting, table.writer, [guest])[0]
    from siaga.desks.meetings.reading import meetings_for, reader_of

    assert Meeting.objects.filter(meetings_for(reader_of(stranger)), pk=meeting.pk).exists()
    meetings.uninvite(row, table.writer, "salah pilih")
    assert not Meeting.objects.filter(meetings_for(reader_of(stranger)), pk=meeting.pk).exists()
    assert meetings.invite(meeting, table.writer, [guest]) == [row]


def test_nobody_plans_a_restricted_meeting_they_could_not_read(table: Table) -> None:
    outsider = person("secretariat", institution=table.kesbangpol)
    with pytest.raises(NotYours):
        meetings.plan(table.series, outsider, table.frame(visibility="restricted"))
    assert not Meeting.objects.exists()


def test_a_cancelled_meeting_is_over(table: Table) -> None:
    meeting = table.invited()
    with pytest.raises(ReasonMissing):
        meetings.cancel(meeting, table.writer, " ", meeting.revision)
    off = meetings.cancel(meeting, table.writer, "banjir", meeting.revision)
    assert (off.state, off.cancel_reason) == ("cancelled", "banjir")
    with pytest.raises(NotNow):
        meetings.hold(off, table.writer, off.revision)
    with pytest.raises(NotNow):
        table.say(off)


# --- the agenda


def test_points_are_added_moved_and_withdrawn(table: Table) -> None:
    meeting = table.planned()
    first = agenda.add_point(meeting, table.writer, agenda.Point("Keamanan"))
    second = agenda.add_point(meeting, table.writer, agenda.Point("Logistik"))
    agenda.move_point(second, table.writer, up=True)
    agenda.move_point(second, table.writer, up=True)
    assert list(meeting.agenda.values_list("title", flat=True)) == ["Logistik", "Keamanan"]
    gone = agenda.withdraw_point(first, table.writer, "sudah selesai")
    assert gone.withdrawn_for == "sudah selesai"
    with pytest.raises(ReasonMissing):
        agenda.withdraw_point(second, table.writer, "")


# --- attendance


def line(meeting: Meeting, institution) -> Attendance:
    return meeting.attendance.get(institution=institution)


def test_checking_in_at_the_door_is_safe_to_repeat(table: Table) -> None:
    meeting = table.invited()
    row = line(meeting, table.police)
    first = attendance.check_in(meeting, table.police_member, meeting.door_key, row)
    again = attendance.check_in(meeting, table.police_member, meeting.door_key, row)
    assert (first.repeated, again.repeated) == (False, True)
    assert (again.row.presence, again.row.person, again.row.method) == ("present", "Kapolres", "door")
    assert acts().count("meetings.check_in") == 1


def test_the_door_opens_only_with_its_key_for_its_guests_on_its_day(table: Table) -> None:
    meeting = table.invited()
    row = line(meeting, table.police)
    with pytest.raises(NotYours):
        attendance.check_in(meeting, table.police_member, "x", row)
    with pytest.raises(NotYours):
        attendance.check_in(meeting, table.commissioner, meeting.door_key, row)
    later = table.invited(day=today() + timedelta(2))
    with pytest.raises(NotNow):
        attendance.check_in(later, table.police_member, later.door_key, line(later, table.police))


@pytest.mark.parametrize(
    ("day", "hour", "open_"),
    [(9, 23, False), (10, 0, True), (10, 23, True), (11, 5, True), (11, 6, False), (11, 20, False)],
)
def test_the_door_closes_in_the_night_after_its_day(table: Table, day: int, hour: int, open_: bool) -> None:
    meeting = table.invited(day=date(2024, 11, 10), time_zone="Asia/Jayapura")
    moment = datetime(2024, 11, day, hour, tzinfo=ZoneInfo("Asia/Jayapura"))
    assert attendance.is_open(meeting, moment) is open_


def test_standing_in_for_somebody(table: Table) -> None:
    meeting = table.invited()
    done = attendance.check_in(
        meeting, table.police_member, meeting.door_key, line(meeting, table.police), stands_in=True
    )
    assert (done.row.presence, done.row.represented_by) == ("represented", "Kapolres")
    colleague = person("forum_member", institution=table.police)
    with pytest.raises(Refused):
        attendance.check_in(meeting, colleague, meeting.door_key, line(meeting, table.police))


def test_the_signature_list(table: Table) -> None:
    meeting = table.held()
    city, police, kpu = (line(meeting, b) for b in (table.city, table.police, table.kpu))
    outcome = attendance.take(
        meeting,
        table.writer,
        {
            city.pk: Taken("present", "Sekda"),
            police.pk: Taken("excused", reason="operasi"),
            kpu.pk: Taken("expected"),
        },
    )
    assert outcome.written == 2
    with pytest.raises(Refused):
        attendance.take(meeting, table.writer, {kpu.pk: Taken("represented")})
    with pytest.raises(Refused):
        attendance.take(meeting, table.writer, {city.pk: Taken("expected")})


def test_two_note_takers_do_not_overwrite_each_other(table: Table) -> None:
    meeting = table.held()
    row = line(meeting, table.kpu)
    attendance.take(meeting, table.writer, {row.pk: Taken("present", "Ketua KPU", was="expected")})
    outcome = attendance.take(meeting, table.second_writer, {row.pk: Taken("absent", was="expected")})
    assert outcome.written == 0
    assert outcome.changed_meanwhile == (row,)
    assert line(meeting, table.kpu).presence == "present"


# --- statements, conclusions, wording


def test_a_statement_sent_again_is_there_once(table: Table) -> None:
    meeting, number = table.held(), uuid4()
    about = record.Said(institution=table.police)
    one = record.add_statement(meeting, table.writer, "Siap.", about, number)
    two = record.add_statement(meeting, table.writer, "Siap.", about, number)
    assert one == two
    with pytest.raises(Clashed):
        record.add_statement(meeting, table.writer, "Lain.", about, number)
    assert Statement.objects.count() == Wording.objects.count() == 1


def test_two_hands_at_one_statement(table: Table) -> None:
    meeting = table.held()
    item = table.say(meeting, "Polres siap. Personel 120 orang.")
    wording.save(meeting, table.writer, draft(item, "Polres siap. Personel 120 orang. Titik rawan dijaga."))
    saved = wording.save(
        meeting, table.second_writer, draft(item, "Polres siap. Personel 125 orang.")
    ).wording
    item.refresh_from_db()
    assert item.text == saved.text == "Polres siap. Personel 125 orang. Titik rawan dijaga."
    assert (saved.number, saved.base, saved.merged, saved.clash) == (3, 1, True, False)


def test_typing_on_after_a_merge(table: Table) -> None:
    """The device sends what its writer sees, which is what it sent before, not what that was merged into."""
    meeting = table.held()
    item = table.say(meeting, "Awal.")
    wording.save(meeting, table.second_writer, draft(item, "Awal. Dari kedua."))
    mine = wording.save(meeting, table.writer, draft(item, "Awal. Dari pertama.")).wording
    last = wording.save(
        meeting, table.writer, draft(item, "Awal. Dari pertama. Lanjut.", base=mine.number, upon_sent=True)
    ).wording
    assert last.text == "Awal. Dari kedua. Dari pertama. Lanjut."


def test_a_save_sent_again_adds_nothing(table: Table) -> None:
    meeting = table.held()
    item, number = table.say(meeting, "Awal."), uuid4()
    one = wording.save(meeting, table.writer, draft(item, "Awal. Kedua.", client_id=number))
    two = wording.save(meeting, table.writer, draft(item, "Awal. Kedua.", client_id=number))
    assert (one.repeated, two.repeated) == (False, True)
    assert one.wording == two.wording
    with pytest.raises(Clashed):
        wording.save(meeting, table.writer, draft(item, "Lain.", client_id=number))


def test_a_save_sent_again_tells_nobody_what_they_may_no_longer_read(table: Table) -> None:
    outsider = person("secretariat", institution=table.kesbangpol)
    meeting = table.held()
    item, number = table.say(meeting, "Awal."), uuid4()
    wording.save(meeting, outsider, draft(item, "Awal. Kedua.", client_id=number))
    record.describe(item, table.writer, record.Said(visibility="restricted"))
    wording.save(meeting, table.writer, draft(item, "Awal. Kedua. Rahasia.", base=2))
    with pytest.raises(NotYours):
        wording.save(meeting, outsider, draft(item, "Awal. Kedua.", client_id=number))


@pytest.mark.parametrize("number", [1, 2**63 - 1, 10**30])
def test_a_number_that_leads_nowhere_is_refused(table: Table, number: int) -> None:
    meeting = table.held()
    item = table.say(meeting)
    drafts = {
        Refused: [
            Draft("opening", number, 0, "x", uuid4()),
            Draft("statement", item.pk, number + 1, "x", uuid4()),
        ],
        NotYours: [Draft("statement", item.pk + number, 0, "x", uuid4())],
    }
    for refusal, tried in drafts.items():
        for one in tried:
            with pytest.raises(refusal):
                wording.save(meeting, table.writer, one)


def test_opening_words_belong_to_the_meeting(table: Table) -> None:
    meeting = table.held()
    wording.save(meeting, table.writer, Draft("opening", 0, 0, "Rapat dibuka dengan doa.", uuid4()))
    assert fresh(meeting).opening == "Rapat dibuka dengan doa."
    assert fresh(meeting).revision == meeting.revision


def test_nobody_words_what_they_may_not_read(table: Table) -> None:
    meeting = table.held()
    item = table.say(meeting, "Titik rawan.", visibility="restricted")
    outsider = person("secretariat", institution=table.kesbangpol)
    with pytest.raises(NotYours):
        wording.save(meeting, outsider, draft(item, "Bocor."))
    with pytest.raises(NotYours):
        record.withdraw(item, outsider, "coba")
    with pytest.raises(NotYours):
        record.add_statement(meeting, outsider, "Rahasia.", record.Said(visibility="restricted"), uuid4())


def test_a_withdrawn_statement_stays_with_its_reason(table: Table) -> None:
    item = table.say(table.held())
    gone = record.withdraw(item, table.writer, "salah dengar")
    assert (gone.withdrawn, gone.withdrawn_for) == (True, "salah dengar")
    with pytest.raises(NotNow):
        record.withdraw(item, table.writer, "lagi")
    with pytest.raises(NotNow):
        wording.save(item.meeting, table.writer, draft(item, "Baru."))


# --- signatures


def test_only_the_right_two_people_sign(table: Table) -> None:
    minutes = table.laid()
    for user, capacity in (
        (table.police_member, "chair"),
        (table.second_writer, "note_taker"),
        (table.chair, "note_taker"),
    ):
        with pytest.raises(NotYours):
            signing.sign(minutes, user, capacity)
    signing.sign(minutes, table.writer, "note_taker")
    with pytest.raises(Refused):
        signing.sign(minutes, table.writer, "chair")
    signing.sign(minutes, table.chair, "chair")
    with pytest.raises(NotNow):
        signing.sign(minutes, table.chair, "chair")


def test_what_changed_after_it_was_laid_is_not_signed(table: Table) -> None:
    minutes = table.laid()
    table.say(minutes.meeting)
    with pytest.raises(NotNow):
        signing.sign(minutes, table.chair, "chair")
    with pytest.raises(ReasonMissing):
        signing.lay(minutes.meeting, table.writer)
    second = signing.lay(minutes.meeting, table.writer, "pernyataan ditambah")
    assert second.number == 2
    with pytest.raises(NotNow):
        signing.sign(minutes, table.chair, "chair")
    assert second.digest == digest_of(content_of(fresh(minutes.meeting)))


def test_signed_minutes_open_again_with_a_reason(table: Table) -> None:
    meeting = table.signed()
    with pytest.raises(NotNow):
        table.say(meeting)
    with pytest.raises(ReasonMissing):
        signing.reopen(meeting, table.writer, "", meeting.revision)
    signing.reopen(meeting, table.writer, "angka keliru", meeting.revision)
    table.say(meeting)
    second = signing.lay(meeting, table.writer)
    assert (second.number, second.reason) == (2, "angka keliru")
    signing.sign(second, table.chair, "chair")
    signing.sign(second, table.writer, "note_taker")
    assert (fresh(meeting).state, fresh(meeting).reopened_for) == ("signed", "")


def test_minutes_without_chair_are_not_laid(table: Table) -> None:
    with pytest.raises(Refused):
        signing.lay(table.held(chair=None), table.writer)


# --- publication


def test_publishing_and_taking_back(table: Table) -> None:
    meeting = table.held(visibility="public")
    published = publishing.publish(meeting, table.writer, meeting.revision)
    assert published.published_at
    back = publishing.unpublish(published, table.writer, "salah", published.revision)
    assert back.published_at is None
    with pytest.raises(Refused):
        internal = table.held()
        publishing.publish(internal, table.writer, internal.revision)


def test_a_restricted_sentence_keeps_a_meeting_from_the_public(table: Table) -> None:
    meeting = table.held(visibility="public")
    table.say(meeting, "Ada ancaman di TPS 7 Kelurahan Yosomulyo. Dijaga.", visibility="restricted")
    table.conclude(meeting, "Siaga. Ada ancaman di TPS 7  Kelurahan Yosomulyo.", visibility="public")
    with pytest.raises(Refused):
        publishing.publish(meeting, table.writer, meeting.revision)


def test_what_is_no_longer_public_is_unpublished(table: Table) -> None:
    meeting = table.held(visibility="public")
    published = publishing.publish(meeting, table.writer, meeting.revision)
    frame = table.frame(visibility="internal")
    assert meetings.change(published, table.writer, frame, published.revision).published_at is None
