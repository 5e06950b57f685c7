"""Open actions come back on the next agenda by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.services import actions as services
from siaga.desks.meetings.services import meetings, publishing
from siaga.desks.meetings.services.actions import Plan
from siaga.desks.meetings.services.carry import carry_over
from siaga.desks.meetings.services.verdicts import Outcome
from siaga.desks.offices.access import today
from siaga.desks.trail.models import Entry
from tests.kit.actions import Room, meeting, now, small_room
from tests.kit.meetings import coordination, fresh
from tests.kit.people import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return small_room()


def points(of: Meeting) -> list[tuple[str, bool]]:
    return list(of.agenda.order_by("number").values_list("title", "withdrawn"))


def test_a_new_action_is_on_the_agenda_ahead(room: Room) -> None:
    room.ahead.agenda.create(number=1, title="Pembukaan")
    room.action(title="Penertiban")
    assert points(room.ahead) == [("Pembukaan", False), ("Penertiban", False)]


def test_a_meeting_planned_later_takes_up_what_is_open(room: Room) -> None:
    room.action(title="Terbuka")
    room.done(title="Selesai")
    later = meeting(room.series, "rapat-3", today() + timedelta(20), "planned", room.bodies)
    carry_over(later)
    carry_over(later)
    assert points(later) == [("Terbuka", False)]


def test_done_before_the_meeting_it_leaves_the_agenda(room: Room) -> None:
    room.done(title="Selesai")
    assert points(room.ahead) == [("Selesai", True)]


def test_shown_but_not_confirmed_it_stays(room: Room) -> None:
    room.show(room.action(title="Menunggu"))
    assert points(room.ahead) == [("Menunggu", False)]


def test_sent_back_it_stays_and_reopened_it_returns(room: Room) -> None:
    action = room.action(title="A")
    room.judge(room.show(action), Outcome.RETURNED, reason="x")
    room.judge(room.show(action, text="lagi"))
    assert points(room.ahead) == [("A", True)]
    services.reopen(now(action), room.people["mayor"], "x")
    assert points(room.ahead) == [("A", False)]


def test_a_meeting_that_was_held_is_left_alone(room: Room) -> None:
    past = meeting(room.series, "rapat-0", today() - timedelta(1), "held", room.bodies)
    room.action()
    assert carry_over(past) == []
    assert points(past) == []


def test_a_meeting_before_the_one_that_decided_is_left_alone(room: Room) -> None:
    earlier = meeting(room.series, "rapat-0", today() - timedelta(30), "planned", room.bodies)
    room.action()
    assert points(earlier) == []


def test_an_action_of_the_meeting_ahead_is_not_on_its_own_agenda(room: Room) -> None:
    room.action(room.ahead)
    assert points(room.ahead) == []


def test_a_restricted_action_is_named_by_its_number(room: Room) -> None:
    action = room.action(title="Rahasia", visibility="restricted")
    point = room.ahead.agenda.get()
    assert "Rahasia" not in point.title
    assert str(action.pk) in point.title
    assert (point.visibility, point.presenter) == ("restricted", None)


def test_a_point_is_no_more_open_than_what_it_comes_from() -> None:
    room = small_room("restricted")
    member(room.people["owner"], "forum_member", institution=room.bodies["satpolpp"])
    Meeting.objects.filter(pk=room.ahead.pk).update(visibility="internal", revision=room.ahead.revision + 1)
    room.action(title="Dari rapat tertutup", visibility="internal")
    assert room.ahead.agenda.get().visibility == "restricted"


def test_a_public_action_of_an_unpublished_meeting_is_internal(room: Room) -> None:
    room.action(visibility="public")
    assert room.ahead.agenda.get().visibility == "internal"


def test_what_becomes_restricted_loses_its_words_on_the_agenda(room: Room) -> None:
    action = room.action(title="Rahasia sejak kini")
    plan = Plan(action.title, action.owner, due=action.due, visibility="restricted")
    services.change(action, room.people["secretary"], plan, "Pengamanan.")
    assert "Rahasia" not in room.ahead.agenda.get().title


def test_a_meeting_that_closes_takes_its_words_off_the_next_agenda() -> None:
    table = coordination()
    held = table.held()
    plan = Plan(title="Rahasia sejak kini", owner=table.police)
    services.create(held, table.writer, plan)
    ahead = table.planned()
    assert ahead.agenda.get().title == "Rahasia sejak kini"
    meetings.change(held, table.writer, table.frame(visibility="restricted"), fresh(held).revision)
    point = ahead.agenda.get()
    assert "Rahasia" not in point.title
    assert (point.visibility, point.presenter) == ("restricted", None)


def test_a_meeting_taken_back_from_the_public_takes_its_points_along() -> None:
    table = coordination()
    held = table.held(visibility="public")
    publishing.publish(held, table.writer, fresh(held).revision)
    services.create(held, table.writer, Plan(title="Tugas", owner=table.police, visibility="public"))
    ahead = table.planned(visibility="public")
    assert ahead.agenda.get().visibility == "public"
    publishing.unpublish(held, table.writer, "Keliru.", fresh(held).revision)
    assert ahead.agenda.get().visibility == "internal"


def test_a_long_title_fits_the_agenda(room: Room) -> None:
    room.action(title="x" * 300)
    assert len(room.ahead.agenda.get().title) == 200


def test_the_trail_knows_numbers_only(room: Room) -> None:
    action = room.action(title="Judul rahasia", visibility="restricted")
    entry = Entry.objects.filter(action="meetings.agenda.carried").get()
    assert entry.after == {"point_1": action.pk}
