"""Who is told what on which day, and that it is told once, at a good hour, and without what is restricted."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from siaga.cli import remind
from siaga.desks.meetings.models import Action, Channel, Reminder
from siaga.desks.meetings.services import actions as services
from siaga.desks.meetings.services import sending
from siaga.desks.meetings.services.audience import audience
from siaga.desks.meetings.services.channels import ByApprise
from siaga.desks.meetings.services.reminders import write_reminders
from siaga.desks.meetings.services.sending import ATTEMPTS, Outcome, quiet, send_reminders
from siaga.desks.offices.access import today
from siaga.desks.trail.models import Entry
from tests.kit.actions import Room, now, small_room
from tests.kit.mail import postbox
from tests.kit.people import member

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Jakarta")
Told = set[tuple[str, str, str]]


class Fake:
    """A notifier that keeps what it is given, and takes it or not."""

    def __init__(self, takes: Callable[[str], bool] = lambda address: True) -> None:
        self.takes, self.letters = takes, []

    def deliver(self, address: str, title: str, body: str) -> bool:
        self.letters.append((address, title, body))
        return self.takes(address)


@pytest.fixture
def room() -> Room:
    return small_room()


def write(day: date | None = None) -> Told:
    """Write the reminders of a day; who was told what about what, of that day."""
    day = day or today()
    write_reminders(day, audience())
    rows = Reminder.objects.filter(day=day).select_related("user", "action")
    return {(row.user.full_name, row.kind, row.action.title) for row in rows}


def send(at: str = "09:00", fake: Fake | None = None, days: int = 0) -> tuple[Outcome, Fake]:
    fake = fake or Fake()
    moment = datetime.combine(today() + timedelta(days), time.fromisoformat(at), ZONE)
    return send_reminders(moment, audience(), fake), fake


def channel(user: Any, address: str = "tgram://token/1", **more: Any) -> Channel:
    return Channel.objects.create(user=user, label="Telepon", address=address, **more)


# --- deciding


@pytest.mark.parametrize(
    ("left", "kind"), [(4, None), (3, "soon"), (1, "soon"), (0, "today"), (-1, "overdue"), (-90, "overdue")]
)
def test_by_the_days_that_are_left(room: Room, left: int, kind: str | None) -> None:
    room.action(title="A", due=today() + timedelta(left))
    assert write() == ({("Petugas Satpol PP", kind, "A")} if kind else set())


def test_a_due_day_nobody_named_calls_nobody(room: Room) -> None:
    room.action(due=None)
    room.action(owner=None, due=today())
    assert write() == set()


def test_soon_is_told_once_and_overdue_every_third_day(room: Room) -> None:
    room.action(title="A", due=today() + timedelta(2))
    days = [{kind for _who, kind, _what in write(today() + timedelta(n))} for n in range(10)]
    overdue = {"overdue"}
    assert days == [{"soon"}, set(), {"today"}, overdue, set(), set(), overdue, set(), set(), overdue]


def test_a_second_run_of_the_day_tells_nobody_twice(room: Room) -> None:
    room.action(due=today())
    assert write() == write()
    assert Reminder.objects.count() == 1
    assert Entry.objects.filter(action="reminders.written").count() == 1


def test_who_works_with_the_owner_is_told_too(room: Room) -> None:
    room.action(title="A", due=today(), partners=(room.bodies["health"],))
    assert write() == {("Petugas Satpol PP", "today", "A"), ("Petugas Dinkes", "today", "A")}


def test_a_confirmation_is_asked_of_chair_and_secretariat(room: Room) -> None:
    room.show(room.action(title="A", due=today() - timedelta(9)))
    assert write() == {("Wali Kota", "confirm", "A"), ("Sekretaris", "confirm", "A")}


def test_nobody_is_asked_to_confirm_their_own_work(room: Room) -> None:
    room.show(room.action(title="A", partners=(room.bodies["mayor"],)))
    assert write() == {("Sekretaris", "confirm", "A")}


def test_the_chair_is_told_of_what_is_put_before_them(room: Room) -> None:
    action = room.action(title="A")
    services.escalate(action, room.people["owner"], "x")
    assert write() == {("Wali Kota", "escalated", "A")}
    assert write(today() + timedelta(1)) == set()


def test_what_is_settled_calls_nobody(room: Room) -> None:
    room.done(due=today())
    services.cancel(room.action(due=today()), room.people["secretary"], "x")
    assert write() == set()


def test_who_has_left_is_not_told(room: Room) -> None:
    room.action(due=today())
    gone = room.people["owner"].memberships.get()
    type(gone).objects.filter(pk=gone.pk).update(
        ended_at=datetime.now(ZONE), ended_by=room.people["mayor"], end_reason="Pindah."
    )
    assert write() == set()


def test_who_may_not_read_a_restricted_action_is_not_told() -> None:
    room = small_room("restricted")  # an agency officer owns it, but does not sit at that table
    member(room.people["police"], "agency_officer", institution=room.bodies["satpolpp"])
    room.action(title="A", due=today(), visibility="restricted")
    assert ("Petugas Satpol PP", "today", "A") not in write()


# --- sending


def test_one_message_with_everything(room: Room) -> None:
    for number in range(5):
        room.action(title=f"Tugas {number}", due=today())
    room.action(title="Terlambat", due=today() - timedelta(2))
    channel(room.people["owner"])
    write()
    outcome, fake = send()
    ((address, title, body),) = fake.letters
    assert address == "tgram://token/1"
    assert "6" in title
    assert all(f"Tugas {number}" in body for number in range(5))
    assert body.index("Terlambat") < body.index("Tugas 0")
    assert (outcome.messages, outcome.sent) == (1, 6)
    assert send()[1].letters == []


def test_a_message_to_each_channel(room: Room) -> None:
    room.action(due=today())
    for address in ("tgram://a/1", "mailto://b"):
        channel(room.people["owner"], address)
    write()
    assert [letter[0] for letter in send()[1].letters] == ["tgram://a/1", "mailto://b"]


def test_restricted_ones_are_counted_and_never_named(room: Room) -> None:
    member(room.people["owner"], "forum_member", institution=room.bodies["satpolpp"])
    room.action(title="Rahasia Alfa", due=today(), visibility="restricted")
    room.action(title="Biasa", due=today())
    channel(room.people["owner"])
    write()
    ((_address, title, body),) = send()[1].letters
    assert "Rahasia" not in title + body
    assert "Biasa" in body
    assert "1" in body


def test_a_whole_restricted_meeting_is_not_named_either() -> None:
    room = small_room("restricted")
    member(room.people["owner"], "forum_member", institution=room.bodies["satpolpp"])
    room.action(title="Rahasia", due=today(), visibility="internal")
    channel(room.people["owner"])
    write()
    assert "Rahasia" not in str(send()[1].letters)


def test_a_short_message_holds_numbers_only(room: Room) -> None:
    room.action(title="Judul", due=today())
    channel(room.people["owner"], "twilio://x")
    write()
    assert "Judul" not in send()[1].letters[0][2]


def test_hundreds_are_a_number(room: Room) -> None:
    for number in range(30):
        room.action(title=f"Tugas {number}", due=today())
    channel(room.people["owner"])
    write()
    body = send()[1].letters[0][2]
    assert body.count("Tugas") == 20
    assert "10" in body


def test_in_the_language_of_the_person(room: Room) -> None:
    room.action(due=today())
    type(room.people["owner"]).objects.filter(pk=room.people["owner"].pk).update(language="en")
    channel(room.people["owner"])
    write()
    assert "Due today" in send()[1].letters[0][2]


def test_quiet_hours_put_off_and_nothing_is_lost(room: Room) -> None:
    room.action(due=today())
    channel(room.people["owner"], quiet_from="21:00", quiet_until="06:00")
    write()
    for at in ("21:00", "23:59", "00:00", "05:59"):
        outcome, fake = send(at)
        assert (outcome.postponed, fake.letters) == (1, [])
    assert Reminder.objects.get().attempts == 0
    assert len(send("06:00")[1].letters) == 1


def test_urgent_ones_pass_quiet_hours_where_the_person_wants_it(room: Room) -> None:
    room.action(title="Mendesak", due=today(), priority=Action.Priority.URGENT)
    room.action(title="Biasa", due=today())
    channel(room.people["owner"], urgent_breaks_quiet=True)
    write()
    outcome, fake = send("23:00")
    assert "Mendesak" in fake.letters[0][2]
    assert "Biasa" not in fake.letters[0][2]
    assert (outcome.sent, outcome.postponed) == (1, 1)


@given(st.times(), st.times(), st.times())
def test_quiet_hours_by_the_minute(start: time, end: time, at: time) -> None:
    """Against a clock that is walked through: quiet are the minutes met on the way from start to end."""
    minutes = [(t.hour * 60 + t.minute) for t in (start, end, at)]
    walked, minute = set(), minutes[0]
    while minute != minutes[1]:
        walked.add(minute)
        minute = (minute + 1) % 1440
    whole = [time(m // 60, m % 60) for m in minutes]
    made = Channel(quiet_from=whole[0], quiet_until=whole[1])
    assert quiet(made, whole[2]) == (minutes[2] in walked)


def test_what_failed_is_tried_again_and_then_given_up(room: Room) -> None:
    room.action(due=today())
    channel(room.people["owner"], "tgram://rahasia-token/1")
    write()
    refusing = Fake(lambda address: False)
    for attempt in range(1, ATTEMPTS + 1):
        outcome, _ = send(fake=refusing)
        assert (outcome.failed, Reminder.objects.get().attempts) == (1, attempt)
    assert send()[1].letters == []
    failed = Reminder.objects.get().failed
    assert "tgram" in failed
    assert "rahasia" not in failed


def test_told_when_one_of_two_channels_took_it(room: Room) -> None:
    room.action(due=today())
    channel(room.people["owner"], "tgram://a/1")
    channel(room.people["owner"], "mailto://b")
    write()
    outcome, _ = send(fake=Fake(lambda address: address.startswith("mailto")))
    assert (outcome.sent, outcome.refused, outcome.failed) == (1, 1, 0)


def test_what_is_no_longer_so_is_not_sent(room: Room) -> None:
    action = room.action(due=today())
    channel(room.people["owner"])
    write()
    room.show(action)
    assert send()[1].letters == []


def test_who_may_no_longer_read_it_is_not_sent_it(room: Room) -> None:
    room.action(due=today())
    channel(room.people["owner"])
    write()
    gone = room.people["owner"].memberships.get()
    type(gone).objects.filter(pk=gone.pk).update(
        ended_at=datetime.now(ZONE), ended_by=room.people["mayor"], end_reason="Pindah."
    )
    assert send()[1].letters == []


def test_old_ones_are_not_sent_any_more(room: Room) -> None:
    room.action(due=today())
    channel(room.people["owner"])
    write()
    assert send(days=3)[1].letters == []


def test_a_closed_channel_is_silent_and_said_to_be_missing(room: Room) -> None:
    room.action(due=today())
    channel(room.people["owner"], closed_at=datetime.now(ZONE))
    write()
    outcome, fake = send()
    assert (outcome.without_channel, fake.letters) == (1, [])


def test_a_run_that_was_killed_after_claiming_is_made_up_for(room: Room) -> None:
    room.action(due=today())
    channel(room.people["owner"])
    write()

    class Killed(Fake):
        def deliver(self, address: str, title: str, body: str) -> bool:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(fake=Killed())
    assert Reminder.objects.get().sent_at is None
    assert len(send()[1].letters) == 1


def test_two_runs_at_once_send_it_once(room: Room) -> None:
    """Both have read it as not sent; who counts the attempt first sends it."""
    room.action(due=today())
    channel(room.people["owner"])
    write()
    rows = list(Reminder.objects.select_related("action", "user"))
    seen_by_both = sending.Post((), rows)
    assert sending._claimed([seen_by_both]) == [seen_by_both]
    assert sending._claimed([seen_by_both]) == []


# --- a real mail, through the command line


def run(*arguments: str) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(remind.command, [*arguments, "--json"])
    return result.exit_code, json.loads(result.output)


def test_a_mail_really_arrives(room: Room, settings: Any) -> None:
    settings.SIAGA_CHANNEL_HOSTS = ["127.0.0.1"]
    room.action(title="Penertiban APK", due=today())
    with postbox() as box:
        address = (
            f"mailto://127.0.0.1:{box.port}?from=siaga@kota.example&to=petugas@kota.example&mode=insecure"
        )
        channel(room.people["owner"], address, quiet_from="00:00", quiet_until="00:00")
        code, document = run("--site", "https://siaga.kota.example")
        assert (code, document["sent"], document["messages"]) == (0, 1, 1)
    (letter,) = box.letters
    assert letter["To"] == "petugas@kota.example"
    body = letter.get_body(("plain",)).get_content()
    assert "Penertiban APK" in body
    assert "https://siaga.kota.example/tindak-lanjut/milik-saya/" in body


def test_a_mail_that_is_refused_ends_with_1(room: Room, settings: Any, caplog: Any) -> None:
    settings.SIAGA_CHANNEL_HOSTS = ["127.0.0.1"]
    room.action(due=today())
    with postbox() as box:
        box.refuse = True
        address = f"mailto://127.0.0.1:{box.port}?from=a@b.example&to=rahasia@b.example&mode=insecure"
        channel(room.people["owner"], address, quiet_from="00:00", quiet_until="00:00")
        code, document = run()
    assert (code, document["failed"], document["refused"]) == (1, 1, 1)
    assert "rahasia" not in caplog.text


def test_an_address_the_house_no_longer_allows_is_not_called(room: Room, settings: Any) -> None:
    settings.SIAGA_CHANNEL_HOSTS = []
    with postbox() as box:
        address = f"mailto://127.0.0.1:{box.port}?from=a@b.example&to=c@b.example&mode=insecure"
        assert not ByApprise().deliver(address, "x", "y")
    assert box.letters == []


def test_a_dry_run_changes_nothing(room: Room) -> None:
    action = room.action(due=today() - timedelta(9))
    before = Entry.objects.count()
    code, document = run("--dry-run")
    assert code == 0
    assert document["escalated"] == 1
    assert document["written"] == {"soon": 0, "today": 0, "overdue": 1, "escalated": 1, "confirm": 0}
    assert "sent" not in document
    assert (Reminder.objects.count(), Entry.objects.count()) == (0, before)
    assert now(action).escalated_at is None


def test_the_run_escalates_and_tells_the_chair(room: Room) -> None:
    action = room.action(due=today() - timedelta(9))
    _code, document = run()
    assert document["escalated"] == 1
    assert now(action).escalated_at is not None
    entry = Entry.objects.filter(action="actions.escalate").get()
    assert entry.actor_name == "Siaga: remind"


def test_a_site_that_is_no_address_is_refused() -> None:
    result = CliRunner().invoke(remind.command, ["--site", "siaga.kota.example"])
    assert result.exit_code == 2
